"""The one door to pyreadstat, which reads the files of SPSS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

COMMAND = 'pip install "jmsite[spss]"'
# pyreadstat holds all rows at once; ``row_limit`` ends reading, should the head of the file tell less than there is
MOST_ROWS = 1_000_000
LABEL = "label"


class SpssError(Exception):
    """A file of SPSS cannot be read; the message says why, for the person who has it."""


def read_sav(file: str) -> Iterator[Sequence[str]]:
    """Return the rows of an SPSS file as text, names of variables first. Raises ``SpssError``.

    A variable with value labels has a second column, ``<name> label``, with the labels in place of the codes. What is
    declared as missing is left empty.
    """
    try:
        import pyreadstat
    except ModuleNotFoundError:
        raise SpssError(f"SPSS files need one package more: {COMMAND}") from None
    try:
        columns, meta = pyreadstat.read_sav(file, output_format="dict", row_limit=MOST_ROWS + 1)
    except (pyreadstat.ReadstatError, UnicodeDecodeError, OverflowError, ValueError) as error:
        raise SpssError(str(error) or "it is damaged") from None
    if meta.number_rows and meta.number_rows > MOST_ROWS:
        raise SpssError(f"it has more than {MOST_ROWS:,} rows")
    return _rows(columns, meta.variable_value_labels)


def _rows(columns: Mapping[str, Any], labels: Mapping[str, Mapping[float, str]]) -> Iterator[Sequence[str]]:
    laid: dict[str, list[str]] = {}
    for name, values in columns.items():
        cells = list(values)
        laid[name] = [_words(cell) for cell in cells]
        if labels.get(name):
            laid[f"{name} {LABEL}"] = [_words(labels[name].get(cell, "")) for cell in cells]
    yield list(laid)
    yield from zip(*laid.values(), strict=True)


def _words(cell: Any) -> str:
    """Return a value as text: whole numbers without a fraction, days as ISO 8601, nothing for what is missing."""
    if cell is None or cell != cell:  # NaN differs from itself
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, str):
        return " ".join(cell.split())
    number = float(cell)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    words = repr(round(number, 10))
    # a point before three digits could part thousands
    return f"{words}0" if "e" not in words and len(words.partition(".")[2]) == 3 else words
