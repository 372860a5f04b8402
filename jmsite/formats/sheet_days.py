"""Days in the cells of a sheet: a number among days is a day whose cell has lost its format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

NEAR = timedelta(days=3650)
"""The most days by which a number may lie off those of its column to be taken for one."""
FIRST = datetime(1899, 12, 30)
"""The day 0 of spreadsheets, which count a 29 February 1900 that never was."""

Row = Sequence[Any]


def with_days(rows: Sequence[Row]) -> Sequence[Row]:
    """Return rows of cells in which numbers in a column of days are days, too.

    A column is one of days where it has more of these than of numbers, and every number stands for a day near them.
    """
    found = dict(_day_columns(rows))
    if not found:
        return rows
    return [
        [_day(cell) if at in found and _is_number(cell) else cell for at, cell in enumerate(row)]
        for row in rows
    ]


def _day_columns(rows: Sequence[Row]) -> Iterator[tuple[int, bool]]:
    days: dict[int, list[datetime]] = defaultdict(list)
    numbers: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        for at, cell in enumerate(row):
            if isinstance(cell, date):
                days[at].append(datetime(cell.year, cell.month, cell.day))
            elif _is_number(cell):
                numbers[at].append(cell)
    for at, known in days.items():
        low, high = (_number(end) for end in (min(known) - NEAR, max(known) + NEAR))
        if numbers[at] and len(known) > len(numbers[at]) and all(low <= one <= high for one in numbers[at]):
            yield at, True


def _is_number(cell: Any) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _number(day: datetime) -> float:
    return (day - FIRST) / timedelta(days=1)


def _day(number: float) -> datetime:
    return (FIRST + timedelta(days=number)).replace(microsecond=0)
