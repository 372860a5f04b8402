"""Values in one picture have one number of decimals, and numbers that somebody wrote have theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.decimals import decimals_written, shared_decimals


@pytest.mark.parametrize(
    ("values", "digits"),
    [
        ([10.6, 44.2, 70.1], 0),
        ([3.4, 4.0, 4.2], 1),
        ([3, 4], 0),
        ([0.42, 0.57], 2),
        ([0.4, 30.2], 1),
        ([54.06, 54.09], 2),
        ([0.0, 12.0], 0),
        ([], 0),
        ([None, 7.0], 0),
    ],
)
def test_all_have_as_many_as_the_greatest_needs(values, digits):
    assert shared_decimals(values) == digits


@given(st.lists(st.floats(min_value=0.001, max_value=1e6), min_size=1, max_size=6))
def test_nothing_is_printed_as_nothing_that_is_something(values):
    digits = shared_decimals(values)
    assert all(round(value, digits) for value in values)


@pytest.mark.parametrize(("value", "digits"), [(70.0, 0), (4.25, 2), (0.125, 3), (22.5, 1), (1 / 3, 0)])
def test_a_written_number_keeps_its_decimals(value, digits):
    assert decimals_written(value) == digits
