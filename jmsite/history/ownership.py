"""Find the file that says who owns what in the repository that holds a folder."""

from __future__ import annotations

import stat
from pathlib import Path

from jmsite.model.codeowners import CodeOwners, read_codeowners

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""The places where hosts look for the file, of which the first one there counts."""
MOST = 3 << 20
"""The size in bytes up to which GitHub reads it."""


def top_of(folder: Path) -> Path:
    """Return the folder of the repository, worktree or submodule that holds a folder; outside of one, the folder."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def code_owners_of(root: Path) -> CodeOwners | None:
    """Return who owns the files of the site at ``root``; None where nobody has said, or it cannot be read."""
    top = top_of(root)
    prefix = root.relative_to(top).as_posix()
    for place in PLACES:
        text = _text(top / place)
        if text is not None:
            return read_codeowners(text, place, "" if prefix == "." else f"{prefix}/")
    return None


def _text(file: Path) -> str | None:
    try:
        known = file.stat()
        # a pipe would be waited for
        if not stat.S_ISREG(known.st_mode) or known.st_size > MOST:
            return None
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
