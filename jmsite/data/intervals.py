"""Intervals of 95 % around figures, one way for each sort of figure. Each contains the figure it belongs to.

==============================  =========================================================================
share, csat, rate               Wilson's score interval (Wilson 1927), which stays between nothing and all
nps                             adjusted Wald of a difference of shares (Agresti and Min 2005)
mean, ces                       Student's t on the sample's standard deviation
median, duration                two of the values themselves, by rank (Conover 1999, section 3.2)
value, funnel                   none: how they were come by is not known
==============================  =========================================================================
"""

from __future__ import annotations

import math

from jmsite.model.wilson import Interval, Z

CONFIDENCE = 0.95
"""The share of intervals that are to hold what they are for."""

FEWEST_FOR_MEDIAN = 6
"""With fewer values even the smallest and the largest do not enclose the median with 95 %."""


def promoters(up: float, down: float, n: float) -> Interval:
    """Return the interval of a net promoter score, -100 to 100, by the adjusted Wald method. None for no answers.

    Three quarters of a promoter and of a detractor and one and a half passives are added, so that few answers
    which all agree are not taken for certainty.
    """
    if n <= 0:
        return None
    score, above, below = (up - down) / n, (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    middle = above - below
    half = Z * math.sqrt((above + below - middle * middle) / (n + 3))
    return 100 * max(-1.0, min(score, middle - half)), 100 * min(1.0, max(score, middle + half))


def average(mean: float, deviation: float | None, n: int) -> Interval:
    """Return Student's interval of a mean from the sample's standard deviation. None for fewer than two cases."""
    if n < 2 or deviation is None or not math.isfinite(deviation):
        return None
    half = _student(n - 1) * deviation / math.sqrt(n)
    return mean - half, mean + half


def _student(degrees: int) -> float:
    """Return the deviate of Student's t that leaves 2.5 % on either side."""
    from scipy.special import stdtrit  # takes a tenth of a second to load: only where a mean is worked out

    return float(stdtrit(degrees, 0.5 + CONFIDENCE / 2))


def median_rank(n: str) -> str:
    """Return SQL for the rank, from 1, of the lower end of a median's interval among ``n`` values in order.

    The upper end has the same rank counted from the other side. The normal approximation rounded down: at every n
    from six on the two enclose the median with at least 95 %, which the tests work out from the binomial.
    """
    return f"CAST(greatest(1, floor(({n} - {Z!r} * sqrt({n})) / 2)) AS BIGINT)"
