"""Estimate measured values from sums and counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jmsite.data.intervals import Interval
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.readings import Measured, Series

PlaceIds = tuple[str | None, ...]
"""The ids that a value is of in each dimension, in their order, then in those of the metric's own."""


def rounded_estimate(
    day: date,
    places: Sequence[str | None],
    value: float | None,
    n: int | None,
    interval: Interval,
    own: Sequence[str] = (),
) -> Measured:
    """Return a measured value with the levels above its own filled in, rounded to ten digits.

    The rounding hides in which order a sum was made. ``own`` are the names of the dimensions that come last.
    """
    pairs = zip(own, places[len(DIMENSIONS) :], strict=True)
    of = {"own": tuple((name, place) for name, place in pairs if place), **_filled(places[: len(DIMENSIONS)])}
    if value is None or interval is None:
        return Measured(day=day, value=rounded(value), n=n, low=None, high=None, **of)
    # an error of arithmetic must not put a value outside of its interval
    low, high = rounded(min(interval[0], value)), rounded(max(interval[1], value))
    return Measured(day=day, value=rounded(value), n=n, low=low, high=high, **of)


def rounded(value: float | None) -> float | None:
    """Return a number to ten digits; no negative zero."""
    return None if value is None else float(f"{value:.10g}") + 0.0


def _filled(places: Sequence[str | None]) -> dict[str, Any]:
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
    ordered = sorted(
        measured, key=lambda one: (one.day, *(getattr(one, name) or "" for name in DIMENSIONS), one.own)
    )
    whole = tuple(one for one in ordered if one.is_whole)
    return Series(
        metric=metric,
        total=whole,
        parts=tuple(one for one in ordered if not one.is_whole),
    )
