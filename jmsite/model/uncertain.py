"""Numbers with a 95 % interval where one is known, and how sums and products of them are as sure as their parts.

Independent errors add up by their squares: of a sum as they are, of a product in logarithms (the method of variance
estimates recovery, Zou and Donner 2008), so that intervals may lie askew and a product stays on its side of nothing. A
part without an interval adds no width: whoever shows the result says for which parts that is so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from jmsite.model.value import Value


class Uncertain(Value):
    """A number from nothing up, and its interval of 95 %; ``low`` and ``high`` are None where it has none."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float] | None:
        """Return both ends of the interval, the lower one first; None where it is not known."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    def times(self, factor: float) -> Uncertain:
        """Return it with a number that is known for sure."""
        low, high = self.ends or (None, None)
        return Uncertain(
            value=self.value * factor,
            low=None if low is None else low * factor,
            high=None if high is None else high * factor,
        )


def summed(parts: Sequence[Uncertain]) -> Uncertain:
    """Return the sum of independent numbers; without an interval where no part has one."""
    value = math.fsum(part.value for part in parts)
    known = [(part.value, ends) for part in parts if (ends := part.ends)]
    if not known:
        return Uncertain(value=value)
    # errors of independent numbers add as squares; below and above apart, as few intervals are even
    below = math.hypot(*(middle - low for middle, (low, _) in known))
    above = math.hypot(*(high - middle for middle, (_, high) in known))
    return Uncertain(value=value, low=max(0.0, value - below), high=value + above)


def multiplied(parts: Sequence[Uncertain]) -> Uncertain:
    """Return the product of independent numbers; without an interval where no part has one."""
    value = math.prod(part.value for part in parts)
    known = [(part.value, ends) for part in parts if (ends := part.ends)]
    if not known or not value:
        return Uncertain(value=value)
    # a factor that may be nothing makes the product nothing: its logarithm is endless
    nothing = any(low <= 0 for _, (low, _) in known)
    below = math.inf if nothing else math.hypot(*(math.log(middle / low) for middle, (low, _) in known))
    above = math.hypot(*(math.log(high / middle) for middle, (_, high) in known))
    return Uncertain(value=value, low=value * math.exp(-below), high=value * math.exp(above))
