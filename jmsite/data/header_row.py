"""Find the header of a CSV file by the columns that are looked for: one row, or two or three that belong together."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from jmsite.data.row_shape import RowShape, Span
from jmsite.data.text_head import UTF8
from jmsite.formats import days, numbers
from jmsite.model.value import Value

DELIMITERS = (",", ";", "\t", "|")
ROWS_SEARCHED = 20
"""Rows from the top in which the header may stand: exports put a title, a period and notes above it. Further down, a
row of answers that read like names of columns would be taken for one.
"""
MOST_ROWS = 3
"""Rows of a header: SurveyMonkey writes two, Qualtrics three."""
BLANK = " \t\r\n,;|"
IMPORT_ID = '{"ImportId"'
JOINTS = ("{} {}", "{} - {}", "{}: {}", "{} [{}]")
"""The ways in which a column is written whose name stands in two rows."""


class HeaderRow(Value):
    """The layout of a CSV file: delimiter, line end, the number of rows before the last one of the header.

    ``names`` are those of the columns in its first row, ``others`` what else each column may be called by, as two rows
    name it, and ``lines`` where the rows below the first one stand.
    """

    delimiter: str
    line_end: str
    skipped: int
    names: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()
    skip: tuple[Span, ...] = ()
    encoding: str = UTF8

    @property
    def is_plain(self) -> bool:
        """Return whether DuckDB can read the file by itself: in UTF-8, and all rows below a header."""
        return self.encoding == UTF8 and not self.skip and self.skipped >= 0


class _Row(Value):
    """A row of the beginning of a file, and the line that it ends on."""

    index: int
    line: int
    cells: tuple[str, ...]


def find_heading(
    head: str, wanted: Iterable[str], delimiters: Iterable[str] = DELIMITERS
) -> HeaderRow | None:
    """Return the row of ``head`` that holds most of the wanted columns; None where there is no row at all.

    Among equals the earlier row and the delimiter with more cells win. ``head`` is the beginning of the file.
    """
    names = {tidy(name) for name in wanted}
    laid = [(delimiter, _rows(head, delimiter)) for delimiter in delimiters]
    found = [(rows, at, delimiter) for delimiter, rows in laid for at in range(len(rows))]
    best = max(found, key=lambda one: _fitness(one[0][one[1]], names), default=None)
    if best is None:
        return None
    rows, at, delimiter = best
    return _heading(rows[_begin(rows, at, names) :], delimiter, line_end(head))


def _begin(rows: Sequence[_Row], at: int, wanted: set[str]) -> int:
    """Return the row of a header that it begins with: the one above, too, where it names what is wanted besides."""
    if at == 0 or rows[at - 1].index != rows[at].index - 1:
        return at
    above, here = ({tidy(cell) for cell in row.cells} for row in (rows[at - 1], rows[at]))
    return at - 1 if wanted & above - here else at


def declared_heading(
    head: str, wanted: Iterable[str], delimiters: Iterable[str], shape: RowShape
) -> HeaderRow | None:
    """Return the header that somebody has declared; None where the file has not as many rows.

    The delimiter is the one by which most of the wanted columns are there, then the one with more cells.
    """
    tidied = {tidy(name) for name in wanted}
    laid = [(one, _declared_rows(head, one, shape)) for one in delimiters]
    able = [(_declared(rows, one, line_end(head), shape), rows) for one, rows in laid if rows]
    fit = [(len(tidied & _known(one)), len(rows[0].cells), one) for one, rows in able]
    return max(fit, key=lambda each: each[:2])[2] if fit else None


def _known(heading: HeaderRow) -> set[str]:
    return {tidy(name) for names in (heading.names, *heading.others) for name in names}


def _declared_rows(head: str, delimiter: str, shape: RowShape) -> list[_Row]:
    """Return the rows of the header, or the first row where there is none; nothing where the file ends before."""
    found = {row.index + 1: row for row in _rows(head, delimiter, max(shape.header, default=1), blank=True)}
    wanted = shape.header or (1,)
    return [found[one] for one in wanted] if all(one in found for one in wanted) else []


def _declared(rows: Sequence[_Row], delimiter: str, end: str, shape: RowShape) -> HeaderRow:
    first, below = rows[0], rows[1:] if shape.header else ()
    wide = max(len(shape.names), *(len(row.cells) for row in rows))
    own = shape.names if shape.names else first.cells
    names = (*own, *[""] * (wide - len(own)))
    others = tuple(tuple(dict.fromkeys(_called(names, below, column))) for column in range(wide))
    skipped = rows[-1].index if shape.header else -1
    return HeaderRow(delimiter=delimiter, line_end=end, skipped=skipped, names=names, others=others)


def _rows(head: str, delimiter: str, most: int = ROWS_SEARCHED, blank: bool = False) -> list[_Row]:
    # newline="", since csv has to see the line breaks inside quotes as they are
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    found = []
    try:
        for index, cells in zip(range(most), reader, strict=False):
            if blank or any(cell.strip(BLANK) for cell in cells):
                found.append(_Row(index=index, line=reader.line_num, cells=tuple(cells)))
    # a cell may be larger than Python reads; the rows before it will do
    except csv.Error:
        pass
    return found


def _heading(rows: Sequence[_Row], delimiter: str, end: str) -> HeaderRow:
    """Return the header that begins with the first of the rows: with those below it that name columns, too."""
    first, last = rows[0], rows[_more(rows)]
    below = [row for row in rows[1:] if row.index <= last.index]
    wide = max(len(row.cells) for row in (first, *below))
    names = (*first.cells, *[""] * (wide - len(first.cells)))
    others = tuple(tuple(dict.fromkeys(_called(names, below, column))) for column in range(wide))
    return HeaderRow(
        delimiter=delimiter,
        line_end=end,
        skipped=last.index,
        names=names,
        others=others,
        lines=tuple(row.line for row in below),
    )


def _more(rows: Sequence[_Row]) -> int:
    """Return how many rows below the first one are part of the header."""
    close = [
        row for row, before in zip(rows[1:MOST_ROWS], rows, strict=False) if row.index == before.index + 1
    ]
    stamped = [at for at, row in enumerate(close, 1) if any(cell.startswith(IMPORT_ID) for cell in row.cells)]
    if stamped:
        return stamped[-1]
    count = 0
    for at, row in enumerate(close, 1):  # a row of words is one of readings where none of them has a day
        if not _names_only(row) or not any(_holds_a_day(later) for later in rows[at + 1 :]):
            break
        count = at
    return count


def _names_only(row: _Row) -> bool:
    """Return whether a row can be of a header: words in two cells at least, and nothing that is a value."""
    filled = [cell for cell in row.cells if cell.strip(BLANK)]
    return len(filled) > 1 and not any(map(_is_value, filled))


def _holds_a_day(row: _Row) -> bool:
    return any(days.read(days.day_of(cell)) for cell in row.cells)


def _is_value(cell: str) -> bool:
    """Return whether a cell is a number, a day, or an answer to a question of yes or no."""
    return (
        any(numbers.read(cell, decimal, labelled=True) for decimal in numbers.DECIMALS)
        or days.read(days.day_of(cell)) is not None
        or cell.strip().lower() in ("yes", "no", "y", "n", "true", "false", "t", "f")
    )


def _called(names: Sequence[str], below: Sequence[_Row], column: int) -> Iterator[str]:
    """Yield what a column is called by the rows of a header together: a blank goes on with what stands to its left."""
    above = next((name for name in reversed(names[: column + 1]) if name.strip()), "")
    for row in below:
        own = row.cells[column] if column < len(row.cells) else ""
        if own.strip() and not own.startswith(IMPORT_ID):
            yield own
            yield from (joint.format(above, own) for joint in JOINTS if above)


def line_end(head: str) -> str:
    """Return what ends the first row: a line break inside quotes is none. ``\\n`` where nothing does."""
    quoted = False
    for index, sign in enumerate(head):
        quoted ^= sign == '"'
        if not quoted and sign in "\r\n":
            return "\r\n" if head[index : index + 2] == "\r\n" else sign
    return "\n"


def _fitness(row: _Row, wanted: set[str]) -> tuple[int, int, int]:
    return len(wanted & {tidy(cell) for cell in row.cells}), -row.index, len(row.cells)


def tidy(name: str) -> str:
    """Return a column's name as it is compared: without regard to case, line breaks and runs of blanks."""
    return " ".join(name.split()).casefold()
