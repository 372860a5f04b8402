"""The site as it is being edited: the last good one, in memory, and what is wrong with the files now."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jmsite.memo import Memo, Shelf
from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.page import Output
from jmsite.model.sources import Inputs, Options
from jmsite.pipeline import build
from jmsite.steps.discover import discover

OLDER = 3
"""Earlier sites whose theme files can still be had: a page on its way to a browser may ask for them."""


@dataclass(frozen=True, slots=True)
class Published:
    """A site as a reader sees it at one moment. ``number`` grows with every change."""

    number: int
    outputs: Mapping[str, Output]
    diagnostics: tuple[Diagnostic, ...] = ()
    older: tuple[Mapping[str, Output], ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether the files as they are now cannot be published; what is shown is the last good site."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)

    def find(self, path: str) -> Output | None:
        """The file at a path, also one of the theme that the present site has no more."""
        found = self.outputs.get(path)
        if found is None and path.startswith("theme/"):
            found = next((old[path] for old in self.older if path in old), None)
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """What a rebuild changed: the site now, the URLs of pages that differ, and of those that are gone."""

    published: Published
    changed: tuple[str, ...]
    gone: tuple[str, ...]


class Preview:
    """Builds again when files change, and holds what is to be served. One thread builds, others only read."""

    def __init__(self, root: Path, options: Options, memo: Memo, jobs: int = 0) -> None:
        self.root = root
        self.options = options
        self.published = Published(0, {})
        self.search: Mapping[str, Output] = {}
        self.shelf: Shelf | None = memo.shelf
        self._memo = memo
        self._jobs = jobs
        self._inputs: Inputs | None = None
        self._building = threading.Lock()

    def refresh(self, touched: frozenset[str] | None = None) -> Change | None:
        """Look at the touched files (None: at all) and build when something differs; None when nothing does."""
        with self._building:
            inputs = discover(self.root, self.options, self._inputs, touched)
            if inputs == self._inputs:
                return None
            built = build(inputs, self._memo, self._jobs)
            self._inputs = inputs
            return self._publish({output.path: output for output in built.outputs}, built.diagnostics)

    def _publish(self, outputs: Mapping[str, Output], diagnostics: tuple[Diagnostic, ...]) -> Change | None:
        before = self.published
        good = not any(one.severity is Severity.ERROR for one in diagnostics)
        after = outputs if good or not before.outputs else before.outputs
        changed = tuple(path for path, output in after.items() if before.outputs.get(path) != output)
        gone = tuple(path for path in before.outputs if path not in after)
        if not changed and not gone and diagnostics == before.diagnostics:
            return None
        older = before.older if after is before.outputs else (before.outputs, *before.older)[:OLDER]
        self.published = Published(before.number + 1, after, diagnostics, older)
        return Change(self.published, changed, gone)
