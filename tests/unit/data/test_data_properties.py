"""What holds for every table: intervals contain their value, the order of rows is nothing, over zero is missing."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from asking import ask_text, by_hand
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.data.intervals import mean_intervals, net_intervals, share_intervals

COUNTS = st.integers(0, 10**7)
KINDS: dict[str, dict[str, Any]] = {
    "nps": {},
    "csat": {},
    "ces": {"scale": (0, 10)},
    "mean": {},
    "median": {},
    "share": {},
    "value": {},
    "sum": {},
    "count": {},
    "enps": {},
    "quantile": {"quantile": 0.9},
    "duration": {"quantile": 0.25},
}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2026-05-01", "2026-05-31", "2026-06-30", "2025-01-01", ""]),
        st.one_of(st.just(""), st.integers(0, 10).map(str), st.floats(0, 10).map(lambda x: f"{x:.3f}")),
        st.sampled_from(["buy/need", "buy/pay", ""]),
        st.sampled_from(["anna", "ben", ""]),
    ),
    min_size=1,
    max_size=40,
)


def _text(rows: list[tuple[str, ...]]) -> str:
    return "date,value,stage,persona\n" + "".join(",".join(row) + "\n" for row in rows)


def _series(rows: list[tuple[str, ...]], kind: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        columns = {"stage": "stage", "persona": "persona"}
        return ask_text(Path(folder), _text(rows), kind, **KINDS[kind], **columns).value


@settings(max_examples=30, deadline=None)
@given(kind=st.sampled_from(list(KINDS)), rows=ROWS, seed=st.integers())
def test_the_order_of_rows_is_nothing_and_intervals_contain_the_value(
    kind: str, rows: list[tuple[str, ...]], seed: int
) -> None:
    series = _series(rows, kind)
    shuffled = random.Random(seed).sample(rows, len(rows))
    assert _series(shuffled, kind) == series
    assert [one.day for one in series.total] == sorted({one.day for one in series.total})
    for one in (*series.total, *series.parts):
        assert one.value is not None
        if one.low is not None:
            assert one.low <= one.value <= one.high


@given(part=COUNTS, rest=COUNTS)
def test_wilson_contains_the_share(part: int, rest: int) -> None:
    n = part + rest
    (interval,) = share_intervals([part], [n])
    assert (interval is None) == (n == 0)
    if interval:
        assert 0 <= interval[0] <= part / n <= interval[1] <= 1


@given(up=COUNTS, down=COUNTS, between=COUNTS)
def test_the_interval_of_an_nps_contains_it(up: int, down: int, between: int) -> None:
    n = up + down + between
    (interval,) = net_intervals([up], [down], [n])
    assert (interval is None) == (n == 0)
    if interval:
        score = 100 * ((up - down) / n)
        assert -100 <= interval[0] <= score <= interval[1] <= 100


@given(n=st.integers(2, 10**6), mean=st.floats(-1e6, 1e6), deviation=st.floats(0, 1e6))
def test_more_cases_make_a_mean_surer(n: int, mean: float, deviation: float) -> None:
    few, many = mean_intervals([mean, mean], [deviation, deviation], [n, n * 4])
    # answers that are all alike say nothing of how far others may lie
    assert (few is None) == (many is None)
    assert few is not None or deviation < 1e-6 * (1 + abs(mean))
    if few and many:
        assert few[0] <= many[0] <= mean <= many[1] <= few[1]


@given(parts=st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=10))
def test_a_rate_by_hand_is_the_sum_of_its_parts_and_over_zero_missing(parts: list[tuple[int, int]]) -> None:
    readings = [{"date": "2026-05-01", "numerator": upper, "denominator": lower} for upper, lower in parts]
    (one,) = by_hand("rate", *readings).total
    upper, lower = sum(part[0] for part in parts), sum(part[1] for part in parts)
    assert one.value == (pytest.approx(upper / lower) if lower else None)
    assert one.low is None or (one.value is not None and one.low <= one.value <= (one.high or 0))
