"""Tell how sure a share is: the interval around a part of some cases."""

from __future__ import annotations

import math

Z = 1.959963984540054
"""The normal deviate that leaves 2.5 % on either side; ``scipy.stats.norm.ppf(0.975)``."""

Interval = tuple[float, float] | None


def wilson(part: float, n: float) -> Interval:
    """Return Wilson's score interval of the share ``part / n``, both ends between 0 and 1. None for no cases."""
    if n <= 0 or not 0 <= part <= n:
        return None
    share = part / n
    wide = 1 + Z * Z / n
    middle = (share + Z * Z / (2 * n)) / wide
    half = Z / wide * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    # held to the share: by an error of arithmetic, the interval of 0 in 7 would begin at 3e-17
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
