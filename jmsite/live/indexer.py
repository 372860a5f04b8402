"""Keep the search of the preview up to date: in the background, and only while nobody waits for a page."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from jmsite.indexing import Indexed, index_of_pages
from jmsite.live.preview import Preview
from jmsite.model.page import Output
from jmsite.outputs.search import searched_in
from jmsite.outputs.search.entries import PAGE

CALM = 1.0
"""Seconds without a change after which the pages are indexed."""
BREATH = 0.0005
"""Seconds left after each page that is made for the index."""


def give_back() -> None:
    """Give the system back the memory that is free by now, where the C library can do that (glibc).

    An index is made of pieces of all sizes, between which its files are left over, so that nothing goes back by itself:
    with 1,000 stages that is 22 MB of 174.
    """
    with suppress(AttributeError, OSError, TypeError):  # another library, or none that a program can ask
        ctypes.CDLL(None).malloc_trim(0)


class ChangedMeanwhileError(Exception):
    """Something changed while the index was made: it is begun again later."""


class Indexer:
    """Indexes what is published when it has been at rest for a while. One thread follows, others wake it."""

    def __init__(self, preview: Preview, failed: Callable[[Exception], None], calm: float = CALM) -> None:
        self._preview = preview
        self._failed = failed
        self._calm = calm
        self._stirred = threading.Event()
        self._last = Indexed()
        self._stopped = False

    def wake(self) -> None:
        """Say that something else is published now."""
        self._stirred.set()

    def stop(self) -> None:
        """End ``follow``."""
        self._stopped = True
        self._stirred.set()

    def follow(self) -> None:
        """Index after each change, until stopped."""
        while self._stirred.wait() and not self._stopped:
            while self._stirred.is_set() and not self._stopped:
                self._stirred.clear()
                self._stirred.wait(self._calm)
            try:
                self.index()
            except ChangedMeanwhileError:
                continue
            except Exception as error:  # a search that fails must not end the preview
                self._failed(error)

    def index(self) -> None:
        """Index what is published now; the files of the last index stay for pages that have begun to search."""
        outputs = self._preview.published.outputs
        page = outputs.get(PAGE)
        language = searched_in([page]) if page else None
        now = index_of_pages(self._pages(outputs), language, self._preview.cache, self._last, self._give_way)
        # the entry of an index has no hash in its name, its fragments have: both generations can stand side by side
        files = {output.path: output for output in (*self._last.outputs, *now.outputs)}
        self._last, self._preview.search = now, files
        give_back()

    def _pages(self, outputs: Mapping[str, Output]) -> Iterator[Output]:
        """Yield what is to be looked through, which is all of the site: only here are pages made that nobody asked for.

        They come one after the other, since held at once they stayed the size of the process: with 1,000 stages, 401
        charts and the search, ``serve`` came to 217 MB in place of 158, of which 95 are those of a site of 20.
        """
        for output in outputs.values():
            yield output
            self._give_way()
            # who waits for a page may have it made now
            time.sleep(BREATH)

    def _give_way(self) -> None:
        if self._stirred.is_set():
            raise ChangedMeanwhileError
