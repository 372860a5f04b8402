"""Choose how many decimals a number is written with, so that it differs from nothing and from its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

MOST = 15
"""Decimals at most: so many digits of a float are sure to be those that were written."""


def decimals(value: float | None, among: Iterable[float | None] = ()) -> int:
    """Return how many decimals of a value a reader needs, beside the others of its series.

    None from 20 on, one from 1 on, else two: more where two figures of a small fraction, or a difference within the
    series, would not be seen.
    """
    if value is None:
        return 0
    usual = 0 if abs(value) >= 20 or value == int(value) else 1 if abs(value) >= 1 else 2
    return max(usual, _of_fraction(value), _of_spread(among))


def decimals_written(value: float, most: int = 3) -> int:
    """Return the decimals of a number that somebody wrote; 0 for one that has more than ``most``, as worked out."""
    return next((digits for digits in range(most + 1) if not _inexact([value], digits)), 0)


def shared_decimals(values: Iterable[float | None]) -> int:
    """Return how many decimals values have that stand in one picture, all alike: as many as the greatest needs.

    More where two of them would look the same, or one that is not nothing like nothing.
    """
    known = [value for value in values if value is not None]
    if not known or not _inexact(known, 0):
        return 0
    greatest = max(abs(value) for value in known)
    # about three digits that say something, which is as many as people compare at a glance
    digits = max(0 if greatest >= 20 else 1 if greatest >= 1 else 2, _of_spread(known))
    while digits < MOST and any(value and not round(value, digits) for value in known):
        digits += 1
    return digits


SEEN = 0.02
"""The part of the way from the least to the greatest value of a chart that a reader can see."""


def decimals_drawn(values: Sequence[float]) -> int:
    """Return how many decimals the values of a chart need so that none is told otherwise than it is drawn.

    Never fewer than ``decimals`` for any of them, and none that are noughts in all.
    """
    digits = max((decimals(value, values) for value in values), default=0)
    spread = max(values) - min(values) if values else 0.0
    # until rounding moves a value by less than a reader can see, or moves none
    while spread and digits < MOST and spread * SEEN < 0.5 * 10**-digits and _inexact(values, digits):
        digits += 1
    while digits and not _inexact(values, digits - 1):
        digits -= 1
    return digits


def _inexact(values: Sequence[float], digits: int) -> bool:
    """Return whether a value loses something that is no error of arithmetic when it has so many decimals."""
    return any(abs(value - round(value, digits)) > 1e-9 * max(1.0, abs(value)) for value in values)


def _of_fraction(value: float) -> int:
    """Return the decimals of two figures of a value below one, without noughts at the end."""
    if not 0 < abs(value) < 1:
        return 0
    found = min(MOST, 1 - floor(log10(abs(value))))
    while found > 0 and round(value, found - 1) == round(value, found):
        found -= 1
    return found


def _of_spread(values: Iterable[float | None]) -> int:
    """Return the decimals in which the least and the greatest of some values begin to differ."""
    known = [value for value in values if value is not None]
    spread = max(known) - min(known) if known else 0.0
    # rounded first: a spread of a tenth is seldom exactly one
    return max(0, min(MOST, -floor(round(log10(spread), 6)))) if spread > 0 else 0
