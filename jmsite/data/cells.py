"""Make values of the cells of a table, for an author's own chart: numbers as the whole table writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any

from jmsite.formats import numbers
from jmsite.formats.numbers import AmbiguousNumbersError, Evidence

_CODE = re.compile(r"[+-]?0\d.*")
"""A number with a nought before other digits: it is a code, and would be another one without the nought."""


def with_numbers(
    names: Sequence[str], columns: Iterable[Sequence[Any]], decimal: str = ""
) -> list[list[Any]]:
    """Return the columns of a table with numbers as numbers, blanks and what is not finite as None; others as they are.

    A column of text is one of numbers where all that stands in it can be read as one. ``decimal`` is what stands before
    fractions, where somebody has said so. Raises ``AmbiguousNumbersError`` where neither they nor the table tell.
    """
    cells = [[_bare(cell) for cell in column] for column in columns]
    signs = (decimal,) if decimal else numbers.DECIMALS
    numeric = [at for at, column in enumerate(cells) if _of_numbers(column, signs)]
    # of the whole table: one column may be clear where another, read alone, would be a guess
    sign = decimal or _decimal(names, cells, numeric)
    for at in numeric:
        cells[at] = [_number(cell, sign) for cell in cells[at]]
    return cells


def _decimal(names: Sequence[str], cells: Sequence[Sequence[Any]], numeric: Sequence[int]) -> str:
    """Return what stands before fractions in the columns of numbers of a table."""
    found, open = Evidence(), ""
    for at in numeric:
        each = numbers.number_evidence(cell for cell in cells[at] if isinstance(cell, str))
        open = open or (names[at] if each.open else "")
        found = found.and_(each)
    if found.decimal is None:
        raise AmbiguousNumbersError(open or names[numeric[0]], found.open)
    return found.decimal


def _bare(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        cell = float(cell)
    if isinstance(cell, float) and not isfinite(cell):
        return None
    return (cell or None) if isinstance(cell, str) else cell


def _of_numbers(column: Sequence[Any], signs: Sequence[str]) -> bool:
    words = [cell for cell in column if cell is not None]
    return bool(words) and all(isinstance(cell, str) and _is_number(cell, signs) for cell in words)


def _is_number(words: str, signs: Sequence[str]) -> bool:
    return not _CODE.fullmatch(words) and any(numbers.read(words, sign) for sign in signs)


def _number(words: str | None, decimal: str) -> float | int | str | None:
    """Return the number of a cell, a whole one where no fraction is written; the words where the table writes
    otherwise.
    """
    read = numbers.read(words, decimal) if words is not None else None
    if read is None or words is None:
        return words
    return read.value if decimal in words or "e" in words.lower() else int(read.value)
