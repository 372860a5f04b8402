"""The day each file last changed, from one look through the history."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from jmsite.history.revision import boundary_of

COMMITS = 20_000
"""How far back is looked, in commits that touch the folder."""
PATIENCE = 60
"""Seconds after which nothing is known: git waits for something that does not come."""
COMMIT = "\x01"
ELSEWHERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE",
)  # fmt: skip
"""What a hook of another repository may have set."""
SETTINGS = ("core.fsmonitor=false", "log.follow=false", "log.showSignature=false", "log.mailmap=false")
LOG = (
    "log", "--no-color", "--no-notes", "--no-merges", "--no-ext-diff", "--no-textconv", "--relative", "-z",
    "--name-status", "--find-renames=100%", f"--max-count={COMMITS}", f"--format={COMMIT}%H %cs",
)  # fmt: skip


def last_changes(folder: Path) -> dict[str, date]:
    """The day each file below a folder was last committed with other words, by path from the folder, in order.

    A file that was only moved keeps the day it had. There is no day for what was never committed, nor for what the
    oldest commit of a shallow clone seems to have added; outside a repository, or without git, there is none at all.
    """
    return _days(_log(folder), boundary_of(folder))


def _log(folder: Path) -> str:
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    command = ["git", "--no-pager", "--no-replace-objects", *settings, *LOG, "--", "."]
    around = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    around |= {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        found = subprocess.run(  # noqa: S603 - one command of ours, and no word of the content in it
            command, cwd=folder, env=around, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return os.fsdecode(found.stdout) if found.returncode == 0 else ""


def _days(log: str, boundary: frozenset[str]) -> dict[str, date]:
    days: dict[str, date | None] = {}
    now: dict[str, str] = {}
    """Former path → what the file is called since."""
    day: date | None = None
    for status, path, before in _changes(log):
        if status == COMMIT:
            day = None if path in boundary else date.fromisoformat(before)
            continue
        path = now.get(path, path)
        if status == "R":
            if path not in days:
                now[before] = path
            days.setdefault(before, None)
        else:
            days.setdefault(path, None if status == "D" else day)
    return {path: found for path, found in sorted(days.items()) if found}


def _changes(log: str) -> Iterator[tuple[str, str, str]]:
    """What was done, the latest first: a commit as ``(COMMIT, hash, day)``, a file as status, path and former path."""
    parts = iter(log.split("\0"))
    for part in parts:
        status = part.lstrip("\n")
        if status.startswith(COMMIT):
            commit, _, day = status.removeprefix(COMMIT).partition(" ")
            yield COMMIT, commit, day.strip()
        elif status[:1] in ("R", "C"):
            before = next(parts, "")
            yield status[0], next(parts, ""), before
        elif status:
            yield status[0], next(parts, ""), ""
