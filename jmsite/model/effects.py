"""Results over all readings of a metric: the change with a solution, and the days on which it turned."""

from __future__ import annotations

from datetime import date

from jmsite.model.value import Value

FEWEST_A_SIDE = 8
"""Readings before and after a day that it takes to tell a change from the trend (Penfold and Zhang 2013)."""


class Interrupted(Value):
    """The change of a metric against what its readings before a day would have led to, with a 95 % interval.

    ``points`` are the readings that it rests on; ``seasonal`` says whether seasons are accounted for, which takes
    readings of two years.
    """

    change: float
    low: float
    high: float
    points: int
    seasonal: bool

    @property
    def clear(self) -> bool:
        """Return whether the interval leaves out no change."""
        return self.low > 0 or self.high < 0


class Turn(Value):
    """A day from which on a metric was another: the means of the readings since the last turn, and up to the next."""

    day: date
    before: float
    after: float
