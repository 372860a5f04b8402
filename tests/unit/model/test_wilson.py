"""The interval of a share, against SciPy's and at its ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from jmsite.model.wilson import wilson


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_is_that_of_scipy(case: tuple[int, int]):
    part, n = case
    known = binomtest(part, n).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(part, n) == pytest.approx((known.low, known.high), abs=1e-9)


@pytest.mark.parametrize(("part", "n"), [(0, 0), (1, 0), (-1, 5), (6, 5), (1, -5)])
def test_there_is_none_without_cases_or_for_no_part_of_them(part: int, n: int):
    assert wilson(part, n) is None


@given(st.integers(1, 1_000_000))
def test_none_and_all_are_ends_of_their_intervals(n: int):
    none, every = wilson(0, n), wilson(n, n)
    assert none is not None
    assert every is not None
    assert (none[0], every[1]) == (0.0, 1.0)
    assert 0 < none[1] < 1
    assert 0 < every[0] < 1


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_a_share_of_weighted_cases_lies_in_its_interval(share: float, n: int):
    found = wilson(share * n, n)
    assert found is not None
    assert 0 <= found[0] <= share * n / n <= found[1] <= 1
