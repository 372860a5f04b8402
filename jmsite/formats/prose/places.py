"""Keep track of where inline Markdown stands in its file, so that a fault in it has a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class ProseSpot(NamedTuple):
    """A line of the body, and the columns from which and up to which something stands; 0 where they are not known."""

    line: int
    column: int = 0
    end: int = 0


class Passage:
    """Inline Markdown as it was taken out of the lines of a body: without what makes them a list, a quotation, a cell.

    ``line`` is that of its first words, ``column`` the first place on it where they can begin. Asked for one
    place after the other, it counts its lines once.
    """

    def __init__(self, text: str, lines: Sequence[str], line: int, column: int = 0) -> None:
        self.text = text
        self._lines = lines
        self._first = (line, column)
        self._row = self._begin = 0
        self._end = -1
        self._margin = 0
        self._enter()

    def spot(self, begin: int, end: int) -> ProseSpot:
        """Return where the words from ``begin`` to ``end`` stand; ``begin`` is never before that asked for last."""
        while 0 <= self._end < begin:
            self._row, self._begin = self._row + 1, self._end + 1
            self._enter()
        line = self._first[0] + self._row
        if self._margin < 0:
            return ProseSpot(line)
        last = end if self._end < 0 else min(end, self._end)
        shift = self._margin - self._begin + 1
        return ProseSpot(line, begin + shift, max(last, begin + 1) + shift)

    def after(self) -> int:
        """Return the first place on the line behind all that has been asked for, where other words can begin."""
        return self._margin + len(self.text) if self._margin >= 0 else 0

    def _enter(self) -> None:
        """Find the next line of the text on its line of the body."""
        self._end = self.text.find("\n", self._begin)
        words = self.text[self._begin : self._end if self._end >= 0 else None].rstrip()
        at = self._first[0] + self._row - 1
        written = self._lines[at] if at < len(self._lines) else ""
        self._margin = written.find(words, 0 if self._row else self._first[1])
