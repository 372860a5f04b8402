"""The files of a previewed site by their paths, of which pages are made when somebody looks at them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping

from jmsite.engine.lazy import LazyAnswer, LazyAnswers
from jmsite.model.addresses import output_path
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.page import Output
from jmsite.outputs.table import OUTPUTS
from jmsite.rendering import PageFiles

CHARTS = OUTPUTS["charts"].path
"""The beginning of the paths of what charts are explored with: known when the page is made that shows the chart."""


class BrokenPageError(Exception):
    """A page cannot be shown; ``faults`` say why."""

    def __init__(self, faults: tuple[Diagnostic, ...]) -> None:
        super().__init__(faults[0].message if faults else "")
        self.faults = faults


class SiteFiles(Mapping[str, Output]):
    """The files of a site by path. One page is made at a time, whichever site it is of: ``lock`` sees to that.

    To look a page up may raise ``BrokenPageError``; to go through all files makes all pages.
    """

    def __init__(
        self,
        outputs: Iterable[Output] = (),
        pages: LazyAnswers[PageFiles] | None = None,
        lock: threading.RLock | None = None,
    ) -> None:
        self._ready = {output.path: output for output in outputs}
        self._pages = pages
        self._paths = {output_path(str(url)): str(url) for url in pages or ()}
        self._lock = lock or threading.RLock()

    def __getitem__(self, path: str) -> Output:
        if path in self._ready:
            return self._ready[path]
        if path in self._paths:
            made = self._made(path)
            if made.faults:
                raise BrokenPageError(made.faults)
            return made.outputs[0]
        # only a page that was looked at can have asked for the JSON of its charts
        beside = self._explored() if path.startswith(CHARTS) else iter(())
        for name, page, at in beside:
            if name == path:
                return page.outputs[at]
        raise KeyError(path)

    def __contains__(self, path: object) -> bool:
        """Return whether there is a file; no page is made for that, unless it is asked for a chart."""
        known = path in self._ready or path in self._paths
        return known or (isinstance(path, str) and path.startswith(CHARTS) and self.get(path) is not None)

    def __iter__(self) -> Iterator[str]:
        yield from self._paths
        yield from dict.fromkeys(path for path, _, _ in self._explored())
        yield from self._ready

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def known(self) -> tuple[str, ...]:
        """Return the paths of all files, but for those of charts on pages that nobody has looked at."""
        return (*self._paths, *self._ready)

    def differing(self, before: SiteFiles) -> tuple[str, ...]:
        """Return the known files that may differ from those of an earlier site.

        Not a page of that site which nobody had looked at: who has it from a yet earlier one was told then.
        """
        held = [(path, before._held(path), self._held(path)) for path in self.known]
        return tuple([path for path, then, now in held if then is not now and _may_differ(then, now)])

    @property
    def may_differ_unseen(self) -> bool:
        """Return whether pages that nobody has looked at may say something else than in the build before."""
        unseen = any(not self._is_made(path) for path in self._paths)
        return unseen and self._pages is not None and self._pages.differs

    def _held(self, path: str) -> Output | LazyAnswer[PageFiles] | None:
        if self._pages is not None and path in self._paths:
            return self._pages.slot(self._paths[path])
        return self._ready.get(path)

    def _made(self, path: str) -> PageFiles:
        with self._lock:
            assert self._pages is not None  # noqa: S101 - there are paths of pages
            return self._pages[self._paths[path]]

    def _explored(self) -> Iterator[tuple[str, PageFiles, int]]:
        """Yield the path of what a chart is explored with, its page, and its place among the files of that.

        Pages that are made come first: there it nearly always is.
        """
        for path in sorted(self._paths, key=lambda path: not self._is_made(path)):
            page = self._made(path)
            yield from ((name, page, at) for at, (name, _) in enumerate(page.packed) if at)

    def _is_made(self, path: str) -> bool:
        held = self._held(path)
        return isinstance(held, LazyAnswer) and held.is_made


def _may_differ(
    before: Output | LazyAnswer[PageFiles] | None, now: Output | LazyAnswer[PageFiles] | None
) -> bool:
    if isinstance(before, LazyAnswer) and not before.is_made:
        return False
    return before != now
