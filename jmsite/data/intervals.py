"""Intervals of 95 % around figures, from SciPy and statsmodels: one way for each sort of figure.

==============================  =====================================================================================
share, csat, rate, retention    Wilson's score interval (``statsmodels.stats.proportion.proportion_confint``)
nps, enps                       adjusted Wald of a difference of shares (Agresti and Min 2005), on ``scipy.stats.norm``
mean, ces, sentiment            Student's t on the sample's standard deviation (``scipy.stats.t``)
median, quantile, duration      two of the values themselves, by rank, as ``scipy.stats.quantile_test`` has them
sum, count                      the gamma interval of what happens now and then (Fay and Feuer 1997), on
                                ``scipy.stats.chi2``; of a plain count it is Garwood's exact one
value, funnel                   none: how they were come by is not known
==============================  =====================================================================================

Each works out the intervals of a whole series at once, since a call of either library costs as much for one as for a
thousand. Both are loaded by the first call: together they take most of a second. Answers with weights come with the
number of answers that would be as sure without, which need not be whole (Kish 1965).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

CONFIDENCE = 0.95
"""The share of intervals that are to hold what they are for."""
TAIL = (1 - CONFIDENCE) / 2

Interval = tuple[float, float] | None
Ranks = tuple[int, int] | None
"""The ranks of two values, from 1, between which a quantile lies; None where there are too few values."""


def share_intervals(parts: Sequence[float], sizes: Sequence[float]) -> list[Interval]:
    """Return Wilson's intervals of shares ``part / size``, between 0 and 1. None for no cases, or more than all."""
    known = [0 <= part <= size and size > 0 for part, size in zip(parts, sizes, strict=True)]
    if not any(known):
        return [None] * len(known)
    from statsmodels.stats.proportion import proportion_confint

    part, size = _columns((parts, sizes), known)
    lows, highs = proportion_confint(part, size, alpha=1 - CONFIDENCE, method="wilson")
    # held to the share: by an error of arithmetic, the interval of 0 in 7 would begin at 3e-17
    return _spread(known, (part / size).clip(max=lows).clip(min=0), (part / size).clip(min=highs).clip(max=1))


def net_intervals(ups: Sequence[float], downs: Sequence[float], sizes: Sequence[float]) -> list[Interval]:
    """Return the intervals of net scores, -100 to 100. None for no answers.

    Three quarters of an answer for and against and one and a half between are added, so that few answers which all
    agree are not taken for certainty.
    """
    known = [size > 0 for size in sizes]
    if not any(known):
        return [None] * len(known)
    from scipy import stats

    up, down, size = _columns((ups, downs, sizes), known)
    score, above, below = (up - down) / size, (up + 0.75) / (size + 3), (down + 0.75) / (size + 3)
    middle = above - below
    deviation = ((above + below - middle * middle) / (size + 3)) ** 0.5
    lows, highs = stats.norm.interval(CONFIDENCE, loc=middle, scale=deviation)
    return _spread(known, 100 * score.clip(max=lows).clip(min=-1), 100 * score.clip(min=highs).clip(max=1))


def _scatters(mean: float, deviation: float) -> bool:
    """Return whether a deviation is one, and not what arithmetic leaves of none."""
    return math.isfinite(deviation) and deviation > 1e-12 * max(1.0, abs(mean))


def mean_intervals(
    means: Sequence[float], deviations: Sequence[float | None], sizes: Sequence[float]
) -> list[Interval]:
    """Return Student's intervals of means from the sample's standard deviations. None for fewer than two cases.

    None, too, where all answers are the same: three that agree are no certainty, and say nothing of how far others are.
    """
    each = zip(means, deviations, sizes, strict=True)
    known = [
        size > 1 and deviation is not None and _scatters(mean, deviation) for mean, deviation, size in each
    ]
    if not any(known):
        return [None] * len(known)
    from scipy import stats

    mean, deviation, size = _columns((means, deviations, sizes), known)
    half = stats.t.ppf(1 - TAIL, size - 1) * deviation / size**0.5
    return _spread(known, mean - half, mean + half)


def total_intervals(
    totals: Sequence[float], squares: Sequence[float], largest: Sequence[float], least: Sequence[float]
) -> list[Interval]:
    """Return the intervals of sums over cases that come as they come, from the sums of their squares.

    ``largest`` and ``least`` are single ones. Where some are below nothing the sum is taken to be normal. None where a
    sum is of nothing.
    """
    known = [square > 0 for square in squares]
    if not any(known):
        return [None] * len(known)
    import numpy as np
    from scipy import stats

    total, square, most, fewest = _columns((totals, squares, largest, least), known)
    normal = stats.norm.interval(CONFIDENCE, loc=total, scale=square**0.5)
    # of those that only add; elsewhere any number will do, as it is not taken
    adds = fewest >= 0
    total, most = np.where(adds, total, 1.0), np.where(adds, most, 1.0)
    lows = square / (2 * total) * stats.chi2.ppf(TAIL, 2 * total**2 / square)
    # the upper end is that of one more case, which counts as much as any did (Fay and Feuer)
    wide, more = square + most**2, total + most
    highs = wide / (2 * more) * stats.chi2.ppf(1 - TAIL, 2 * more**2 / wide)
    return _spread(known, np.where(adds, lows, normal[0]), np.where(adds, highs, normal[1]))


def quantile_ranks(sizes: Iterable[int], probability: float) -> dict[int, Ranks]:
    """Return the ranks of two values between which a quantile lies, for each number of values in order."""
    found = sorted(set(sizes))
    if not found:
        return {}
    from scipy import stats

    # as scipy.stats.quantile_test has them, which would need the values of each group one by one
    lows = stats.binom.ppf(TAIL, found, probability)
    highs = stats.binom.isf(TAIL, found, probability) + 1
    each = zip(found, lows, highs, strict=True)
    return {n: (int(low), int(high)) if low >= 1 and high <= n else None for n, low, high in each}


def _columns(rows: Sequence[Sequence[Any]], known: Sequence[bool]) -> list[Any]:
    """Return columns of numbers without the places that are not known, as arrays."""
    import numpy as np

    chosen = np.array(known)
    return [np.array(row, dtype=float)[chosen] for row in rows]


def _spread(known: Sequence[bool], lows: Any, highs: Any) -> list[Interval]:
    """Return intervals at the places where they are known, and None at the others."""
    found = zip(lows.tolist(), highs.tolist(), strict=True)
    return [next(found) if is_known else None for is_known in known]
