"""Estimate measured values from sums and counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jmsite.data.intervals import Interval
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.readings import Measured, Series

Places = tuple[str | None, ...]
"""Journey, stage, step, persona and channel, in this order."""


def figure(
    day: date, places: Sequence[str | None], value: float | None, n: int | None, interval: Interval
) -> Measured:
    """Return a measured value with the levels above its own filled in, rounded to ten digits.

    The rounding hides in which order a sum was made.
    """
    if value is None or interval is None:
        return Measured(day=day, value=tidy(value), n=n, low=None, high=None, counts=(), **_filled(places))
    # an error of arithmetic must not put a value outside of its interval
    low, high = tidy(min(interval[0], value)), tidy(max(interval[1], value))
    return Measured(day=day, value=tidy(value), n=n, low=low, high=high, counts=(), **_filled(places))


def tidy(value: float | None) -> float | None:
    """Return a number to ten digits; no negative zero."""
    return None if value is None else float(f"{value:.10g}") + 0.0


def _filled(places: Sequence[str | None]) -> dict[str, str | None]:
    """Return places by the names of their dimensions, with the levels above each that its id tells."""
    filled: dict[str, str | None] = dict(zip(DIMENSIONS, places, strict=True))
    step = filled["step"]
    if step and step.count("/") == 2:
        filled["stage"] = step.rpartition("/")[0]
    stage = filled["stage"]
    if stage and "/" in stage:
        filled["journey"] = stage.partition("/")[0]
    return filled


def series_of(metric: str, measured: Sequence[Measured]) -> Series:
    """Return measured values as a series, in order of day and then of what they are of."""
    ordered = sorted(measured, key=lambda one: (one.day, *(getattr(one, name) or "" for name in DIMENSIONS)))
    whole = tuple(one for one in ordered if not any(getattr(one, name) for name in DIMENSIONS))
    return Series(
        metric=metric,
        total=whole,
        parts=tuple(one for one in ordered if any(getattr(one, name) for name in DIMENSIONS)),
    )
