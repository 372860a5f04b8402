"""Values of rows and styles, read strictly: numbers that are numbers already, and words that can be written."""

from __future__ import annotations

import re
from typing import Any

from jmsite.charts.direct.marks import UnknownError, is_number
from jmsite.charts.direct.numbers import js_number

Ends = list[float | None]

UNWRITTEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Signs in words that have no business in XML."""


def numbers_of(values: list[Any]) -> Ends:
    """Return the numbers of rows, in their order."""
    return values if {*map(type, values)} <= {float} else [number_of(value) for value in values]


def number_of(value: object) -> float | None:
    """Return the number of a row, None for nothing. Raises ``UnknownError`` for what JavaScript would turn into one."""
    if value is None:
        return None
    if isinstance(value, int | float) and is_number(value):
        return float(value)
    raise UnknownError(f"a number as {value!r}")


def size_of(value: object) -> float:
    """Return the area of a point."""
    found = number_of(value)
    if found is None or found < 0:
        raise UnknownError(f"a size as {value!r}")
    return found


def in_figures(value: object) -> str:
    """Return a number of a look as it is written."""
    found = number_of(value)
    if found is None:
        raise UnknownError("a look without a number")
    return js_number(found)


def words_of(value: object) -> str:
    """Return words that can be written as they are."""
    if isinstance(value, str) and not UNWRITTEN.search(value):
        return value
    raise UnknownError(f"words as {value!r}")


def place_of(value: float | None) -> float:
    """Return the pixels of a mark that cannot do without."""
    if value is None:
        raise UnknownError("a mark without a place")
    return value
