"""Put a build on disk: what differs is replaced whole, what is stale goes last, what is not ours stays."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jmsite.model.page import Output
from jmsite.model.sources import Blob

MANIFEST = "outputs.json"
LOCK = "lock"


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

    Raises ``LockedError`` while another build writes there, ``OSError`` with its path when the disk refuses;
    then every file is either the old or the new one, and the next call puts things right.
    """
    out.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    manifest = cache / f"{_name(out)}-{MANIFEST}"
    with _lock(cache / f"{_name(out)}-{LOCK}", out):
        before = _listed(manifest)
        now = {output.path: output for output in outputs}
        _list(manifest, before | now.keys())
        written = sum(_put(out / path, output.content) for path, output in now.items())
        removed = sum(_remove(out, path) for path in sorted(before - now.keys()))
        _list(manifest, set(now))
    return Written(written, len(now) - written, removed)


def _name(out: Path) -> str:
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


def _put(path: Path, content: bytes | Blob) -> bool:
    """Whether the file had to be written."""
    if isinstance(content, Blob):
        if _same_file(path, content):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _part(path)
        shutil.copyfile(content.file, part)
        part.replace(path)
        return True
    try:
        if path.read_bytes() == content:
            return False
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, content)
    return True


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


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _replace(path: Path, content: bytes) -> None:
    part = _part(path)
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def _remove(out: Path, path: str) -> bool:
    """Remove a stale file and the folders it leaves empty; a path that leads out of the site is not ours."""
    file = out / path
    if os.path.commonpath((os.path.realpath(file), os.path.realpath(out))) != os.path.realpath(out):
        return False
    try:
        file.unlink()
    except OSError:
        return False
    for folder in file.parents:
        if folder == out:
            break
        try:
            folder.rmdir()
        except OSError:
            break
    return True
