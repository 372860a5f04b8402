"""Put a build on disk: what differs is replaced whole, what is stale goes last, what is not ours stays."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import dirname

from jmsite.model.page import Output
from jmsite.model.sources import Blob

MANIFEST = "outputs.json"
LOCK = "lock"
STAGE = ".jmsite-new"
"""Where new files wait, inside the site, until all of them are written."""


@dataclass(frozen=True, slots=True)
class Written:
    """What writing did: files replaced or made, files that were right already, stale files removed."""

    written: int
    unchanged: int
    removed: int


class LockedError(Exception):
    """Another build is writing to the same place."""


def write(outputs: Iterable[Output], out: Path, cache: Path) -> Written:
    """Make the folder ``out`` hold the outputs. The list of what is ours is kept under ``cache``.

    Raises ``LockedError`` while another build writes there, ``OSError`` with its path when the disk refuses. While
    there is no room for all of the new files none of the old ones is touched; whenever it ends, every file is either
    the old or the new one, and the next call puts things right.
    """
    out.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    manifest = cache / f"{name_of(out)}-{MANIFEST}"
    with _lock(cache / f"{name_of(out)}-{LOCK}", out):
        before = _listed(manifest)
        now = {_inside(output.path): output.content for output in outputs}
        site = _Site(f"{out}/", before)
        changed = [path for path, content in now.items() if not site.holds(path, content)]
        if before != now.keys():
            _list(manifest, before | now.keys())
        with site.staged({path: now[path] for path in changed}) as parts:
            for path, part in parts.items():
                site.place(part, path)
        folded = {_folded(path): path for path in now}
        stale = (
            path for path in sorted(before - now.keys()) if not site.is_one(path, folded.get(_folded(path)))
        )
        removed = sum([site.remove(path) for path in stale])
        if before != now.keys():
            _list(manifest, set(now))
    return Written(len(changed), len(now) - len(changed), removed)


@dataclass(slots=True)
class _Site:
    """The folder of a site, and what in it is ours. Links in it are never followed: they could lead anywhere.

    Paths are texts here: a large site has many, and nothing else of a build looks at each so often.
    """

    top: str
    """The folder, with a slash."""
    ours: set[str]
    folders: dict[str, bool] = field(default_factory=lambda: {"": True})
    """Which folders of the site are there, as far as it was looked."""

    def holds(self, path: str, content: bytes | Blob) -> bool:
        """Whether a file stands there already, as it should be."""
        file = self.top + path
        if not self._is_folder(dirname(path)) or os.path.islink(file):
            return False
        return _same_file(file, content) if isinstance(content, Blob) else _same_bytes(file, content)

    @contextmanager
    def staged(self, files: Mapping[str, bytes | Blob]) -> Iterator[dict[str, str]]:
        """New files on the same disk, by the path that they are for."""
        stage = self.top + STAGE
        _clear(stage)
        try:
            if files:
                os.mkdir(stage)
            yield {
                path: _staged(f"{stage}/{at}", content) for at, (path, content) in enumerate(files.items())
            }
        finally:
            _clear(stage)

    def place(self, part: str, path: str) -> None:
        """Put a new file where it belongs; what of ours is in the way goes."""
        self._make(dirname(path))
        try:
            os.replace(part, self.top + path)
        except OSError:
            if not os.path.isdir(self.top + path):
                raise
            self._empty(path)
            os.replace(part, self.top + path)

    def is_one(self, path: str, other: str | None) -> bool:
        """Whether the disk takes both paths for the same file: it may not tell capitals apart."""
        with suppress(OSError):
            return other is not None and os.path.samefile(self.top + path, self.top + other)
        return False

    def remove(self, path: str) -> bool:
        """Remove a stale file, and the folders that it leaves empty."""
        self.folders = {"": True}
        if not self._is_folder(dirname(path)):
            return False
        try:
            os.unlink(self.top + path)
        except OSError:
            return False
        with suppress(OSError):
            while path := dirname(path):
                os.rmdir(self.top + path)
        return True

    def _is_folder(self, folder: str) -> bool:
        """Whether a folder is there, and all of the way to it."""
        known = self.folders.get(folder)
        if known is None:
            here = self.top + folder
            known = self._is_folder(dirname(folder)) and os.path.isdir(here) and not os.path.islink(here)
            self.folders[folder] = known
        return known

    def _make(self, folder: str) -> None:
        """Have a folder, and all of the way to it."""
        if not self._is_folder(folder):
            self._make(dirname(folder))
            self._make_way(folder)
            os.mkdir(self.top + folder)
            self.folders[folder] = True

    def _make_way(self, path: str) -> None:
        """Remove the link or file that stands where a folder is to be."""
        file = self.top + path
        if os.path.islink(file) or (path in self.ours and os.path.exists(file)):
            os.unlink(file)
        elif os.path.exists(file):
            raise FileExistsError(
                errno.EEXIST, "a file that is not ours stands where a folder is to be", file
            )

    def _empty(self, path: str) -> None:
        """Remove what of ours stands below a folder, and the folder."""
        for own in sorted(own for own in self.ours if own.startswith(f"{path}/")):
            self.remove(own)
        if os.path.exists(self.top + path):
            what = "a folder with files that are not ours stands where a file is to be"
            raise FileExistsError(errno.EEXIST, what, self.top + path)


def _inside(path: str) -> str:
    """A path of an output; raises ``ValueError`` for one that would leave the site."""
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError(f"an output must not leave the site: {path!r}")
    return path


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _staged(part: str, content: bytes | Blob) -> str:
    if isinstance(content, Blob):
        shutil.copyfile(content.file, part)
    else:
        with open(part, "wb") as stream:
            stream.write(content)
    return part


def _clear(stage: str) -> None:
    """Remove what a build that was killed has left."""
    if os.path.islink(stage):
        os.unlink(stage)
    shutil.rmtree(stage, ignore_errors=True)


def name_of(out: Path) -> str:
    """What the files that are kept about a folder are called by."""
    return hashlib.sha256(os.path.realpath(out).encode()).hexdigest()[:12]


@contextmanager
def _lock(path: Path, out: Path) -> Iterator[None]:
    """Hold the only right to write; the system gives it back however the process ends."""
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


def _listed(manifest: Path) -> set[str]:
    try:
        listed = json.loads(manifest.read_text())
    except (OSError, ValueError):
        return set()
    return {path for path in listed if isinstance(path, str)} if isinstance(listed, list) else set()


def _list(manifest: Path, paths: Iterable[str]) -> None:
    _replace(manifest, json.dumps(sorted(paths), indent=0).encode())


def _same_bytes(file: str, content: bytes) -> bool:
    try:
        with open(file, "rb") as stream:
            return stream.read() == content
    except OSError:
        return False


def _same_file(file: str, blob: Blob) -> bool:
    try:
        if os.stat(file).st_size != blob.size:
            return False
        with open(file, "rb") as stream:
            return (
                hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
                == blob.digest
            )
    except OSError:
        return False


def _replace(path: Path, content: bytes) -> None:
    part = f"{path}.part"
    try:
        os.replace(_staged(part, content), path)
    except OSError:
        with suppress(OSError):
            os.unlink(part)
        raise
