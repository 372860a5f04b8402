"""Decide what has clearly changed between readings, and by how much: the one place that every page asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from statistics import fmean, median, variance
from typing import Literal, TypeAlias

from jmsite.model.readings import Measured
from jmsite.model.value import Value

MOST_READINGS = 6
"""Readings on one side of a day that are compared with those on the other."""
FEWEST_READINGS = 3
"""Readings on each side of a day that tell by themselves how far they would have differed anyway."""
FEWEST_EARLIER = 6
"""Earlier readings that tell it where there are fewer on a side."""

Direction: TypeAlias = Literal["higher", "lower"]


class Difference(Value):
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
) -> Difference:
    """Return how the mean of some readings that have a value differs from that of as many earlier ones.

    The amount is the difference of the rounded means, so that a reader who subtracts one from the other finds it.
    """
    moved = round(mean_of(after), digits) - round(mean_of(before), digits)
    clear = abs(mean_of(after) - mean_of(before)) > chance(before, after)
    seen = clear and round(moved, digits) != 0
    better = (moved > 0) == (direction == "higher") if seen else None
    return Difference(amount=abs(round(moved, digits)), digits=digits, up=moved > 0, better=better)


def mean_of(readings: Sequence[Measured]) -> float:
    """Return the plain mean of some readings that have a value."""
    return fmean(reading.value for reading in readings if reading.value is not None)


def chance(before: Sequence[Measured], after: Sequence[Measured]) -> float:
    """Return how far the two means can differ by chance: the greater of what their 95 % intervals say, and of how far
    readings scatter.

    An interval knows how many answered, and nothing of what makes one month another than the next: of thousands of
    answers it is narrow, and nearly any two months differ by more. It is 0 where a reading has no interval and there
    are too few of them to scatter.
    """
    return max(_by_intervals(before, after), _scatter(before, after))


def _by_intervals(before: Sequence[Measured], after: Sequence[Measured]) -> float:
    """Return how far the two means can differ by who happened to answer; 0 where a reading has no interval."""
    halves = [
        (reading.high - reading.low) / 2
        for reading in (*before, *after)
        if reading.low is not None and reading.high is not None
    ]
    if len(halves) < len(before) + len(after):
        return 0.0
    # errors that have nothing to do with each other add up by their squares, and a mean of k has 1/k of their sum
    return sqrt(sum(half**2 for half in halves)) / len(before)


def unusual(history: Sequence[Measured], count: int) -> float | None:
    """Return how far the means of ``count`` readings on each side of a day can differ, by how all earlier ones scatter;
    None where these are too few to tell.

    What readings of a few months look like beside each other says little: a year of them knows trends and seasons, too.
    """
    values = [one.value for one in history if one.value is not None]
    if len(values) < FEWEST_EARLIER:
        return None
    return _student(len(values) - 1) * sqrt(2 * variance(values) / count)


def _student(freedom: int) -> float:
    """Return Student's t that leaves 2.5 % on either side, within 0.001 from five degrees of freedom on.

    The expansion in powers of 1/freedom (Abramowitz and Stegun, 26.7.5), as SciPy would be loaded for this alone.
    """
    z = 1.959963984540054
    first, second = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / freedom + second / freedom**2 + third / freedom**3 + fourth / freedom**4


def detectable(before: Sequence[Measured], after: Sequence[Measured]) -> float | None:
    """Return the difference that would be found clear in eight cases of ten, from as many such readings; None where
    any difference is.
    """
    sampled, scattered = _by_intervals(before, after), _scatter(before, after)
    factor = POWER_OF_INTERVALS if sampled >= scattered else _POWER[_freedom(before, after)]
    return max(sampled, scattered) * factor or None


POWER_OF_INTERVALS = 1.42941
"""The factor by which a difference must be wider than chance to be found in eight cases of ten: (z(0.975) + z(0.8)) /
z(0.975).
"""
_QUANTILES = {4: 2.77645, 6: 2.44691, 8: 2.30600, 10: 2.22814}
"""Student's t that leaves 2.5 % on either side, by degrees of freedom: of three to six readings a side."""
_POWER = {4: 1.35463, 6: 1.37598, 8: 1.38808, 10: 1.39577}
"""The ``POWER_OF_INTERVALS`` of readings that scatter, by degrees of freedom."""


def _freedom(before: Sequence[Measured], after: Sequence[Measured]) -> int:
    """Return the degrees of freedom by which scatter is told."""
    return len(before) + len(after) - 2


def _scatter(before: Sequence[Measured], after: Sequence[Measured]) -> float:
    """Return how far the means can differ by chance from how readings of each side differ among themselves.

    A count of all there is has no interval, and of one or two readings a side what differs has differed.
    """
    quantile = _QUANTILES.get(_freedom(before, after))
    if quantile is None or len(before) != len(after):
        return 0.0
    spread = sum(variance([one.value for one in side if one.value is not None]) for side in (before, after))
    return quantile * sqrt(spread / len(before))


def sides(
    readings: Sequence[Measured], shipped: date, most: int = MOST_READINGS
) -> tuple[list[Measured], list[Measured]]:
    """Return the readings nearest to a day, as many before as after it, at most ``most`` a side.

    A reading stands for the time up to the next one, so the one in whose time the day lies counts on neither
    side, unless it is the only one before. Where one side has none, both are as long as they are.
    """
    known = [reading for reading in readings if reading.value is not None]
    earlier = [reading for reading in known if reading.day < shipped]
    later = [reading for reading in known if reading.day >= shipped]
    if len(earlier) > 1 and shipped < earlier[-1].day + _period(known):
        # some of its time was after the day
        earlier.pop()
    if not earlier or not later:
        return earlier, later
    count = min(len(earlier), len(later), most)
    return earlier[-count:], later[:count]


def _period(known: Sequence[Measured]) -> timedelta:
    """Return how long a reading stands: the usual distance to the next one."""
    gaps = [(later.day - earlier.day).days for earlier, later in pairwise(known)]
    return timedelta(median(gaps))
