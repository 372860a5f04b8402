"""Ask git: commands of ours only, alone with the repository that holds a folder, and never on the network."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 60
"""Seconds after which nothing is known: git waits for something that does not come."""
ELSEWHERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE",
)  # fmt: skip
"""The variables that a hook of another repository may have set."""
DISTRUST = (b"dubious ownership", b"safe.directory")
"""Words of git's, in English, for a repository of another owner."""
# in English, for the words above; no fetching of what a partial clone lacks, and no lock in the way of whoever commits
ALONE = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
# fsmonitor and showSignature start programs
SETTINGS = ("core.fsmonitor=false", "log.follow=false", "log.showSignature=false", "log.mailmap=false")


def command(*words: str) -> list[str]:
    """Return a command line for git that no setting of the user's changes the meaning of."""
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    return ["git", "--no-pager", "--no-replace-objects", *settings, *words]


def environment() -> Mapping[str, str]:
    """Return the variables with which git is run."""
    return {name: value for name, value in os.environ.items() if name not in ELSEWHERE} | ALONE


def ask(folder: Path, *words: str) -> bytes | None:
    """Return what git answers in a folder; None where it refuses, does not end, or is not installed."""
    found = _asked(folder, *words)
    return found.stdout if found is not None and found.returncode == 0 else None


def distrusts(folder: Path) -> bool:
    """Return whether git answers nothing about a folder because somebody else owns it."""
    found = _asked(folder, "rev-parse", "--git-dir")
    return found is not None and found.returncode != 0 and any(sign in found.stderr for sign in DISTRUST)


def _asked(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(  # noqa: S603 - a command of ours
            command(*words),
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,  # what somebody types is not meant for git
            capture_output=True,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.SubprocessError):
        return None
