"""The reading that a change is told against."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jmsite.model.readings import Measured, Series

LATEST = date(2026, 11, 1)


def series(*days: int) -> Series:
    """A series whose readings lie so many days before its latest."""
    earlier = [
        Measured(day=LATEST - timedelta(days=day), value=float(day)) for day in sorted(days, reverse=True)
    ]
    return Series(metric="m", total=(*earlier, Measured(day=LATEST, value=0.0)))


@pytest.mark.parametrize(
    ("days", "chosen"),
    [
        ((400, 365, 30), 365),
        ((700, 410, 30), 410),  # 45 days from a year
        ((700, 411, 30), 700),  # 46 days: too far, so the first one
        ((700, 320, 30), 320),
        ((700, 319, 30), 700),
        ((380, 345), 380),
        ((30, 60), 60),
    ],
)
def test_a_change_is_told_against_a_year_before_or_else_the_beginning(days: tuple[int, ...], chosen: int):
    found = series(*days).a_year_before()
    assert found is not None
    assert found.value == chosen


def test_a_reading_without_a_value_is_nothing_to_compare_with():
    gaps = (
        Measured(day=date(2025, 11, 1), value=None),
        Measured(day=date(2026, 5, 1), value=7.0),
        Measured(day=LATEST, value=8.0),
    )
    found = Series(metric="m", total=gaps).a_year_before()
    assert found is not None
    assert found.value == 7.0
    assert Series(metric="m", total=gaps[:1]).a_year_before() is None
    assert Series(metric="m", total=gaps[2:]).a_year_before() is None
