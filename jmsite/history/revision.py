"""Find out which revision is checked out by reading git's files: no program is started for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

LINKS = 5
"""The number of names that may lead to each other before one leads to a commit."""


def revision_of(folder: Path) -> str:
    """Return what the days of the files in ``folder`` follow from: the commit, and how far back history is
    there; or "".
    """
    try:
        own = _git_folder(folder)
        if own is None:
            return ""
        common = _common(own)
        return _key(_commit(own, common), common)
    except (OSError, ValueError):
        return ""


def revision_key(folder: Path, commit: str) -> str:
    """Return what ``revision_of`` says where ``commit`` is checked out."""
    try:
        own = _git_folder(folder)
        return _key(commit, _common(own)) if own else ""
    except (OSError, ValueError):
        return ""


def _key(commit: str, common: Path) -> str:
    # shallow: a clone that is deepened has more days for the same commit
    known = commit + _text(common / "shallow")
    # a state that is remembered may be called by a tag, which can come and go without a commit
    known += "".join(_tags(common)) if commit else ""
    return hashlib.sha256(known.encode()).hexdigest() if known else ""


def _tags(common: Path) -> Iterator[str]:
    """Yield every tag with what it stands for, as far as git keeps them in files."""
    yield from (line for line in _text(common / "packed-refs").splitlines() if " refs/tags/" in line)
    folder = common / "refs" / "tags"
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        yield f"{file.relative_to(folder)} {_text(file)}"


def boundary_of(folder: Path) -> frozenset[str]:
    """Return the oldest commits of a shallow clone: they seem to add everything, so their days say nothing."""
    try:
        own = _git_folder(folder)
        return frozenset(_text(_common(own) / "shallow").split()) if own else frozenset()
    except (OSError, ValueError):
        return frozenset()


def _git_folder(folder: Path) -> Path | None:
    """Return where the repository that holds a folder keeps its own state; a worktree's or a submodule's is
    elsewhere.
    """
    for above in (folder, *folder.parents):
        found = above / ".git"
        if found.is_dir():
            return found
        if found.is_file():
            # from there where it is relative; an absolute path replaces it
            return above / found.read_text().strip().removeprefix("gitdir:").strip()
    return None


def _common(own: Path) -> Path:
    """Return what a worktree shares with the others."""
    other = _text(own / "commondir").strip()
    return own / other if other else own


def _commit(own: Path, common: Path) -> str:
    """Return the commit that is checked out, or what changes whenever it does."""
    name = _text(own / "HEAD").strip()
    for _ in range(LINKS):
        if not name.startswith("ref:"):
            return name
        ref = name.removeprefix("ref:").strip()
        # packed last: git leaves the old commit there when a branch moves on
        name = _text(own / ref).strip() or _text(common / ref).strip() or _packed(common, ref)
    # with reftables HEAD names no branch, but the list of tables changes with each
    return name or _text(own / "reftable" / "tables.list") + _text(common / "reftable" / "tables.list")


def _packed(common: Path, ref: str) -> str:
    for line in _text(common / "packed-refs").splitlines():
        commit, _, name = line.partition(" ")
        if name == ref:
            return commit
    return ""


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""
