"""Bound how wide a table may be: opening twice as many columns takes more than twice as long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

MOST = 5_000
"""Columns of a table, and names in a file of JSON. Exports of surveys have some hundreds."""
CHUNK = 1 << 20
"""Bytes that are read at a time: a file may be larger than what memory there is."""
_NAME = re.compile(rb'"((?:[^"\\]|\\.){0,200})"\s*:', re.DOTALL)
# more than the longest name that _NAME takes comes to, escapes and blanks included
_LONGEST = 1000


def is_too_wide(file: Path) -> bool:
    """Return whether a file of JSON has more names than a table may have columns; each is counted once."""
    names: set[bytes] = set()
    for piece in _pieces(file):
        names.update(_NAME.findall(piece))
        if len(names) > MOST:
            return True
    return False


def _pieces(file: Path) -> Iterator[bytes]:
    """Yield the file piece by piece, each with the end of the one before: a name may stand across."""
    before = b""
    with file.open("rb") as stream:
        while piece := stream.read(CHUNK):
            yield before + piece
            before = piece[-_LONGEST:]
