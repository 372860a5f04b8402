"""The files of a revision, from git's objects: nothing is checked out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import IO

from jmsite.history.git import ask, command, environment
from jmsite.model.value import Value

LINK, SUBMODULE = "120000", "160000"
MOST_LINKS = 40
"""Links that may lead to each other, as in a file system."""
CHUNK = 1 << 20
"""Bytes that git is read by at a time, so that an attachment of gigabytes is never in memory as a whole."""


class UnknownRevisionError(LookupError):
    """There is no such revision, or no repository to look for it."""


class Commit(Value):
    """A commit: its id, and where in the repository the folder is that was asked about (``docs/``, or "")."""

    id: str
    prefix: str


class TreeEntry(Value):
    """An entry of a tree: mode and id of the object, as git writes them."""

    mode: str
    id: str


def commit_of(folder: Path, revision: str) -> Commit:
    """Return the commit that a revision means in the repository that holds a folder.

    Raises ``UnknownRevisionError``.
    """
    # a revision may begin with a dash, which must not make it an option
    found = ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    prefix = ask(folder, "rev-parse", "--show-prefix")
    if found is None or prefix is None:
        raise UnknownRevisionError(f"there is no revision '{revision}' of {folder}")
    # not stripped: the name of a folder may end with a blank
    return Commit(id=found.decode().strip(), prefix=os.fsdecode(prefix.removesuffix(b"\n")))


class CommitTree:
    """The whole tree of a commit as a file system: paths count from the top of the repository."""

    def __init__(self, entries: Mapping[str, TreeEntry], objects: Objects) -> None:
        self.entries = entries
        self._objects = objects

    @cached_property
    def folders(self) -> Mapping[str, tuple[str, ...]]:
        """Return the names in each folder, in order; a submodule is an empty folder, as in a checkout without it."""
        found: dict[str, set[str]] = {"": set()}
        for path, entry in self.entries.items():
            if entry.mode == SUBMODULE:
                found.setdefault(path, set())
            while path:
                above, _, name = path.rpartition("/")
                found.setdefault(above, set()).add(name)
                path = above
        return {folder: tuple(sorted(names)) for folder, names in found.items()}

    def is_link(self, path: str) -> bool:
        """Return whether a path is a symbolic link itself."""
        return path in self.entries and self.entries[path].mode == LINK

    def real(self, path: str) -> str | None:
        """Return a path with every link followed, or None where it leads to nothing.

        Raises ``LeavesError`` where a link leads out of the repository, or to git's own files.
        """
        rest, done, links = path.split("/"), list[str](), 0
        while rest:
            part = rest.pop(0)
            if (part == ".." and not done) or (part == ".git" and not done):
                raise LeavesError(path)
            if part in ("", "."):
                continue
            if part == "..":
                done.pop()
                continue
            here = "/".join([*done, part])
            if self.is_link(here):
                links += 1
                target = os.fsdecode(self._objects.read(self.entries[here].id))
                # an absolute link leads to a place on some machine, and to none in a commit
                if target.startswith("/"):
                    raise LeavesError(path)
                if links > MOST_LINKS:
                    return None
                rest = [*target.split("/"), *rest]
            # a file is the end of a way: what follows it would be below a file
            elif here in self.folders or (here in self.entries and not rest):
                done.append(part)
            else:
                return None
        return "/".join(done)


class LeavesError(LookupError):
    """A link leads out of the repository."""


class Objects:
    """The objects of a repository, read one after the other from one process of git."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
        self._asked: IO[bytes] = process.stdin
        self._told: IO[bytes] = process.stdout

    def read(self, id: str) -> bytes:
        """Return an object whole."""
        return b"".join(self.chunks(id))

    def chunks(self, id: str) -> Iterator[bytes]:
        """Return an object in pieces; it is to be read to its end before another one is asked for.

        Raises ``OSError`` for an object that is not there: a partial clone has not fetched it.
        """
        self._asked.write(id.encode() + b"\n")
        self._asked.flush()
        head = self._told.readline().split()
        if len(head) != 3:
            raise OSError(f"git has no object {id}")
        left = int(head[2])
        while left:
            chunk = self._told.read(min(left, CHUNK))
            if not chunk:
                raise OSError(f"git broke off in object {id}")
            left -= len(chunk)
            yield chunk
        # git ends every object with a line break
        self._told.read(1)

    def keep(self, id: str, folder: Path) -> Path:
        """Return a file with the bytes of an object, by its id; what is there already is not written again."""
        file = folder / id
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            # two builds may keep the same object at once, and one may be killed: never half a file under its name
            part = folder / f"{id}.{os.getpid()}"
            with part.open("wb") as stream:
                stream.writelines(self.chunks(id))
            part.replace(file)
        return file


@contextmanager
def tree_of(folder: Path, commit: Commit) -> Iterator[tuple[CommitTree, Objects]]:
    """Open the tree of a commit, and the objects of its repository."""
    # the whole tree, since links in the folder may lead anywhere in the repository
    listed = ask(folder, "ls-tree", "-r", "-z", "--full-tree", commit.id) or b""
    entries = {}
    for row in listed.split(b"\0"):
        known, _, path = row.partition(b"\t")
        if path:
            mode, _, id = known.decode().split()
            entries[os.fsdecode(path)] = TreeEntry(mode=mode, id=id)
    with subprocess.Popen(  # noqa: S603 - a command of ours
        command("cat-file", "--batch"),
        cwd=folder,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        objects = Objects(process)
        try:
            yield CommitTree(entries, objects), objects
        finally:
            with suppress(OSError):
                process.kill()
