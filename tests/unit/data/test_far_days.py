"""Days that a typed table can hold and Python's calendar can not are told, and left out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from asking import ask, ask_text, rules
from hypothesis import given, settings
from hypothesis import strategies as st

TYPES = ("DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE")
YEAR_ONE = 719_162
"""Days from the first of the calendar to 1970."""
LAST = (date.max - date.min).days


def told(day: str, type_: str, kind: str, **columns: Any) -> tuple[list[str], int, list[date]]:
    """The rules that a table with a day and the first of May breaks, how many rows it loses, and the days it has."""
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        file = Path(folder) / "t.parquet"
        rows = f"SELECT {day} AS date, 4 AS value UNION ALL SELECT DATE '2026-05-01', 3"
        connection.sql(f"SELECT CAST(date AS {type_}) AS date, value FROM ({rows})").write_parquet(str(file))
        found = ask(file, kind, scale=(0, 10), **columns)
    days = [one.day for one in found.value.total]
    return rules(found), sum(one.count for one in found.value.left_out), days


@settings(deadline=None, max_examples=40)
@given(
    number=st.one_of(
        st.integers(-400_000, 4_000_000), st.sampled_from([-1, 0, 200, LAST - 3, LAST, LAST + 1])
    ),
    type_=st.sampled_from(TYPES),
    kind=st.sampled_from(["nps", "mean", "median", "value"]),
    every=st.sampled_from(["day", "week", "month", "quarter", "half", "year"]),
    zone=st.sampled_from(
        [{}, {"time_zone": "Asia/Tokyo"}, {"time_zone": "America/Lima", "file_zone": "UTC"}]
    ),
    fiscal_year=st.sampled_from([1, 7]),
)
def test_a_day_is_read_or_told(
    number: int, type_: str, kind: str, every: str, zone: dict[str, str], fiscal_year: int
) -> None:
    day = f"(DATE '1970-01-01' + {number - YEAR_ONE})"
    found, lost, days = told(day, type_, kind, every=every, fiscal_year=fiscal_year, **zone)
    assert all(isinstance(one, date) for one in days)
    # in another zone a moment may be of the day beside it: those at the ends are taken for the ends
    if -1 <= number <= LAST + 1 and number not in range(LAST + 1) and zone:
        return
    inside = 0 <= number <= LAST
    assert found == ([] if inside else ["data/not-a-day"])
    assert lost == (0 if inside else 1)
    assert any(abs(one - date(2026, 5, 1)) < timedelta(366) for one in days)


def test_a_day_before_the_calendar_is_told_in_text_as_well(tmp_path: Path) -> None:
    found = ask_text(tmp_path, "date,value\n0000-01-01,4\n0044-03-15 (BC),4\n2026-05-01,3\n", "mean")
    assert rules(found) == ["data/not-a-day"]
    assert [one.day for one in found.value.total] == [date(2026, 5, 1)]


@pytest.mark.parametrize("day", ["DATE 'infinity'", "DATE '-infinity'"])
@pytest.mark.parametrize("type_", ["DATE", "TIMESTAMP"])
@pytest.mark.parametrize("kind", ["mean", "value"])
def test_a_day_that_never_comes_is_told(day: str, type_: str, kind: str) -> None:
    assert told(day, type_, kind)[:2] == (["data/not-a-day"], 1)
