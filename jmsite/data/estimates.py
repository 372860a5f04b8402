"""From sums and counts to measured values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jmsite.data.dimensions import DIMENSIONS
from jmsite.data.intervals import Interval, average, promoters, wilson
from jmsite.data.question import Question
from jmsite.model.fields import MOST
from jmsite.model.readings import Measured, Series

Places = tuple[str | None, ...]
"""Journey, stage, step, persona and channel, in this order."""


def figure(
    day: date, places: Sequence[str | None], value: float | None, n: int | None, interval: Interval
) -> Measured:
    """A measured value with the levels above its own filled in, rounded to ten digits.

    The rounding hides in which order a sum was made.
    """
    if value is None or interval is None:
        return Measured(day, tidy(value), n, None, None, *_filled(places))
    low, high = min(interval[0], value), max(interval[1], value)
    return Measured(day, tidy(value), n, tidy(low), tidy(high), *_filled(places))


def tidy(value: float | None) -> float | None:
    """A number to ten digits; no negative zero."""
    return None if value is None else float(f"{value:.10g}") + 0.0


def _filled(places: Sequence[str | None]) -> Places:
    journey, stage, step, *others = places
    if step and step.count("/") == 2:
        stage = step.rpartition("/")[0]
    if stage and "/" in stage:
        journey = stage.partition("/")[0]
    return (journey, stage, step, *others)


def series_of(metric: str, measured: Sequence[Measured]) -> Series:
    """Measured values as a series, in order of day and then of what they are of."""
    ordered = sorted(measured, key=lambda one: (one.day, *(getattr(one, name) or "" for name in DIMENSIONS)))
    whole = tuple(one for one in ordered if not any(getattr(one, name) for name in DIMENSIONS))
    return Series(
        metric, whole, tuple(one for one in ordered if any(getattr(one, name) for name in DIMENSIONS))
    )


def from_answers(question: Question, row: Sequence[Any]) -> tuple[float | None, int, Interval]:
    """Value, n and interval of single answers, from what ``answers.STATISTICS`` counts for the kind."""
    kind, n = question.kind, int(row[0])
    if kind == "nps":
        return 100 * (row[1] - row[2]) / n, n, promoters(row[1], row[2], n)
    if kind in ("csat", "share"):
        return question.whole * row[1] / n, n, scaled(wilson(row[1], n), question.whole)
    if kind in ("median", "duration"):
        return row[1], n, (row[2], row[3]) if row[2] is not None else None
    return row[1], n, _within(average(row[1], row[2], n), question.answers)


def ratio(question: Question, upper: float, lower: float) -> tuple[float | None, int, Interval]:
    """Value, n and interval of a ratio. Over zero, or next to nothing, there is no value."""
    if not lower or abs(question.whole * upper / lower) > MOST:
        return None, 0, None
    return question.whole * upper / lower, round(lower), scaled(wilson(upper, lower), question.whole)


def scaled(interval: Interval, by: float) -> Interval:
    """Both ends of an interval, multiplied."""
    return interval and (interval[0] * by, interval[1] * by)


def _within(interval: Interval, bounds: tuple[float, float] | None) -> Interval:
    if interval is None or bounds is None:
        return interval
    return max(interval[0], bounds[0]), min(interval[1], bounds[1])
