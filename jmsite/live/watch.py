"""Notice that files change (the door to watchdog)."""

from __future__ import annotations

import os
import queue
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from jmsite.content.discover import ignored

ACTS = frozenset({"created", "modified", "moved", "deleted", "closed"})
"""Events that can mean a change; that a file was opened, or closed unwritten, means none."""
QUIET = 0.012
"""Seconds without an event after which a burst is over."""
LONGEST = 0.25
"""Seconds after which a burst is passed on although it goes on."""
SLOWEST = 1.0
"""The same while a file is being written."""
GONE = 0.08
"""Seconds without an event after a file went away: editors that save so put another one in its place."""
Seen = tuple[str, float]
"""A path that was touched, and the seconds to wait for more; ``SLOWEST`` while somebody may still be writing."""
PROBE = 1.5
"""Seconds that the probe waits for its own event."""


def _is_content(name: str) -> bool:
    return not ignored(name)


class Watch:
    """Paths that changed below some folders, burst by burst."""

    def __init__(
        self, folders: tuple[Path, ...], poll: bool = False, heeded: Callable[[str], bool] = _is_content
    ) -> None:
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserver

        self.folders = folders
        self._heeded = heeded
        self._changed: queue.SimpleQueue[Seen | None] = queue.SimpleQueue()
        # of the systems that watchdog knows, only Linux says that a file that was written is closed
        self._tells_of_closing = not poll and sys.platform == "linux"
        self._observer: Any = PollingObserver(timeout=0.5) if poll else Observer()

    def __enter__(self) -> Watch:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler

        tell, heeded, tells = self.tell, self._heeded, self._tells_of_closing
        observer, watches = self._observer, dict.fromkeys(self.folders)

        class Handler(FileSystemEventHandler):
            def dispatch(self, event: FileSystemEvent) -> None:
                modified = event.event_type == "modified"
                if event.event_type in ACTS and not (modified and event.is_directory):  # its files tell more
                    gone = event.event_type in ("deleted", "moved")
                    # where closing is told, a written file is waited for: half of it would be told as a fault
                    first = SLOWEST if tells and modified else GONE if gone else QUIET
                    for path, patience in ((event.src_path, first), (event.dest_path, QUIET)):
                        if path and heeded(Path(os.fsdecode(path)).name):
                            tell(os.fsdecode(path), patience)

        class Newcomer(FileSystemEventHandler):
            """Tells that a folder comes or goes, and watches one that was not there before, or is there again."""

            def dispatch(self, event: FileSystemEvent) -> None:
                if event.event_type in ("created", "moved", "deleted") and event.is_directory:
                    for path in (event.src_path, event.dest_path):
                        folder = Path(os.fsdecode(path))
                        if folder in watches:
                            if event.event_type != "deleted":
                                self.follow(folder)
                            tell(str(folder), QUIET)

            def follow(self, folder: Path) -> None:
                if folder.is_dir():
                    # the system goes on watching the folder that was there, wherever that has moved to
                    with suppress(KeyError):
                        observer.unschedule(watches[folder])
                    watches[folder] = observer.schedule(Handler(), str(folder), recursive=True)

        for folder in self.folders:
            if folder.is_dir():
                watches[folder] = observer.schedule(Handler(), str(folder), recursive=True)
        # the folder itself may come later, or be replaced as a whole by a checkout
        for parent in dict.fromkeys(folder.parent for folder in self.folders):
            observer.schedule(Newcomer(), str(parent), recursive=False)
        observer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join(2)

    def stop(self) -> None:
        """End ``bursts``."""
        self._changed.put(None)

    def tell(self, path: str, patience: float) -> None:
        """Say that a path was touched, and the seconds to wait for more of it."""
        self._changed.put((path, patience))

    def wrote(self, paths: Collection[Path]) -> None:
        """Say that files were just written, whole and by ourselves: there is no more of them to wait for."""
        for path in paths:
            self.tell(str(path), 0.0)

    def wake(self) -> None:
        """Let ``bursts`` yield without a path: something that is no file has changed."""
        self.tell("", QUIET)

    def waited(self, seconds: float) -> bool:
        """Return whether anything is told within so many seconds."""
        try:
            return self._changed.get(timeout=seconds) is not None
        except queue.Empty:
            return False

    def bursts(self) -> Iterator[frozenset[str]]:
        """Yield the absolute paths touched in each burst of events, none where it was only woken; ends when stopped.

        A burst is not over while a file is still being written, as far as the system tells when it is closed.
        """
        while (told := self._changed.get()) is not None:
            awaited = {told[0]: told[1]}
            begun = time.monotonic()
            while (left := _left(begun, max(awaited.values()))) > 0:
                try:
                    told = self._changed.get(timeout=left)
                except queue.Empty:
                    break
                if told is None:
                    return
                # the last word counts: "closed" ends the patience that "modified" asked for
                awaited[told[0]] = told[1]
            yield frozenset(path for path in awaited if path)


def _left(begun: float, patience: float) -> float:
    """Return the seconds to wait for the next event of a burst; none when it has gone on too long."""
    if patience == SLOWEST:
        return begun + SLOWEST - time.monotonic()
    return min(patience, begun + LONGEST - time.monotonic())


def events_arrive(folder: Path) -> bool:
    """Return whether the system tells of changes below ``folder``: some network and container file systems do not."""
    with Watch((folder,), heeded=lambda name: name.startswith(".jmsite-")) as watch:
        try:
            probe = Path(tempfile.mkdtemp(prefix=".jmsite-", dir=folder))
            probe.rmdir()
        except OSError:  # nothing can be written here, so nothing can be found out
            return True
        return watch.waited(PROBE)
