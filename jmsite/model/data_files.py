"""The files under ``content/`` that are tables, and which of them a source of several files means."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator

TABLES = (
    ".csv", ".tsv", ".txt", ".parquet", ".json", ".ndjson", ".jsonl", ".xlsx", ".xlsm", ".xls", ".ods", ".sav", ".zsav",
)  # fmt: skip
"""The endings of files that are tables: what else lies in a folder is none of them."""
SNAPSHOTS = "content/data/snapshots/"
"""The folder of the content in which answers of warehouses are kept."""


def files_meant(pattern: str, paths: Iterable[str]) -> Iterator[str]:
    """Yield the tables that a folder or a pattern below ``content/`` means, in order of path.

    A star stands for anything but a slash, two of them for folders as well.
    """
    whole = f"content/{pattern.strip('/')}"
    meant = whole if any(sign in pattern for sign in "*?[") else f"{whole}/**"
    wanted, depth = meant.replace("**", "*"), None if "**" in meant else meant.count("/")
    for path in sorted(paths):
        is_deep = depth is not None and depth != path.count("/")
        if path.lower().endswith(TABLES) and not is_deep and fnmatch.fnmatchcase(path, wanted):
            yield path
