"""Problems that were there before: from a list that somebody keeps, or as an earlier revision had them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.cli.errors import misuse, refusing_disk_errors

if TYPE_CHECKING:
    from jmsite.model.diagnostics import Diagnostic
    from jmsite.model.sources import Options

Known = Counter[tuple[str, str, str]]
"""Known faults, counted by rule, file and words: lines move, so a fault is not known by its place. The file is ""
where it is no longer there: it may have been moved.
"""


def known_problems_in(baseline: Path | None) -> Known:
    """Return the problems that a file lists; none without one."""
    if baseline is None:
        return Counter()
    if not baseline.is_file():
        raise misuse(f"{baseline} is not a file; create it with 'jmsite check --format json > {baseline}'")
    try:
        with refusing_disk_errors("read", baseline):
            rows = json.loads(baseline.read_text(encoding="utf-8"))
        # without lines, which move with every edit; counted, so that a second problem of the kind is a new one
        return Counter((row["rule"], row["path"], row["message"]) for row in rows)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise misuse(f"{baseline} is not a list of problems from 'jmsite check --format json'") from error


def known_problems_at(site: Path, revision: str, options: Options, today: date, jobs: int) -> Known:
    """Return the problems that a revision had, as they are found today."""
    from jmsite.cli.compiling import memo_for
    from jmsite.cli.revisions import inputs_of, span
    from jmsite.model.value import replace
    from jmsite.pipeline import check

    commit = span(site, revision).before
    memo = memo_for(site / "build" / "cache", jobs)
    with refusing_disk_errors("read", site):
        found = check(replace(inputs_of(site, commit, options), today=today), memo, jobs)
    return _counted(site, found)


def _counted(site: Path, found: Iterable[Diagnostic]) -> Known:
    paths = {one.place.path for one in found}
    there = {path for path in paths if (site / path).exists()}
    return Counter((one.rule, one.place.path * (one.place.path in there), one.message) for one in found)


def is_known(fault: Diagnostic, known: Known) -> bool:
    """Return whether a fault is one of those known; each of them excuses one."""
    for path in (fault.place.path, ""):
        this = (fault.rule, path, fault.message)
        if known[this] > 0:
            known[this] -= 1
            return True
    return False
