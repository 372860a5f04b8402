"""Sites in git: files that are committed on a day, and the pages that are built of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from written import write_files

from jmsite import build


def commit(root: Path, day: str, files: Mapping[str, str], *tags: str) -> None:
    """Write files of the content and commit all there is, on a day, with tags."""
    write_files(root / "content", files)
    who = {f"GIT_{one}_{what}": "x@y" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+0000")
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["commit", "-qm", day, "--allow-empty"],
        *(["tag", tag] for tag in tags),
    ):
        subprocess.run(["git", *words], cwd=root, check=True, env={**os.environ, **who, **when})


def page(root: Path, audience: str = "internal", path: str = "changes/index.md") -> str:
    """Return a file of the site that is built of what is there; "" where there is none of that name."""
    found = {one.path: one.content for one in build(root, audience=audience).outputs}
    made = found.get(path, b"")
    assert isinstance(made, bytes)
    return made.decode()
