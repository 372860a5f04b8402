"""How often files are opened, by whatever library: as Linux tells whoever watches their folder (inotify)."""

from __future__ import annotations

import ctypes
import os
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path

OPENED, CLOSED = 0x20, 0x10
"""IN_OPEN and IN_CLOSE_NOWRITE: closings are asked for as well, since two openings in a row are told as one."""
HEAD = struct.Struct("iIII")


def openings(folder: Path, work: Callable[[], object]) -> Counter[str]:
    """Return how often each file of a folder is opened while something is done."""
    linux = ctypes.CDLL(None, use_errno=True)
    queue = linux.inotify_init1(os.O_NONBLOCK)
    assert queue >= 0, os.strerror(ctypes.get_errno())
    try:
        assert linux.inotify_add_watch(queue, os.fsencode(folder), OPENED | CLOSED) >= 0
        work()
        return Counter(_opened(queue))
    finally:
        os.close(queue)


def _opened(queue: int) -> list[str]:
    found = []
    while told := _read(queue):
        at = 0
        while at < len(told):
            _, mask, _, length = HEAD.unpack_from(told, at)
            name = told[at + HEAD.size : at + HEAD.size + length].rstrip(b"\0")
            found += [os.fsdecode(name)] if mask & OPENED and name else []
            at += HEAD.size + length
    return found


def _read(queue: int) -> bytes:
    try:
        return os.read(queue, 1 << 16)
    except BlockingIOError:
        return b""
