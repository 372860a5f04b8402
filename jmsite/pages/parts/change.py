"""Decide what has clearly changed between readings, and by how much: the one place that every page asks."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean
from typing import Literal, TypeAlias

from jmsite.model.readings import Measured
from jmsite.model.value import Value

Direction: TypeAlias = Literal["higher", "lower"]


class Change(Value):
    """The difference between a figure and what it was, both as they are printed, with ``digits`` decimals.

    ``amount`` has no sign; ``up`` says which way it went. ``better`` is None where the difference may be chance, or
    where nothing of it can be seen in what is printed.
    """

    amount: float
    digits: int
    up: bool
    better: bool | None


def change(
    before: Sequence[Measured], after: Sequence[Measured], digits: int, direction: Direction
) -> Change:
    """Return how the mean of some readings that have a value differs from that of as many earlier ones.

    The amount is the difference of the rounded means, so that a reader who subtracts one from the other finds it.
    """
    moved = round(mean_of(after), digits) - round(mean_of(before), digits)
    clear = abs(mean_of(after) - mean_of(before)) > chance(before, after)
    seen = clear and round(moved, digits) != 0
    better = (moved > 0) == (direction == "higher") if seen else None
    return Change(amount=abs(round(moved, digits)), digits=digits, up=moved > 0, better=better)


def mean_of(readings: Sequence[Measured]) -> float:
    """Return the plain mean of some readings that have a value."""
    return fmean(reading.value for reading in readings if reading.value is not None)


def chance(before: Sequence[Measured], after: Sequence[Measured]) -> float:
    """Return how far the two means can differ by chance, from the 95 % intervals; 0 where a reading has none."""
    halves = [
        (reading.high - reading.low) / 2
        for reading in (*before, *after)
        if reading.low is not None and reading.high is not None
    ]
    # a count of all there is has no interval, and what differs in it has differed
    if len(halves) < len(before) + len(after):
        return 0.0
    # errors that have nothing to do with each other add up by their squares, and a mean of k has 1/k of their sum
    return sqrt(sum(half**2 for half in halves)) / len(before)
