"""Swap two folders in one call, where the system can: whoever looks sees the one or the other."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import suppress

_HERE = -100  # AT_FDCWD: paths are from the working folder
_EXCHANGE = 2  # RENAME_EXCHANGE


def can_swap(folder: str) -> bool:
    """Return whether a folder may change places with one beside it.

    Not where something is mounted on it, nor while some program works in it: a folder takes its users along, and a
    server that was started in it would show the old site for ever.
    """
    return _call() is not None and not os.path.ismount(folder) and not any(_within(folder))


def swap_folders(one: str, other: str) -> None:
    """Let two folders of one disk change places. Raises ``OSError`` where the system or the disk cannot."""
    call = _call()
    if call is None or call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), other)


def _call() -> ctypes._NamedFuncPointer | None:
    """Return Linux's ``renameat2``, where the C library has it."""
    if sys.platform != "linux":
        return None
    with suppress(AttributeError, OSError):
        return ctypes.CDLL(None, use_errno=True).renameat2
    return None


def _within(folder: str) -> Iterator[int]:
    """Yield the processes that work in a folder or below, as far as this one may know."""
    below = f"{folder}/"
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        if name.isdigit():
            with suppress(OSError):
                # fails for one that has ended meanwhile, and for those of other users
                where = os.readlink(f"/proc/{name}/cwd")
                if where == folder or where.startswith(below):
                    yield int(name)
