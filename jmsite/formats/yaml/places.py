"""Lines and columns, as its file counts them, of the nodes of a YAML text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Span = tuple[int, int, int]
"""Line, column and end column of a value, all from 1; the end is exclusive and on the same line."""

# lazy up to the first colon with a blank behind it: a plain key may hold colons, ``a:b: 1``
_FIELD = re.compile(
    r"""^(?:"[^"\n]*"|'[^'\n]*'|[^\s#?\[\]{}&*!|>%@,`"'-][^\n]*?)[ ]*:(?=\s|$)""",
    re.MULTILINE,
)
_COMMENT = re.compile(r":?[ \t]*(#[^\s#!][^\n]*?)\s*$")
# only at the beginning of a line with a blank behind: ``---x`` is a word
_DOCUMENT = re.compile(r"---(?=\s|$)")
# YAML 1.1 counts these as ends of lines, editors and ``splitlines`` by other rules: columns are right only if we know
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]|\r(?!\n)")


class YamlLines:
    """The lines of a text that begins on ``first_line`` of its file.

    YAML 1.1 also breaks lines at NEL, LS and PS, where editors do not: in a text that has them, lines and
    columns are counted from the character's index.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text.removeprefix("\ufeff")
        self.rows = self.text.split("\n")
        self.first = first_line
        self._starts: list[int] | None = None
        self._odd = _ODD_BREAKS.search(text) is not None

    def blocks(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the fields at the left margin of a text like this one, each with its first line."""
        starts = [found.start() for found in _FIELD.finditer(text)]
        line = self.first + text.count("\n", 0, starts[0]) if starts else self.first
        for start, stop in pairwise((*starts, len(text))):
            yield line, text[start:stop]
            line += text.count("\n", start, stop)

    def span(self, node: Any) -> Span:
        """Return where a node stands: up to its end, or to the end of its first line; always within the text."""
        start, stop = node.start_mark, node.end_mark
        row, column, end_row, end = start.line, start.column, stop.line, stop.column
        if self._odd:
            (row, column), (end_row, end) = self._row_of(start.index), self._row_of(stop.index)
        if row >= len(self.rows):  # an empty value behind "---" has its place past the end of the text
            return self.point(start)
        if end_row != row:
            end = len(self.rows[row].rstrip())
        return (self.first + row, column + 1, end + 1 if end > column else column + 2)

    def point(self, mark: Any) -> Span:
        """Return one character. A mark behind the text stands for the end of its last line that is not blank."""
        row, column = self._row_of(mark.index) if self._odd else (mark.line, mark.column)
        if row >= len(self.rows) or not any(rest.strip() for rest in self.rows[row:]):
            filled = [index for index, line in enumerate(self.rows) if line.strip()]
            row = filled[-1] if filled else 0
            column = max(len(self.rows[row].rstrip()) - 1, 0)
        return (self.first + row, column + 1, column + 2)

    def around(self, mark: Any) -> tuple[str, str, int]:
        """Return the line that is not blank before that of a mark, the mark's line, and its column from 1."""
        line, column, _ = self.point(mark)
        above = [row for row in self.rows[: line - self.first] if row.strip()]
        return above[-1] if above else "", self.rows[line - self.first], column

    def comment_at(self, mark: Any) -> tuple[Span, str] | None:
        """Return what stands behind a mark on its line, where it is ``#`` and words without a blank between."""
        line, column, _ = self.point(mark)
        row = self.rows[line - self.first]
        found = _COMMENT.match(row, column - 1)
        return ((line, found.start(1) + 1, found.end(1) + 1), found[1]) if found else None

    def another_document(self) -> tuple[Span, str]:
        """Return where ``---`` begins another document, and what to do about it."""
        said = False
        for row, line in enumerate(self.rows):
            if _DOCUMENT.match(line):
                if said:
                    rest = (line[3:], *self.rows[row + 1 :])
                    more = any(part.strip() for part in rest)
                    hint = "make a file of each" if more else "remove the line with ---"
                    return (self.first + row, 1, 4), hint
                said = bool(line[3:].strip())
            elif line.strip() and not line.lstrip().startswith(("#", "%")):
                said = True
        return (self.first + len(self.rows) - 1, 1, 2), "make a file of each"

    def span_at(self, index: int) -> Span:
        """Return the one character at an index of the text."""
        row, column = self._row_of(index)
        return (self.first + row, column + 1, column + 2)

    def _row_of(self, index: int) -> tuple[int, int]:
        if self._starts is None:
            starts = [0]
            for row in self.rows[:-1]:
                starts.append(starts[-1] + len(row) + 1)
            self._starts = starts
        number = bisect_right(self._starts, index) - 1
        return number, index - self._starts[number]
