"""A number among the days of a column of a sheet is the day that it stands for; amounts stay what they are."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jmsite.formats.sheet_days import with_days

DAY = datetime(2026, 7, 3, 14, 15)


def test_a_number_among_days_is_a_day_with_its_time():
    rows = [["When", "n"], [DAY, 3.0], [date(2026, 7, 4), 46205.5], [46205.5, 4.0]]
    assert with_days(rows) == [
        ["When", "n"],
        [DAY, 3.0],
        [date(2026, 7, 4), 46205.5],
        [datetime(2026, 7, 2, 12), 4.0],
    ]


@pytest.mark.parametrize(
    "column",
    [
        [46205.0, 46206.0],
        [DAY, 46205.0, 46206.0],
        [DAY, DAY, 3.0],
        [DAY, DAY, 60000.0],
        [DAY, DAY, 46205.0, 12.0],
        [DAY, DAY, True],
        [DAY, "46205"],
    ],
    ids=["no-day", "more-numbers", "small", "far", "one-far", "truth", "words"],
)
def test_other_numbers_stay(column):
    rows = [[cell] for cell in column]
    assert with_days(rows) == rows
