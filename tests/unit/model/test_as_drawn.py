"""The decimals of a table are those that a picture beside it shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.decimals import decimals_drawn

VALUES = st.lists(st.integers(-100_000, 100_000).map(lambda n: n / 100), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("values", "digits"),
    [
        ([61.2, 68.5, 64.0], 1),
        ([54.96, 53.98, 54.06], 2),
        ([4, 5, 4], 0),
        ([1200.4, 3500.2], 0),
        ([71.5], 0),
        # a reader sees 0.6 of 30, and rounding moves 30.04 by less
        ([0, 30.04], 0),
        ([], 0),
        ([0.5, 0.6], 1),
        ([0.25, 0.5], 2),
        ([-0.5, 1.5], 1),
        ([1.0, 2.0], 0),
        ([1e-20, 1.0], 0),
    ],
)
def test_a_value_is_told_as_it_is_drawn(values: list[float], digits: int) -> None:
    assert decimals_drawn(values) == digits


@given(VALUES)
def test_no_value_is_told_further_off_than_can_be_seen(values: list[float]) -> None:
    digits, spread = decimals_drawn(values), max(values) - min(values)
    if spread:
        assert all(abs(value - round(value, digits)) <= spread * 0.02 + 1e-9 for value in values)


@given(VALUES)
def test_the_last_decimal_is_no_nought_in_all_values(values: list[float]) -> None:
    digits = decimals_drawn(values)
    assert digits == 0 or any(abs(value - round(value, digits - 1)) > 1e-9 for value in values)
