"""How many decimals a reader needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.decimals import decimals


@pytest.mark.parametrize(
    ("value", "among", "found"),
    [
        (None, (), 0),
        (0.0, (), 0),
        (3.0, (), 0),
        (71.53, (), 0),
        (3.456, (), 1),
        (0.25, (), 2),
        (0.5, (), 2),
        (0.0041, (), 4),
        (0.004, (), 3),
        (-0.00041234, (), 5),
        (71.53, (71.53, 71.58), 2),
        (71.53, (71.53, 91.0), 0),
        (71.5, (71.5, None, 71.6), 1),
        (3.0, (3.0, 3.5), 1),
    ],
)
def test_as_many_as_it_takes(value: float | None, among: tuple[float | None, ...], found: int) -> None:
    assert decimals(value, among) == found


@given(st.floats(1e-9, 1e9))
def test_what_is_something_is_never_written_as_nothing(value: float) -> None:
    assert round(value, decimals(value)) != 0


@given(st.lists(st.integers(-(10**6), 10**6).map(lambda whole: whole / 1000), min_size=2))
def test_the_least_and_the_greatest_are_never_written_alike(values: list[float]) -> None:
    low, high = min(values), max(values)
    if low != high:
        assert round(low, decimals(low, values)) != round(high, decimals(high, values))
