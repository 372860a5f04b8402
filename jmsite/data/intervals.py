"""How sure a figure is: 95 % intervals. Each contains the figure it belongs to."""

from __future__ import annotations

import math

Z = 1.959964
"""The normal deviate that leaves 2.5 % on either side."""

STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""The same deviate of Student's t for 1 to 30 degrees of freedom."""

Interval = tuple[float, float] | None


def wilson(part: float, n: float) -> Interval:
    """Wilson's score interval of the share ``part / n``, both ends between 0 and 1. None for no cases."""
    if n <= 0 or not 0 <= part <= n:
        return None
    share = part / n
    wide = 1 + Z * Z / n
    middle = (share + Z * Z / (2 * n)) / wide
    half = Z / wide * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def promoters(up: float, down: float, n: float) -> Interval:
    """The interval of a net promoter score, -100 to 100, by the adjusted Wald method. None for no answers.

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
    """Student's interval of a mean from the sample's standard deviation. None for fewer than two cases."""
    if n < 2 or deviation is None or not math.isfinite(deviation):
        return None
    deviate = STUDENT[n - 2] if n - 1 <= len(STUDENT) else Z
    half = deviate * deviation / math.sqrt(n)
    return mean - half, mean + half


FEWEST_FOR_MEDIAN = 6
"""With fewer values even the smallest and the largest do not enclose the median with 95 %."""
