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
from pathlib import Path
from posixpath import dirname

from jmsite.model.page import Output
from jmsite.model.sources import Blob
from jmsite.model.value import Value
from jmsite.outputs.write_lock import LockedError, locked

__all__ = ["LIST", "STAGE", "LockedError", "Written", "name_of", "write"]

LOCK = "lock"
STAGE = ".jmsite-new"
"""Where new files wait, inside the site, until all of them are written."""
LIST = ".jmsite-files"
"""Which files of the site are ours: inside it, so that the list is where they are, wherever that is."""


class Written(Value):
    """What writing did: files replaced or made, files that were right already, stale files removed."""

    written: int
    unchanged: int
    removed: int


def write(outputs: Iterable[Output], out: Path, cache: Path) -> Written:
    """Make the folder ``out`` hold the outputs, and the list of what is ours. The lock is kept under ``cache``.

    Raises ``LockedError`` while another build writes there, ``OSError`` with its path when the disk refuses or
    something that is not ours stands in the way. While there is no room for all of the new files none of the old ones
    is touched; whenever it ends, every file is either the old or the new one, and the next call puts things right.
    """
    out.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / f"{name_of(out)}-{LOCK}", out):
        before = _listed(f"{out}/{LIST}")
        now = {_inside(output.path): output.content for output in outputs}
        site = _Site(f"{out}/", before or set())
        changed = [path for path, content in now.items() if not site.holds(path, content)]
        site.refuse(now, before is not None)
        listed = site.ours | now.keys()
        if listed != before:
            site.list(listed)
        with site.staged({path: now[path] for path in changed}) as parts:
            for path, part in parts.items():
                site.place(part, path)
        folded = {_folded(path): path for path in now}
        stale = (
            path
            for path in sorted(site.ours - now.keys())
            if not site.is_one(path, folded.get(_folded(path)))
        )
        removed = sum([site.remove(path) for path in stale])
        if listed != now.keys():
            site.list(now)
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
    blocks: dict[str, str] = field(default_factory=lambda: {"": ""})
    """What stands in the way of folders and is not ours, or "", as far as it was looked."""

    def refuse(self, paths: Iterable[str], known: bool) -> None:
        """Raise ``FileExistsError`` for the first new file in whose way something stands that is not ours.

        ``known``: there is a list of what is ours.
        """
        for path in paths:
            if path not in self.ours and (found := self._in_way(path)):
                none = "" if known else f" as far as can be told: there is no list of what is ours ({LIST})"
                todo = f"{'move it away' if known else 'empty the folder'}, or choose another one by --out"
                raise FileExistsError(errno.EEXIST, f"this is not ours{none}; {todo}", self.top + found)

    def _in_way(self, path: str) -> str:
        if self._is_folder(dirname(path)):
            return path if os.path.lexists(self.top + path) and not self._is_ours(path) else ""
        return self._blocked(dirname(path))

    def _blocked(self, folder: str) -> str:
        if folder not in self.blocks:
            if self._is_folder(folder):
                found = ""
            elif os.path.lexists(self.top + folder):
                found = "" if self._is_ours(folder) else folder
            else:
                found = self._blocked(dirname(folder))
            self.blocks[folder] = found
        return self.blocks[folder]

    def _is_ours(self, path: str) -> bool:
        """Whether something is ours, in any spelling that a disk takes for the same, or the way to what is ours."""
        file, same, below = self.top + path, _folded(path), f"{path}/"
        is_way = os.path.isdir(file) or os.path.islink(file)
        return any(_folded(own) == same or (is_way and own.startswith(below)) for own in self.ours)

    def list(self, paths: Iterable[str]) -> None:
        """Note what is ours."""
        part = f"{self.top}{STAGE}.list"
        _clear(part)
        os.replace(_staged(part, json.dumps(sorted(paths), indent=0).encode()), self.top + LIST)

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
        _clear(f"{stage}.list")
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
        """Remove the link or file of ours that stands where a folder is to be."""
        file = self.top + path
        if os.path.lexists(file):
            os.unlink(file)

    def _empty(self, path: str) -> None:
        """Remove what of ours stands below a folder, and the folder."""
        for own in sorted(own for own in self.ours if own.startswith(f"{path}/")):
            self.remove(own)
        if os.path.exists(self.top + path):
            what = "a folder with files that are not ours stands where a file is to be"
            raise FileExistsError(errno.EEXIST, what, self.top + path)


def _inside(path: str) -> str:
    """A path of an output; raises ``ValueError`` for one that would leave the site."""
    if not _leads_inside(path):
        raise ValueError(f"an output must not leave the site: {path!r}")
    return path


def _leads_inside(path: str) -> bool:
    """Whether a path leads to a file of the site, and not to what we keep there."""
    way = path.replace(os.sep, "/").split("/")
    return not ({"", ".", ".."} & set(way) or os.path.splitdrive(path)[0]) and way[0] not in (STAGE, LIST)


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
    if os.path.islink(stage) or os.path.isfile(stage):
        os.unlink(stage)
    shutil.rmtree(stage, ignore_errors=True)


def name_of(out: Path) -> str:
    """What the files that are kept about a folder are called by."""
    return hashlib.sha256(os.path.realpath(out).encode()).hexdigest()[:12]


def _listed(file: str) -> set[str] | None:
    """What is ours, or None where there is no list. Whoever wrote it: nothing outside the site is ever ours."""
    try:
        with open(file, "rb") as stream:
            listed = json.loads(stream.read())
    except (OSError, ValueError):
        return None
    return (
        {path for path in listed if isinstance(path, str) and _leads_inside(path)}
        if isinstance(listed, list)
        else None
    )


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
