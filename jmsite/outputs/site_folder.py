"""The folder of a site, and what in it is ours: the list of that stands in it."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from posixpath import dirname

from jmsite import files
from jmsite.model.sources import Blob

STAGE = ".jmsite-new"
"""The folder inside the site in which new files wait until all of them are written."""
LIST = ".jmsite-files"
"""The list of the files that are ours: inside the site, so that the list is where they are, wherever that is."""


@dataclass(slots=True)
class SiteFolder:
    """The folder of a site, and what in it is ours. Links in it are never followed: they could lead anywhere.

    Paths are texts here: a large site has many, and nothing else of a build looks at each so often.
    """

    top: str
    """The folder, with a slash."""
    ours: set[str]
    folders: dict[str, bool] = field(default_factory=lambda: {"": True})
    """The folders of the site that are there, as far as it was looked."""
    blocks: dict[str, str] = field(default_factory=lambda: {"": ""})
    """The file in the way of each folder that is not ours, or "", as far as it was looked."""

    def refuse(self, paths: Iterable[str], known: bool) -> None:
        """Raise ``FileExistsError`` for the first new file in whose way something stands that is not ours.

        ``known``: there is a list of what is ours.
        """
        for path in paths:
            if path not in self.ours and (found := self._in_way(path)):
                none = "" if known else f", as far as can be told: there is no list of its files ({LIST})"
                todo = f"{'move it away' if known else 'empty the folder'}, or choose another one with --out"
                raise FileExistsError(
                    errno.EEXIST, f"jmsite did not write this{none}; {todo}", self.top + found
                )

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
        """Return whether something is ours, in any spelling that a disk takes for the same, or the way to what
        is ours.
        """
        file, same, below = self.top + path, casefolded(path), f"{path}/"
        is_way = os.path.isdir(file) or os.path.islink(file)
        return any(casefolded(own) == same or (is_way and own.startswith(below)) for own in self.ours)

    def ways(self) -> set[str]:
        """Return the folders that lead to what is ours."""
        ways: set[str] = set()
        for path in self.ours:
            while (path := dirname(path)) and path not in ways:
                ways.add(path)
        return ways

    def list(self, paths: Iterable[str]) -> None:
        """Write the list of the files that are ours."""
        part = f"{self.top}{STAGE}.list"
        clear_staged(part)
        os.replace(write_staged(part, manifest(paths)), self.top + LIST)

    def holds(self, path: str, content: bytes | Blob) -> bool:
        """Return whether a file stands there already, as it should be."""
        file = self.top + path
        if not self._is_folder(dirname(path)) or os.path.islink(file):
            return False
        return _same_file(file, content) if isinstance(content, Blob) else _same_bytes(file, content)

    def place(self, part: str, path: str) -> None:
        """Put a new file where it belongs; what of ours is in the way goes."""
        self._make(dirname(path))
        try:
            os.replace(part, self.top + path)
        except OSError:
            # a file cannot take the place of a folder, and ours may have been one
            if not os.path.isdir(self.top + path):
                raise
            self._empty(path)
            os.replace(part, self.top + path)

    def is_one(self, path: str, other: str | None) -> bool:
        """Return whether the disk takes both paths for the same file: it may not tell capitals apart."""
        with suppress(OSError):
            return other is not None and os.path.samefile(self.top + path, self.top + other)
        return False

    def delete(self, path: str) -> str:
        """Remove a stale file, and the folders that it leaves empty; return why it stays, or ""."""
        self.folders = {"": True}  # the file before may have taken its folders along
        if not self._is_folder(dirname(path)):
            return ""
        try:
            os.unlink(self.top + path)
        except OSError as error:
            # what has gone or become a folder meanwhile is no longer ours to remove
            return "" if isinstance(error, (FileNotFoundError, IsADirectoryError)) else str(error.strerror)
        with suppress(OSError):
            # ends at the first folder that is not empty: ``rmdir`` refuses that
            while path := dirname(path):
                os.rmdir(self.top + path)
        return ""

    def is_there(self, path: str) -> bool:
        """Return whether something stands at a path, and all of the way to it are folders."""
        return self._is_folder(dirname(path)) and os.path.lexists(self.top + path)

    def prepare(self, paths: Iterable[str]) -> None:
        """Make the folders of new files, where no file of ours is in the way, before anything is exchanged."""
        for folder in {dirname(path) for path in paths}:
            if not self._blocked_by_ours(folder):
                self._make(folder)

    def _blocked_by_ours(self, folder: str) -> bool:
        if self._is_folder(folder):
            return False
        return os.path.lexists(self.top + folder) or self._blocked_by_ours(dirname(folder))

    def _is_folder(self, folder: str) -> bool:
        """Return whether a folder is there, and all of the way to it."""
        known = self.folders.get(folder)
        if known is None:
            here = self.top + folder
            known = self._is_folder(dirname(folder)) and os.path.isdir(here) and not os.path.islink(here)
            self.folders[folder] = known
        return known

    def _make(self, folder: str) -> None:
        """Make a folder where there is none, and those above it."""
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
            self.delete(own)
        if os.path.exists(self.top + path):
            what = "a folder with files that jmsite did not write is where a file should go"
            raise FileExistsError(errno.EEXIST, what, self.top + path)


def leads_inside(path: str) -> bool:
    """Return whether a path leads to a file of the site, and not to what we keep there."""
    way = path.replace(os.sep, "/").split("/")
    return not ({"", ".", ".."} & set(way) or os.path.splitdrive(path)[0]) and way[0] not in (STAGE, LIST)


def casefolded(path: str) -> str:
    """Return a path as a disk may take it that tells neither capitals nor ways of writing accents apart."""
    return unicodedata.normalize("NFC", path).casefold()


def write_staged(part: str, content: bytes | Blob) -> str:
    """Write a new file; return its path. Raises ``OSError``, also where a file to copy is not as it was found."""
    if isinstance(content, Blob):
        files.copy(content, part)
    else:
        with open(part, "wb") as stream:
            stream.write(content)
    return part


def clear_staged(stage: str) -> None:
    """Remove what a build that was killed has left, as far as that is possible."""
    # ``rmtree`` refuses links, and must not go where one leads
    if os.path.islink(stage) or os.path.isfile(stage):
        os.unlink(stage)
    shutil.rmtree(stage, ignore_errors=True)


def manifest(paths: Iterable[str]) -> bytes:
    """Return the list of what is ours, as it is written."""
    return json.dumps(sorted(paths), indent=0).encode()


def read_manifest(file: str) -> set[str] | None:
    """Return what is ours, or None where there is no list. Whoever wrote it: nothing outside the site is ever ours."""
    try:
        with open(file, "rb") as stream:
            named = json.loads(stream.read())
    except (OSError, ValueError):
        return None
    if not isinstance(named, list):
        return None
    return {path for path in named if isinstance(path, str) and leads_inside(path)}


def _same_bytes(file: str, content: bytes) -> bool:
    try:
        with open(file, "rb") as stream:
            return stream.read() == content
    except OSError:
        return False


def _same_file(file: str, blob: Blob) -> bool:
    try:
        # the size first: recordings are large, and to read one takes long
        if os.stat(file).st_size != blob.size:
            return False
        with open(file, "rb") as stream:
            return (
                hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
                == blob.digest
            )
    except OSError:
        return False
