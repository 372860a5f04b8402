"""Sums and products of uncertain numbers: as sure as their parts, and no surer."""

from __future__ import annotations

import math
import random

import pytest

from jmsite.model.uncertain import Uncertain, multiplied, summed


def test_what_has_no_interval_adds_none():
    sure, unsure = Uncertain(value=4.0), Uncertain(value=2.0, low=1.0, high=4.0)
    assert summed([sure, sure]) == Uncertain(value=8.0)
    assert multiplied([sure, sure]) == Uncertain(value=16.0)
    assert summed([sure, unsure]) == Uncertain(value=6.0, low=5.0, high=8.0)
    found = multiplied([sure, unsure])
    assert (found.value, found.low, found.high) == pytest.approx((8.0, 4.0, 16.0))


def test_errors_add_up_by_their_squares():
    found = summed([Uncertain(value=10.0, low=7.0, high=12.0), Uncertain(value=20.0, low=16.0, high=25.0)])
    assert found == Uncertain(value=30.0, low=25.0, high=30.0 + math.hypot(2, 5))


def test_a_product_that_may_be_nothing_begins_at_nothing():
    found = multiplied([Uncertain(value=2.0, low=0.0, high=4.0), Uncertain(value=3.0)])
    assert (found.low, found.high) == pytest.approx((0.0, 12.0))
    assert multiplied([Uncertain(value=0.0, low=0.0, high=1.0), Uncertain(value=3.0)]) == Uncertain(value=0.0)


def test_the_interval_of_a_product_holds_the_truth_as_often_as_it_says():
    chance = random.Random(13)
    truth, spread, held, times = (120.0, 0.6), (6.0, 0.05), 0, 4000
    for _ in range(times):
        parts = []
        for true, deviation in zip(truth, spread, strict=True):
            seen = chance.gauss(true, deviation)
            parts.append(Uncertain(value=seen, low=seen - 1.96 * deviation, high=seen + 1.96 * deviation))
        low, high = multiplied(parts).ends or (0.0, 0.0)
        held += low <= truth[0] * truth[1] <= high
    assert 0.935 <= held / times <= 0.965
