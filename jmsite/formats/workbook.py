"""The one door to python-calamine, which reads XLSX, XLS and ODS; what could fill the memory is refused before."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from jmsite.formats.old_workbook import failed_cells
from jmsite.formats.sheet_days import with_days
from jmsite.formats.workbook_limits import MOST_CELLS, TooMuchError, look_over, parts_of
from jmsite.model.value import Value, replace

COMMAND = 'pip install "jmsite[exchange]"'
# calamine has no comments: they are taken from the part of the file itself
_COMMENT = re.compile(
    r'<(?:\w+:)?comment\b[^>]*\bref="([A-Z]+[0-9]+)"[^>]*>(.*?)</(?:\w+:)?comment>', re.DOTALL
)
# calamine leaves cells with errors empty; only the type of the cell in the file says that it failed
_ERROR = re.compile(
    r'<(?:\w+:)?c\b(?=[^>]*\bt="e")(?:[^>]*?\br="([A-Z]+[0-9]+)")?[^>]*>(?:<f[^<]*</f>|<f[^>]*/>)?<v>(#[^<]+)</v>'
)
_FAILED = re.compile(r'<table:table-cell\b[^>]*calcext:value-type="error"[^>]*>\s*<text:p>([^<]*)<')
"""A cell of an OpenDocument file that could not be worked out; where it is, is told by counting alone."""
_TAG = re.compile(r"<[^>]*>")
_PLAIN_FILLS = 2
"""The fills that every workbook has: none, and a pattern."""


class SheetError(Exception):
    """A workbook cannot be read; the message says why, for the person who has it."""


class BookSheet(Value):
    """A sheet: rows of cells as text from A1 on, with merged cells filled, and whether it is shown."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False


class Book(Value):
    """A workbook: its sheets, the comments and errors of cells by their addresses, and whether cells have colours."""

    sheets: tuple[BookSheet, ...]
    comments: tuple[tuple[str, str], ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    coloured: bool = False


def is_workbook(content: bytes) -> bool:
    """Return whether bytes are a workbook: a ZIP archive with sheets, or an older Excel file."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return True
    return content.startswith(b"PK\x03\x04") and (
        b"xl/" in content or b"opendocument.spreadsheet" in content[:200]
    )


def read_book(content: bytes) -> Book:
    """Return what is in a workbook. Raises ``SheetError``."""
    calamine = _calamine()
    # before calamine sees it: this refuses what would fill the memory
    beside = _beside(content)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = tuple(
                _sheet(book, meta)
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            )
    except calamine.PasswordError:
        raise SheetError("the workbook is protected by a password") from None
    except (calamine.CalamineError, OSError) as error:
        raise SheetError(f"the workbook is damaged: {error}") from None
    return replace(beside, sheets=sheets)


def read_sheet(content: bytes, name: str = "") -> tuple[tuple[str, ...], ...]:
    """Return the rows of one sheet of a workbook, from A1 on: of the first that is shown, or of the one named.

    A number in a column of days is the day that it stands for. A fraction has four decimals or another number than
    three, so that its point parts no thousands, and a row has no line breaks. Raises ``SheetError``.
    """
    calamine = _calamine()
    _beside(content)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            meta = _chosen(book.sheets_metadata, name)
            return tuple(tuple(map(_plain_cell, row)) for row in with_days(_cells(book, meta)))
    except calamine.PasswordError:
        raise SheetError("the workbook is protected by a password") from None
    except (calamine.CalamineError, OSError) as error:
        raise SheetError(f"the workbook is damaged: {error}") from None


def _calamine() -> Any:
    try:
        import python_calamine
    except ModuleNotFoundError:
        raise SheetError(f"workbooks need one package more: {COMMAND}") from None
    return python_calamine


def _chosen(sheets: Iterable[Any], name: str) -> Any:
    """Return the sheet of a name, whatever its capitals and blanks; without one the first that is shown."""
    known = [one for one in sheets if str(one.typ).rpartition(".")[2] == "WorkSheet"]
    plain = " ".join(name.split()).casefold()
    same = [one for one in known if one.name == name or " ".join(one.name.split()).casefold() == plain]
    found = same if name else [one for one in known if "Visible" in str(one.visible)] or known
    if not found:
        names = ", ".join(f"'{one.name}'" for one in known)
        raise SheetError(f"it has no sheet '{name}'; its sheets are {names}" if name else "it has no sheet")
    return found[0]


def _plain_cell(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    words = " ".join(_words(cell).split())
    is_thousand_like = isinstance(cell, float) and "e" not in words and len(words.partition(".")[2]) == 3
    return f"{words}0" if is_thousand_like else words


def _cells(book: Any, meta: Any) -> Any:
    """Return the cells of a sheet from A1 on. Raises ``SheetError`` for more than a table of readings has."""
    sheet = book.get_sheet_by_name(meta.name)
    end = sheet.end or (0, 0)
    if (end[0] + 1) * (end[1] + 1) > MOST_CELLS:
        raise SheetError(f"the sheet '{meta.name}' has more than {MOST_CELLS:,} cells")
    return sheet.to_python(skip_empty_area=False)


def _sheet(book: Any, meta: Any) -> BookSheet:
    rows = [[_words(cell) for cell in row] for row in _cells(book, meta)]
    merged = book.get_sheet_by_name(meta.name).merged_cell_ranges
    for (top, left), (bottom, right) in merged or ():
        if top < len(rows) and left < len(rows[top]):
            _fill(rows, (top, left, bottom, right))
    return BookSheet(
        name=meta.name,
        rows=tuple(map(tuple, rows)),
        hidden="Visible" not in str(meta.visible).rpartition(".")[2],
    )


def _fill(rows: list[list[str]], area: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = area
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        row[left : right + 1] = [value] * len(row[left : right + 1])


def _words(cell: Any) -> str:
    """Return a cell as text: whole numbers without a fraction, days as ISO 8601, durations too."""
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(round(cell, 10))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, timedelta):
        return f"PT{int(cell.total_seconds())}S"
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def _beside(content: bytes) -> Book:
    """Return what stands beside the cells of a workbook, as a book without sheets.

    Raises ``SheetError`` for an archive that holds more than a map can need.
    """
    if not content.startswith(b"PK"):
        return Book(sheets=(), errors=failed_cells(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "xl/workbook.bin" in archive.namelist():
                raise TooMuchError("it is a binary workbook (XLSB); save it as XLSX")
            parts = parts_of(archive)
        look_over(parts)
    except TooMuchError as much:
        raise SheetError(str(much)) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise SheetError(f"the workbook is damaged: {error}") from None
    comments = [
        found for name, text in parts.items() if "comments" in name for found in _COMMENT.findall(text)
    ]
    errors = [found for name, text in parts.items() if "worksheets" in name for found in _ERROR.findall(text)]
    errors += [("", text) for text in _FAILED.findall(parts.get("content.xml", ""))]
    return Book(
        sheets=(),
        comments=tuple((ref, " ".join(_TAG.sub(" ", inner).split())) for ref, inner in comments),
        errors=tuple(errors),
        coloured=parts.get("xl/styles.xml", "").count("<fill>") > _PLAIN_FILLS,
    )
