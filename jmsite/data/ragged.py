"""Read a CSV file whose rows do not all have as many cells as its header, and say which do not."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.data.header_row import HeaderRow
from jmsite.data.row_shape import is_skipped
from jmsite.model.value import Value

if TYPE_CHECKING:
    import duckdb

TOGETHER = 20_000
"""Rows that are handed over at a time."""


class Ragged(Value):
    """The lines of rows with fewer cells than the header, which are read, and of those with more, which are not."""

    short: tuple[int, ...] = ()
    long: tuple[int, ...] = ()
    read: int = 0
    skipped: int = 0
    """Rows that are left out because somebody said so."""


class _Reader:
    """The rows of a file below its header, as wide as that; what does not fit is noted."""

    def __init__(self, file: Path, heading: HeaderRow) -> None:
        self.file, self.heading = file, heading
        self.short: list[int] = []
        self.long: list[int] = []
        self.read = self.skipped = 0

    def rows(self) -> Iterator[list[str]]:
        wide = len(self.heading.names)
        for line, cells in _below(self.file, self.heading):
            if cells is None:
                self.skipped += 1
                continue
            # empty cells behind those of the header do no harm
            if any(cell.strip() for cell in cells[wide:]):
                self.long.append(line)
                continue
            if len(cells) < wide:
                self.short.append(line)
            self.read += 1
            yield [*cells, *[""] * (wide - len(cells))][:wide]


def read_ragged(file: Path, heading: HeaderRow, connection: duckdb.DuckDBPyConnection) -> Ragged:
    """Fill the table ``every`` of a connection with the rows of a file, and say what did not fit."""
    names = [f"c{index}" for index in range(len(heading.names))]
    connection.execute(f"CREATE TEMP TABLE every ({', '.join(f'{name} VARCHAR' for name in names)})")
    reader = _Reader(file, heading)
    rows = reader.rows()
    values = ", ".join("unnest(?::VARCHAR[])" for _ in names)
    while some := list(islice(rows, TOGETHER)):
        columns = [list(column) for column in zip(*some, strict=True)]
        connection.execute(f"INSERT INTO every SELECT {values}", columns)
    return Ragged(
        short=tuple(reader.short), long=tuple(reader.long), read=reader.read, skipped=reader.skipped
    )


def lines_of(file: Path, heading: HeaderRow, rows: Iterable[int]) -> tuple[int, ...]:
    """Return the lines that rows of a file begin on; they are counted from 0 below the header, without those
    left out.
    """
    wanted, wide = frozenset(rows), len(heading.names)
    if not wanted:
        return ()
    found = (
        line
        for line, cells in _below(file, heading)
        if cells is not None and not any(cell.strip() for cell in cells[wide:])
    )
    with suppress(csv.Error, UnicodeDecodeError):  # DuckDB reads larger cells than Python does
        return tuple(line for row, line in enumerate(found) if row in wanted)
    return ()


def _below(file: Path, heading: HeaderRow) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the rows below a header that are not empty lines, with the line each begins on; None for a row to
    leave out.
    """
    # newline="", since csv has to see the line breaks inside quotes as they are
    with file.open(encoding=heading.encoding, newline="") as text:
        reader = csv.reader(text, delimiter=heading.delimiter)
        for _ in range(heading.skipped + 1):
            next(reader, None)
        line = reader.line_num + 1
        for row, cells in enumerate(reader, heading.skipped + 2):
            if cells:
                yield line, None if is_skipped(row, heading.skip) else cells
            line = reader.line_num + 1
