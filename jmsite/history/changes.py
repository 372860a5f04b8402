"""The day each file last changed, from one look through the history."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from jmsite.history.git import ask
from jmsite.history.revision import boundary_of

COMMITS = 20_000
"""The number of commits looked at, of those that touch the folder."""
COMMIT = "\x01"
# off is what settings and attributes of a repository could change, and programs that they name;
# a file that was moved and changed (less than 100 %) counts as changed
LOG = (
    "log", "--no-color", "--no-notes", "--no-merges", "--no-ext-diff", "--no-textconv", "--relative", "-z",
    "--name-status", "--find-renames=100%", f"--max-count={COMMITS}", f"--format={COMMIT}%H %cs",
)  # fmt: skip


def last_changes(folder: Path, revision: str = "HEAD") -> dict[str, date]:
    """Return the day each file below a folder was last committed with other words, as of a revision, by path, in order.

    A file that was only moved keeps the day it had. There is no day for what was never committed, nor for what the
    oldest commit of a shallow clone seems to have added; outside a repository, or without git, there is none at all.
    """
    return _days(_log(folder, revision), boundary_of(folder))


def _log(folder: Path, revision: str) -> str:
    return os.fsdecode(ask(folder, *LOG, revision, "--", ".") or b"")


def _days(log: str, boundary: frozenset[str]) -> dict[str, date]:
    days: dict[str, date | None] = {}
    now: dict[str, str] = {}
    """Former path → what the file is called since."""
    day: date | None = None
    for status, path, before in entries(log):
        if status == COMMIT:
            day = None if path in boundary else date.fromisoformat(before)
            continue
        path = now.get(path, path)
        if status == "R":
            # from the latest back: a day that is known is later than the move, and what was before it no longer counts
            if path not in days:
                now[before] = path
            days.setdefault(before, None)
        else:
            days.setdefault(path, None if status == "D" else day)
    return {path: found for path, found in sorted(days.items()) if found}


def entries(log: str) -> Iterator[tuple[str, str, str]]:
    """Yield what was done, the latest first: a commit as ``(COMMIT, hash, day)``, a file as status, path and
    former path.
    """
    parts = iter(log.split("\0"))
    for part in parts:
        # with -z git still begins the files of a commit with a line break
        status = part.lstrip("\n")
        if status.startswith(COMMIT):
            commit, _, day = status.removeprefix(COMMIT).partition(" ")
            yield COMMIT, commit, day.strip()
        elif status[:1] in ("R", "C"):
            before = next(parts, "")
            yield status[0], next(parts, ""), before
        elif status:
            yield status[0], next(parts, ""), ""
