"""Find where on its line the address of a link is written."""

from __future__ import annotations

import re
from functools import lru_cache

from jmsite.model.diagnostics import Place
from jmsite.model.sources import Source
from jmsite.model.value import replace

_BREAK = re.compile(r"\r\n?|\n")


def find_column(place: Place, words: str, source: Source | None) -> Place:
    """Return ``place`` with the columns of ``words`` on its line of ``source``; as it is where they are not there.

    Where a place says from where to where the link is written, only there.
    """
    if source is None or not words:
        return place
    lines = _lines(source.data)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    first, last = (place.column - 1, place.end_column - 1) if place.end_column else (0, len(line))
    begun = re.compile(rf"(?<=[(<\"'\s]){re.escape(words)}")  # rather than within another address
    found = begun.search(line, first, last)
    at = found.start() if found else line.find(words, first, last)
    return replace(place, column=at + 1, end_column=at + 1 + len(words)) if at >= 0 else place


@lru_cache(maxsize=4)
def _lines(data: bytes) -> tuple[str, ...]:
    """Return the lines of a file; kept for the next of its links, since thousands of them may be asked for in turn."""
    return tuple(_BREAK.split(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")))
