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
        site = _Site(out, before)
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
    """The folder of a site, and what in it is ours. Links in it are never followed: they could lead anywhere."""

    out: Path
    ours: set[str]
    known: dict[PurePosixPath, bool] = field(default_factory=dict)

    def holds(self, path: str, content: bytes | Blob) -> bool:
        """Whether a file stands there already, as it should be."""
        file = self.out / path
        if not self._is_folder(PurePosixPath(path).parent) or file.is_symlink():
            return False
        return _same_file(file, content) if isinstance(content, Blob) else _same_bytes(file, content)

    @contextmanager
    def staged(self, files: Mapping[str, bytes | Blob]) -> Iterator[dict[str, Path]]:
        """New files on the same disk, by the path that they are for."""
        stage = self.out / STAGE
        _clear(stage)
        try:
            if files:
                stage.mkdir()
            yield {
                path: _staged(stage / str(at), content) for at, (path, content) in enumerate(files.items())
            }
        finally:
            _clear(stage)

    def place(self, part: Path, path: str) -> None:
        """Put a new file where it belongs; what of ours is in the way goes."""
        file = self.out / path
        for folder in reversed(PurePosixPath(path).parents[:-1]):
            if not self._is_folder(folder):
                self._make_way(folder.as_posix())
                (self.out / folder).mkdir()
                self.known[folder] = True
        if file.is_dir() and not file.is_symlink():
            self._empty(path)
        part.replace(file)

    def is_one(self, path: str, other: str | None) -> bool:
        """Whether the disk takes both paths for the same file: it may not tell capitals apart."""
        with suppress(OSError):
            return other is not None and (self.out / path).samefile(self.out / other)
        return False

    def remove(self, path: str) -> bool:
        """Remove a stale file, and the folders that it leaves empty."""
        file = self.out / path
        self.known.clear()
        if not self._is_folder(PurePosixPath(path).parent):
            return False
        try:
            file.unlink()
        except OSError:
            return False
        with suppress(OSError):
            for folder in list(file.parents)[: len(PurePosixPath(path).parts) - 1]:
                folder.rmdir()
        return True

    def _is_folder(self, folder: PurePosixPath) -> bool:
        """Whether a folder is there, and all of the way to it."""
        if folder not in self.known:
            here = self.out / folder
            inside = folder == PurePosixPath() or self._is_folder(folder.parent)
            self.known[folder] = inside and here.is_dir() and (not here.is_symlink() or here == self.out)
        return self.known[folder]

    def _make_way(self, path: str) -> None:
        """Remove the link or file that stands where a folder is to be."""
        file = self.out / path
        if file.is_symlink() or path in self.ours:
            file.unlink(missing_ok=True)
        elif file.exists():
            raise FileExistsError(
                errno.EEXIST, "a file that is not ours stands where a folder is to be", str(file)
            )

    def _empty(self, path: str) -> None:
        """Remove what of ours stands below a folder, and the folder."""
        for own in sorted(own for own in self.ours if own.startswith(f"{path}/")):
            self.remove(own)
        if (self.out / path).exists():
            what = "a folder with files that are not ours stands where a file is to be"
            raise FileExistsError(errno.EEXIST, what, str(self.out / path))


def _inside(path: str) -> str:
    """A path of an output; raises ``ValueError`` for one that would leave the site."""
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError(f"an output must not leave the site: {path!r}")
    return path


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _staged(part: Path, content: bytes | Blob) -> Path:
    if isinstance(content, Blob):
        shutil.copyfile(content.file, part)
    else:
        part.write_bytes(content)
    return part


def _clear(stage: Path) -> None:
    """Remove what a build that was killed has left."""
    if stage.is_symlink():
        stage.unlink()
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


def _same_bytes(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _same_file(path: Path, blob: Blob) -> bool:
    try:
        if path.stat().st_size != blob.size:
            return False
        with path.open("rb") as stream:
            return (
                hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
                == blob.digest
            )
    except OSError:
        return False


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
