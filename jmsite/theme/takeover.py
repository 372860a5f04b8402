"""Find the file of a theme that somebody means, and note that it was taken over."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.model.sources import Blob, Source
from jmsite.theme.chain import SETTINGS
from jmsite.theme.lint import TAKEN, fingerprint_of

HEAD = (
    "# What this theme took over, and what it was like then; `jmsite theme doctor` tells when that changes.\n"
)
FIXED = (SETTINGS, TAKEN)


def matching_files(part: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files of a theme that ``part`` may mean: a path, the end of one, or either without its ending.

    ``parts/tile.html`` and ``tile.html`` are one file, ``tile`` is every file of a part.
    """
    free = [path for path in paths if path not in FIXED]
    if part in free:
        return (part,)
    ends = [path for path in free if f"/{path}".endswith(f"/{part}")]
    return tuple(ends or [path for path in free if f"/{path.rpartition('.')[0]}".endswith(f"/{part}")])


def file_names(paths: Iterable[str]) -> frozenset[str]:
    """Return what files of a theme may be called."""
    free = [path for path in paths if path not in FIXED]
    return frozenset(
        name
        for path in free
        for name in (
            path,
            path.partition("/")[2],
            path.rpartition("/")[2],
            path.rpartition("/")[2].partition(".")[0],
        )
        if name
    )


def record(taken: str, path: str, theme: str, version: str, file: Source | Blob) -> str:
    """Return the text of taken.yaml that says: ``path`` is as ``file`` was in ``theme`` with that version of jmsite."""
    line = f"{path}: {{from: {theme}, jmsite: {version}, was: {fingerprint_of(file)}}}\n"
    lines = (taken or HEAD).splitlines(keepends=True)
    kept = [each if each.endswith("\n") else f"{each}\n" for each in lines if not each.startswith(f"{path}:")]
    return "".join((*kept, line))
