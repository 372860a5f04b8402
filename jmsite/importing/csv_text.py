"""Rows of a CSV text: its separator is found, quoted cells may hold line breaks."""

from __future__ import annotations

import csv
import io
import re

from jmsite.importing.draft import NoJourneyError
from jmsite.importing.grids import CellGrid, grid_of

SEPARATORS = ",;\t|"
# a map has some hundred rows: what has more is an export of data, and would fill a screen with remarks
MOST_ROWS = 50_000
# Excel writes the separator into a first line where it is not that of the system
_SEP = re.compile(r"^sep=(.)\r?\n")


def separator_of(text: str) -> str:
    """Return the sign between cells: the one that most of the first rows have equally often."""
    if found := _SEP.match(text):
        return found[1]
    best, score = ",", 0.0
    for sign in SEPARATORS:
        counts = [len(row) for row in _first_rows(text, sign) if row]
        wide = [count for count in counts if count > 1]
        if wide:
            common = max(set(wide), key=lambda each: (wide.count(each), each))
            # how even the rows are counts most; more columns are a weak sign, as text is full of commas
            value = wide.count(common) / len(counts) * min(common, 12) ** 0.5
            if value > score:
                best, score = sign, value
    return best


def _first_rows(text: str, sign: str) -> list[list[str]]:
    try:
        return [
            row
            for row, _ in zip(
                csv.reader(io.StringIO(text, newline=""), delimiter=sign), range(30), strict=False
            )
        ]
    except csv.Error:
        return []


def grid_of_text(text: str) -> CellGrid:
    """Return the cells of a CSV text with their lines. Raises ``NoJourneyError`` for more rows than maps have."""
    sign = separator_of(text)
    skipped = 1 if _SEP.match(text) else 0
    reader = csv.reader(io.StringIO(_SEP.sub("", text), newline=""), delimiter=sign)
    rows, lines, begun = [], [], 1
    try:
        for row in reader:
            rows.append([cell.replace("\r\n", "\n") for cell in row])
            lines.append(begun + skipped)
            begun = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                told = f"the file has more than {MOST_ROWS:,} rows, too many for a map"
                raise NoJourneyError(told, sure=True)
    except csv.Error as error:
        raise NoJourneyError(f"the file cannot be read as CSV: line {reader.line_num}: {error}") from None
    return grid_of(rows, lines)
