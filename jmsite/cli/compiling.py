"""What ``build`` and ``check`` have in common: find, build, judge."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jmsite.cli.progress import progress
from jmsite.cli.refusal import touching, unknown
from jmsite.memo import Memo
from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.page import Build
from jmsite.model.sources import Options
from jmsite.pipeline import build, catalog_of
from jmsite.report import FORMATS
from jmsite.shelf import DiskShelf
from jmsite.steps.discover import discover
from jmsite.workers import cores, spread_over

SHELF = "answers.db"
"""The file under the cache in which dear answers are kept."""


class Shown(Memo):
    """A memo that knows which step runs now, for those who wait."""

    step = "discover"

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note the step, and time it."""
        self.step = name
        with super().timed(name):
            yield


@dataclass(frozen=True, slots=True)
class Compiled:
    """A build, the memo it was made with, and how many seconds finding its inputs took."""

    build: Build
    memo: Memo
    discover: float


def memo_for(cache: Path, jobs: int) -> Shown:
    """A memo that keeps dear answers under ``cache`` and spreads work over ``jobs`` processes."""
    return Shown(shelf=DiskShelf(cache / SHELF), spread=spread_over(cores(jobs)))


def compile_site(root: Path, options: Options, cache: Path, jobs: int) -> Compiled:
    """Build the site at ``root`` in memory, with progress on a terminal; ``jobs`` 0 is one process a core."""
    memo = memo_for(cache, jobs)
    with progress(lambda: f"{memo.step} …"), touching("read", root):
        begun = time.perf_counter()
        inputs = discover(root, options)
        found = time.perf_counter() - begun
        return Compiled(build(inputs, memo, jobs), memo, found)


def examine(root: Path, options: Options, cache: Path, jobs: int) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the content at ``root``; no page is made to find it."""
    memo = memo_for(cache, jobs)
    with progress(lambda: f"{memo.step} …"), touching("read", root):
        return catalog_of(discover(root, options), memo).diagnostics


def searchable() -> bool:
    """Whether this machine can make a search: its program does not exist for every machine."""
    from jmsite.search import indexer

    return indexer() is not None


def failed(diagnostics: Iterable[Diagnostic], strict: bool) -> bool:
    """Whether the faults are such that the command has to say no."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics)


def written_as(format: str, diagnostics: tuple[Diagnostic, ...]) -> str:
    """The faults in one of the formats of reports."""
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    text = FORMATS[format](diagnostics)
    return f"{text.rstrip()}\n" if text.strip() else ""
