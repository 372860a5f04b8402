"""Answer a whole check again, where nothing that it looks at has changed since.

The answer lies beside that of builds, and its key holds the same; the day belongs to it here, since reviews fall due by
it. Nothing heavy is loaded to look it up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from jmsite.cli.build_stamp import key_of, stamp_in, write_stamp
from jmsite.cli.errors import refusing_disk_errors
from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.sources import Inputs, Options
from jmsite.model.value import Value, replace
from jmsite.watched_repositories import CACHE, with_repositories

ANSWER = "check-again.json"


class CheckStamp(Value):
    """The faults that the last check found."""

    diagnostics: tuple[Diagnostic, ...]


def found_in(
    root: Path,
    options: Options,
    today: date,
    cache: Path,
    jobs: int,
    online: bool = False,
    others: Mapping[str, Path] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with the content at ``root``, from the last check where that still holds.

    With ``online``, the web is asked about links, each time. ``others`` are repositories that the content may watch
    beside its own, by name.
    """
    with refusing_disk_errors("read", root):
        found_now = replace(discover(root, options), today=today)
        inputs = with_repositories(found_now, root, others or {}, DiskCache(file=cache / CACHE))
    # never from the last check: what the web says changes while the content does not
    if online:
        from jmsite.cli.online_check import examined_online

        return examined_online(inputs, root, cache, jobs).diagnostics
    key, answer = f"{key_of(inputs)} {today}", cache / ANSWER
    again = stamp_in(answer, key, CheckStamp) if _is_known(inputs) else None
    if again is not None:
        return again.diagnostics
    from jmsite.cli.compiling import examine

    found = examine(inputs, root, cache, jobs)
    if _is_known(inputs) and found.closed:
        write_stamp(answer, key, CheckStamp(diagnostics=found.diagnostics))
    return found.diagnostics


def _is_known(inputs: Inputs) -> bool:
    """Return whether the key holds all that a check looks at: templates of a site's own may ask git as well."""
    return not inputs.site_themes
