"""Ask git what changed in a repository since a day, or between two revisions; its releases, and its files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from jmsite.history.changes import COMMIT, COMMITS, entries
from jmsite.history.git import ask
from jmsite.history.objects import UnknownRevisionError, commit_of
from jmsite.history.revision import boundary_of
from jmsite.model.reviews import CodeChange, KnownRepository, Release

NAMES = ("-z", "--name-status", "--find-renames=100%")
QUIET = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-relative")
LOG = (
    "log",
    "--no-notes",
    "--no-merges",
    *QUIET,
    *NAMES,
    f"--max-count={COMMITS}",
    f"--format={COMMIT}%H %cs",
)
SHORT = 8
"""Signs of a commit's id that are shown."""


def changes_since(folder: Path, since: date) -> KnownRepository | None:
    """Return what changed after a day in the repository that holds a folder, without its releases; None outside of one.

    What the oldest commit of a shallow clone seems to have added is left out.
    """
    # a day earlier, since git cuts at this hour of the day
    begin = since - timedelta(days=1) if since > date.min else since
    log = ask(folder, *LOG, f"--since={begin.isoformat()}T00:00:00", "HEAD")
    listed = ask(folder, "ls-tree", "-r", "-z", "--name-only", "--full-tree", "HEAD")
    if log is None or listed is None:
        return None
    changes, horizon = _told(os.fsdecode(log), boundary_of(folder))
    return KnownRepository(
        changes=tuple([change for change in changes if change.day > since]),
        files=tuple(sorted(filter(None, os.fsdecode(listed).split("\0")))),
        horizon=horizon if horizon and horizon > since else None,
        since=since,
    )


def releases_of(folder: Path, *only: str) -> tuple[Release, ...]:
    """Return the tags of a repository with their days, the latest first; ``only`` are options of git's for some."""
    form = "--format=%(refname:strip=2)%00%(creatordate:short)"
    rows = os.fsdecode(ask(folder, "for-each-ref", *only, form, "refs/tags") or b"").splitlines()
    pairs = (row.split("\0") for row in rows)
    found = [
        Release(tag=pair[0], day=date.fromisoformat(pair[1])) for pair in pairs if len(pair) == 2 and pair[1]
    ]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.tag)))


def span(folder: Path, revisions: str) -> tuple[str, str]:
    """Return the ids of the two commits that ``A..B`` names, or ``A...B`` from where they parted; ``A`` alone means up
    to what is checked out. Raises ``UnknownRevisionError``.
    """
    parted = "..." in revisions
    first, _, last = revisions.partition("..." if parted else "..")
    old, new = commit_of(folder, first or "HEAD").id, commit_of(folder, last or "HEAD").id
    if parted:
        # a clone that is not whole may have both commits and not the one they come from
        base = ask(folder, "merge-base", old, new)
        if base is None:
            raise UnknownRevisionError(
                f"'{first or 'HEAD'}' and '{last or 'HEAD'}' have no commit in common here"
            )
        old = base.decode().strip()
    return old, new


def changes_between(folder: Path, old: str, new: str) -> KnownRepository:
    """Return what is different between two commits, as of the day of the newer one, and what was released between."""
    day = date.fromisoformat((ask(folder, "show", "-s", "--format=%cs", new) or b"").decode().strip())
    told = os.fsdecode(ask(folder, "diff", *QUIET, *NAMES, old, new, "--") or b"")
    between = (f"--merged={new}", f"--no-merged={old}")
    return KnownRepository(
        changes=tuple(_changes(entries(told), day, new[:SHORT])), releases=releases_of(folder, *between)
    )


def _told(log: str, boundary: frozenset[str]) -> tuple[list[CodeChange], date | None]:
    """Return the changes of a log, and the day of the latest commit whose parents are not there."""
    found: list[CodeChange] = []
    horizon: date | None = None
    some: list[tuple[str, str, str]] = []
    day, commit = date.min, ""

    def take() -> None:
        # the oldest commit of a shallow clone seems to add every file: it says nothing of when
        if commit not in boundary:
            found.extend(_changes(some, day, commit[:SHORT]))

    for status, path, before in entries(log):
        if status != COMMIT:
            some.append((status, path, before))
            continue
        take()
        some, day, commit = [], date.fromisoformat(before), path
        if commit in boundary:
            horizon = max(horizon or day, day)
    take()
    return found, horizon


def _changes(
    rows: Sequence[tuple[str, str, str]] | Iterator[tuple[str, str, str]], day: date, commit: str
) -> Iterator[CodeChange]:
    for status, path, before in rows:
        if status == "R":
            yield CodeChange(day=day, commit=commit, path=before, now=path)
            # where it is now something was added, for whoever watches that place only
            yield CodeChange(day=day, commit=commit, path=path, was=before)
        else:
            yield CodeChange(day=day, commit=commit, path=path)
