"""The only right to write to a place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class LockedError(Exception):
    """Another build is writing to the same place."""


@contextmanager
def locked(path: Path, out: Path) -> Iterator[None]:
    """Lock ``out`` for this process; the system unlocks it however the process ends. Raises ``LockedError``."""
    with path.open("a") as stream:
        if not _claimed(stream.fileno()):
            raise LockedError(f"another build is writing to {out}")
        yield


def _claimed(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows has no fcntl; its own call locks the first byte
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
            return True
        return False
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
