"""Find the header row of a CSV file by the columns that are looked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from jmsite.model.value import Value

DELIMITERS = (",", ";", "\t", "|")
ROWS_SEARCHED = 20
BLANK = " \t\r\n,;|"


class HeaderRow(Value):
    """How a CSV file is laid out: delimiter, line end, the number of rows before the header, the header."""

    delimiter: str
    line_end: str
    skipped: int
    names: tuple[str, ...]


def find_heading(
    head: str, wanted: Iterable[str], delimiters: Iterable[str] = DELIMITERS
) -> HeaderRow | None:
    """The row of ``head`` that holds most of the wanted columns; None where there is no row at all.

    Among equals the earlier row and the delimiter with more cells win. ``head`` is the beginning of the file.
    """
    names = {tidy(name) for name in wanted}
    found = [(heading, names) for delimiter in delimiters for heading in _rows(head, delimiter)]
    return max(found, key=_fitness, default=(None, names))[0]


def _rows(head: str, delimiter: str) -> Iterator[HeaderRow]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for index, cells in zip(range(ROWS_SEARCHED), reader, strict=False):
            if any(cell.strip(BLANK) for cell in cells):
                yield HeaderRow(delimiter, line_end(head), index, tuple(cells))
    except csv.Error:
        return


def line_end(head: str) -> str:
    """What ends the first row: a line break inside quotes is none. ``\\n`` where nothing does."""
    quoted = False
    for index, sign in enumerate(head):
        quoted ^= sign == '"'
        if not quoted and sign in "\r\n":
            return "\r\n" if head[index : index + 2] == "\r\n" else sign
    return "\n"


def _fitness(found: tuple[HeaderRow, set[str]]) -> tuple[int, int, int]:
    heading, wanted = found
    cells = {tidy(cell) for cell in heading.names}
    return len(wanted & cells), -heading.skipped, len(heading.names)


def tidy(name: str) -> str:
    """A column's name as it is compared: without regard to case, line breaks and runs of blanks."""
    return " ".join(name.split()).casefold()
