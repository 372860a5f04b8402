"""The files that differ between a revision and the folder as it is now."""

from __future__ import annotations

import os
from pathlib import Path

from jmsite.history.git import ask
from jmsite.history.objects import commit_of

DIFF = (
    "diff",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--relative",
    "-z",
    "--name-only",
    "--no-renames",
)
NEW = ("ls-files", "-z", "--others", "--exclude-standard")


def touched_since(folder: Path, revision: str) -> tuple[str, ...]:
    """Return the files below a folder that are other ones than in a revision, new and deleted ones too, in order.

    Raises ``UnknownRevisionError`` where there is no such revision.
    """
    commit = commit_of(folder, revision)
    found = [ask(folder, *DIFF, commit.id, "--", "."), ask(folder, *NEW, "--", ".")]
    return tuple(sorted({path for part in found for path in os.fsdecode(part or b"").split("\0") if path}))
