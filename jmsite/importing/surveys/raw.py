"""Tables as they are written: rows with their lines, from CSV text and from the sheets of a workbook."""

from __future__ import annotations

import csv
import io
import re

from jmsite.formats.workbook import SheetError, read_book
from jmsite.importing.csv_text import separator_of
from jmsite.importing.draft import NoJourneyError, Remark
from jmsite.importing.surveys.export import RawTable

# rows are held in memory as Python lists while columns are looked at; a source of SQL has no such limit
MOST_ROWS = 500_000
_SEP = re.compile(r"^sep=.\r?\n")


def raw_of_text(text: str, most: int = MOST_ROWS) -> RawTable:
    """Return the rows of a CSV text, ``most`` at most. Raises ``NoJourneyError`` for what is no CSV."""
    separator = separator_of(text)
    skipped = 1 if _SEP.match(text) else 0
    reader = csv.reader(io.StringIO(_SEP.sub("", text), newline=""), delimiter=separator)
    rows, lines, begun = [], [], 1
    try:
        for row in reader:
            rows.append(tuple(one.replace("\r\n", "\n") for one in row))
            lines.append(begun + skipped)
            begun = reader.line_num + 1
            if len(rows) >= most:
                break
    except csv.Error as error:
        raise NoJourneyError(f"the file cannot be read as CSV: line {reader.line_num}: {error}") from None
    return RawTable(rows=tuple(rows), lines=tuple(lines))


def raw_of_workbook(content: bytes) -> tuple[list[RawTable], list[Remark]]:
    """Return the tables of the visible sheets, and a remark on each hidden one. Raises ``NoJourneyError``."""
    try:
        book = read_book(content)
    except SheetError as error:
        raise NoJourneyError(str(error)) from None
    hidden = [
        Remark(did="left out", text=f"the hidden sheet '{sheet.name}'", spot=sheet.name)
        for sheet in book.sheets
        if sheet.hidden
    ]
    shown = [
        RawTable(rows=sheet.rows, lines=tuple(range(1, len(sheet.rows) + 1)), spot=sheet.name)
        for sheet in book.sheets
        if not sheet.hidden
    ]
    return shown, hidden
