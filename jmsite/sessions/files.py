"""Write patches of a site to its files: all or nothing, each file whole, and nothing outside of its content."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.site_patch import SitePatch, path_after

CONTENT = "content/"


class FileConflictError(Exception):
    """A file is not what it was when the edit was made up; ``theirs`` is what it holds now, None where it is gone."""

    def __init__(self, path: str, yours: bytes | None, theirs: bytes | None) -> None:
        super().__init__(f"{path} was changed meanwhile")
        self.path, self.yours, self.theirs = path, yours, theirs


def write_patch(root: Path, patch: SitePatch) -> None:
    """Write a patch to the files below ``root``.

    Raises ``FileConflictError`` where a file is not what the patch was made for, and ``RefusedEditError`` for a path
    that is not one of the content, or leads over a link. Nothing is written then; where writing itself fails, what
    was written is put back and the error goes on.
    """
    _check(root, patch)
    done: list[tuple[str, str]] = []
    written: list[str] = []
    try:
        for old, new in patch.moves:
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            (root / old).rename(root / new)
            done.append((old, new))
        for path, data in patch.after.items():
            written.append(path)
            _put(root / path, data)
    # Ctrl+C, too: files that belong together must not stand half in the old and half in the new form
    except BaseException:
        for path in reversed(written):
            with suppress(OSError):
                _put(root / path, patch.before.get(path))
        for old, new in reversed(done):
            with suppress(OSError):
                (root / new).rename(root / old)
        raise


def write_patches(root: Path, patches: Iterable[SitePatch]) -> None:
    """Write patches one after the other; where one cannot be, those before it are taken back. Raises as one does."""
    done: list[SitePatch] = []
    try:
        for patch in patches:
            write_patch(root, patch)
            done.append(patch)
    except BaseException:  # as above
        for patch in reversed(done):
            write_patch(root, patch.reverse)
        raise


def _check(root: Path, patch: SitePatch) -> None:
    back = {new: old for old, new in patch.moves}
    for old, new in patch.moves:
        check_path(root, old)
        check_path(root, new)
        if (root / new).exists() and not _same(root / old, root / new):
            raise RefusedEditError(f"{new} is there already")
    for path in patch.after:
        here = path_after(path, back)
        check_path(root, path)
        check_path(root, here)
        now, before = read(root / here), patch.before.get(path)
        if now != before:
            raise FileConflictError(here, patch.after[path], now)


def _same(one: Path, other: Path) -> bool:
    """Return whether two names are of one file: some systems fold case."""
    return one.exists() and one.samefile(other)


def check_path(root: Path, path: str) -> None:
    """Raise ``RefusedEditError`` for a path that is not plainly one below ``content/``, or leads over a link."""
    parts = path.split("/")
    if not path.startswith(CONTENT) or any(
        part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts
    ):
        raise RefusedEditError(f"'{path}' is no file of the content")
    here = root
    for part in parts:
        here = here / part
        if here.is_symlink():
            raise RefusedEditError(f"{path} leads over a symbolic link, which is never written to")


def read(file: Path) -> bytes | None:
    """Return what a file holds, None where there is none. A link is not followed."""
    try:
        number = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    with os.fdopen(number, "rb") as stream:
        return stream.read()


def _put(file: Path, data: bytes | None) -> None:
    """Put a text in place of a file's, whole or not at all; None takes the file away, and a folder left empty."""
    if data is None:
        file.unlink(missing_ok=True)
        with suppress(OSError):
            file.parent.rmdir()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    mode = file.stat().st_mode & 0o777 if file.exists() else None
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(file)
    except BaseException:  # as above
        part.unlink(missing_ok=True)
        raise


def texts(files: Mapping[str, bytes | None]) -> dict[str, str | None]:
    """Return files as texts, for those who compare them."""
    return {path: None if data is None else data.decode("utf-8", "replace") for path, data in files.items()}
