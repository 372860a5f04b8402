"""Open what content brings along, which is not trusted: regular files, and only where they were found."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from io import BufferedReader

from jmsite.model.sources import Blob

CHUNK = 1 << 20
"""Bytes that are copied at a time: recordings may be larger than what memory there is."""
# Windows lacks the two in the middle, and no other system has the last
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Without ``O_NONBLOCK`` a pipe that nobody writes to would be waited for."""
# /proc adds it once another file has taken the place
_GONE = " (deleted)"


class ChangedError(OSError):
    """A file is not the one that was looked at when the site was read."""


def opened(file: str, inside: str) -> BufferedReader:
    """Open a regular file that lies in a folder or is ``inside`` itself, which has no links on its way.

    It is looked at where it really lies once it is open, so that nobody can put a link in its way meanwhile. Raises
    ``OSError`` for what cannot be read, is a pipe or a device, or lies elsewhere.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", file)
        if not is_within(_real(descriptor, file), inside):
            raise OSError(errno.EACCES, "a link leads to another file", file)
        return os.fdopen(descriptor, "rb")
    # whatever happens, Ctrl+C too: nobody else knows the descriptor
    except BaseException:
        os.close(descriptor)
        raise


def is_within(path: str, folder: str) -> bool:
    """Return whether a real path is that of a folder, or of something in it."""
    # the root of a disk ends with a separator already
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def as_found(blob: Blob) -> BufferedReader:
    """Open a file from where it was found, with or without a link in the content, but by no link now."""
    return opened(blob.file, blob.file)


def copy(blob: Blob, target: str) -> None:
    """Copy a file. Raises ``ChangedError`` where it is not what was looked at, ``OSError`` with its path."""
    # hashed while it is copied: what was looked at before may have changed since
    digest = hashlib.blake2b(digest_size=16)
    with as_found(blob) as source, open(target, "wb") as copied:
        while piece := source.read(CHUNK):
            digest.update(piece)
            copied.write(piece)
    if digest.hexdigest() != blob.digest:
        os.unlink(target)
        raise ChangedError(errno.EBUSY, "it changed during the build; build again", blob.file)


def real_path(stream: BufferedReader, file: str) -> str:
    """Return the path at which an open file lies, which was opened as ``file``."""
    return _real(stream.fileno(), file)


def _real(descriptor: int, file: str) -> str:
    """Return the path at which an open file lies."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}").removesuffix(_GONE)
    except OSError:  # only Linux says so
        real = os.path.realpath(file)
        # a link may have been put in the way between opening and asking
        if not os.path.samestat(os.stat(real, follow_symlinks=False), os.fstat(descriptor)):
            raise OSError(errno.EACCES, "a link leads to another file", file) from None
        return real
