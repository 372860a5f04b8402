"""Days on which a metric turned, by Killick's pruned search for the changes of a mean (PELT, from ruptures)."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean, median

from jmsite.model.effects import Turn
from jmsite.model.readings import Series

FEWEST = 8
"""Readings from which on turns are looked for."""
SHORTEST = 3
"""Readings that a metric stays before and after a turn: fewer are a bad month, not another time."""
PENALTY = 4.0
"""The price of a turn, times the noise and the logarithm of the number of readings: high, since each is a question."""
NORMAL = 0.6745
"""The median of how far a normal deviate lies from its mean."""


def turns(series: Series) -> tuple[Turn, ...]:
    """Return the days on which the mean of a metric changed, in order; none where it has too few readings."""
    known = [(one.day, one.value) for one in series.total if one.value is not None]
    if len(known) < FEWEST:
        return ()
    values = [value for _, value in known]
    noise = spread(values)
    if not noise:
        return ()
    from math import log

    import numpy as np
    from ruptures import Pelt

    search = Pelt(model="l2", min_size=SHORTEST, jump=1).fit(np.array(values).reshape(-1, 1))
    ends = [0, *search.predict(pen=PENALTY * noise**2 * log(len(values)))]
    means = [fmean(values[first:last]) for first, last in pairwise(ends)]
    places = zip(ends[1:-1], pairwise(means), strict=True)
    return tuple(Turn(day=known[place][0], before=before, after=after) for place, (before, after) in places)


def spread(values: list[float]) -> float:
    """Return the noise of readings: from the distances of neighbours, so that a trend or a turn is none of it."""
    gaps = [abs(later - earlier) for earlier, later in pairwise(values)]
    return median(gaps) / (NORMAL * 2**0.5)
