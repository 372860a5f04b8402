"""Find where on its line something is written that is known by its line only."""

from __future__ import annotations

import re

from jmsite.model.diagnostics import Place
from jmsite.model.sources import Source
from jmsite.model.value import replace

_BREAK = re.compile(r"\r\n?|\n")


def find_column(place: Place, words: str, source: Source | None) -> Place:
    """``place`` with the columns of ``words`` on its line of ``source``; as it is where they do not stand there."""
    if source is None or not words:
        return place
    lines = _BREAK.split(source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    begun = re.search(rf"(?<=[(<\"'\s]){re.escape(words)}", line)  # rather than within another address
    at = begun.start() if begun else line.find(words)
    return replace(place, column=at + 1, end_column=at + 1 + len(words)) if at >= 0 else place
