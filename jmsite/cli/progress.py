"""The progress that a reader at a terminal sees while a command takes its time."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

PATIENCE = 0.5
"""Seconds before anything is shown."""
TICK = 0.2
"""Seconds between looks at what is going on now."""


@contextmanager
def progress(words: Callable[[], str]) -> Iterator[None]:
    """Show on a terminal what is going on, once it has gone on for half a second; nothing into a pipe.

    An alarm draws it and not a thread: a process with threads cannot be copied to share the work.
    """
    if not sys.stderr.isatty() or not hasattr(signal, "setitimer"):
        yield
        return
    line = _Line(words)
    before = signal.signal(signal.SIGALRM, line.draw)
    # else calls of libraries that wait in the system would fail with each tick
    signal.siginterrupt(signal.SIGALRM, False)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        line.erase()


class _Line:
    """One line at the foot of the terminal, drawn over and over and erased at the end."""

    def __init__(self, words: Callable[[], str]) -> None:
        self.words = words
        self.live: Any = None
        self.drawing = False

    def draw(self, *_: Any) -> None:
        """Draw what is going on now, unless the last time has not ended: loading Rich may take longer than a tick.

        A tick may come in the middle of anything, as of something being written to the terminal; no command ends for
        that.
        """
        if self.drawing:
            return
        self.drawing = True
        with suppress(Exception):
            self._show(self.words())
        self.drawing = False

    def _show(self, words: str) -> None:
        if self.live is None:
            from rich.console import Console
            from rich.live import Live

            # by itself, Rich would refresh in a thread, and beside threads no process may be copied
            self.live = Live(console=Console(stderr=True), auto_refresh=False, transient=True)
            self.live.start()
        self.live.update(words, refresh=True)

    def erase(self) -> None:
        if self.live is not None:
            self.live.stop()
