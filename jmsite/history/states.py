"""The states of a folder that are remembered: one for each tag, or for each month in which it changed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Literal

from jmsite.history.git import ask
from jmsite.history.revision import boundary_of
from jmsite.model.value import Value

MOST = 25
"""States, the oldest of which is only compared with: two years of months."""
COMMITS = 20_000
LOG = ("log", "--no-color", "--no-notes", "--first-parent", f"--max-count={COMMITS}", "--format=%H %cs")
TAGS = (
    "for-each-ref", "--merged=HEAD", "--sort=creatordate",
    "--format=%(refname:strip=2)%00%(objecttype)%00%(*objecttype)%00%(objectname)%00%(*objectname)%00%(creatordate:short)",
    "refs/tags",
)  # fmt: skip


class HistoryState(Value):
    """A state of a folder: what it is called, its commit and its day."""

    name: str
    commit: str
    day: date


def is_shallow(folder: Path) -> bool:
    """Return whether a part of the history is not there, so that nobody can tell what happened in it."""
    return bool(boundary_of(folder))


def states(folder: Path, by: Literal["tags", "months"]) -> tuple[HistoryState, ...]:
    """Return the states of a folder that are remembered, the oldest first; none in a shallow clone or without git."""
    if is_shallow(folder):
        return ()
    log = os.fsdecode(ask(folder, *LOG, "HEAD", "--", ".") or b"").split("\n")
    # each line is a commit's id, a blank, and a day of ten signs
    commits = [(line[:-11], date.fromisoformat(line[-10:])) for line in log if len(line) > 11]
    found = _months(commits) if by == "months" else [*_tags(folder), *_last(commits)]
    return tuple(found[-MOST:])


def _months(commits: list[tuple[str, date]]) -> list[HistoryState]:
    """Return the last commit of each month."""
    last: dict[str, HistoryState] = {}
    for commit, day in commits:
        name = f"{day:%Y-%m}"
        last.setdefault(name, HistoryState(name=name, commit=commit, day=day))
    return list(reversed(last.values()))


def _tags(folder: Path) -> list[HistoryState]:
    found = []
    for line in os.fsdecode(ask(folder, *TAGS) or b"").splitlines():
        name, kind, inner, own, other, day = line.split("\0")
        if "commit" in (kind, inner):
            commit = own if kind == "commit" else other
            found.append(HistoryState(name=name, commit=commit, day=date.fromisoformat(day)))
    return found


def _last(commits: list[tuple[str, date]]) -> list[HistoryState]:
    """Return the state that is checked out, which has no tag yet."""
    return [HistoryState(name="", commit=commit, day=day) for commit, day in commits[:1]]
