"""Walk back through the commits of a folder: what it held before each of them, from one look through the log."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from jmsite.history.changes import COMMIT
from jmsite.history.git import ask
from jmsite.history.revision import boundary_of
from jmsite.model.value import Value

COMMITS = 500
"""Commits that are gone back at most."""
# merges as what they brought to the branch, so that one state follows from the next
LOG = (
    "log", "--first-parent", "-m", "--no-color", "--no-notes", "--no-ext-diff", "--no-textconv", "--relative", "--raw",
    "--no-abbrev", "-z", "--find-renames=100%", f"--max-count={COMMITS}", f"--format={COMMIT}%H %cs",
)  # fmt: skip
NOTHING = "0" * 40
LINKS = ("120000", "160000")


class PastCommit(Value):
    """A commit that is undone: its day, which files it changed or moved (path → path before, "" for a new one), and
    what there was before it: path → id of the object.
    """

    day: date
    changed: Mapping[str, str]
    files: Mapping[str, str]


def committed_files(folder: Path) -> dict[str, str]:
    """Return the files below a folder as they are committed: path → id of the object; none outside of a repository."""
    listed = os.fsdecode(ask(folder, "ls-tree", "-r", "-z", "HEAD", ".") or b"")
    rows = (row.partition("\t") for row in listed.split("\0") if row)
    # without --full-tree git tells paths from where it is asked
    return {path: known.split(" ")[2] for known, _, path in rows if known.split(" ")[0] not in LINKS}


def past_commits(folder: Path, since: date) -> Iterator[PastCommit]:
    """Yield the commits that changed a folder since a day, the latest first, each with what there was before it.

    It ends where a shallow clone knows no further, and after 500 commits.
    """
    # a day earlier, since git cuts at this hour of the day
    begin = since - timedelta(days=1) if since > date.min else since
    log = os.fsdecode(ask(folder, *LOG, f"--since={begin.isoformat()}T00:00:00", "HEAD", "--", ".") or b"")
    files, boundary = committed_files(folder), boundary_of(folder)
    for commit, day, rows in _commits(log):
        # a shallow clone says of its oldest commit that it made all files
        if commit in boundary:
            return
        # first all that came with the commit goes, then what it replaced comes back: two files may have changed names
        for path, _, _ in rows:
            files.pop(path, None)
        files |= {before: id for _, before, id in rows if before}
        yield PastCommit(day=day, changed={path: before for path, before, _ in rows}, files=dict(files))


Row = tuple[str, str, str]
"""A path, what it was before, "" for a new one, and the id of the object then; of a file that is gone, its own path."""


def _commits(log: str) -> Iterator[tuple[str, date, list[Row]]]:
    found: tuple[str, date] | None = None
    rows: list[Row] = []
    parts = iter(log.split("\0"))
    for part in parts:
        # with -z git still begins the files of a commit with a line break
        head = part.lstrip("\n")
        if head.startswith(COMMIT):
            if found:
                yield *found, rows
            commit, _, day = head.removeprefix(COMMIT).strip().partition(" ")
            found, rows = (commit, date.fromisoformat(day)), []
        elif head.startswith(":"):
            mode, _, id, _, status = head.split(" ")
            path = next(parts, "")
            now = next(parts, "") if status[:1] in ("R", "C") else path
            kept = "" if id == NOTHING or mode.lstrip(":") in LINKS else path
            # a copy leaves what it was made of where it is
            rows.append((now, "" if status.startswith("C") else kept, id))
    if found:
        yield *found, rows
