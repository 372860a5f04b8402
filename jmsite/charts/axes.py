"""Scales and axes drawn as layers: their room is known without measuring text, on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

from jmsite.charts.labels import shorten, width
from jmsite.charts.layers import Encoding, Row, at, layer, text

if TYPE_CHECKING:
    import altair as alt


def ticks(values: Iterable[float], wanted: int = 5, least: float = 0.0) -> tuple[float, ...]:
    """Return round numbers from below the least to above the greatest value.

    They begin at 0 where that is not far away, or at the ``least`` that a value can be: a scale from 1 to 7 has no 0.
    """
    known = [*values]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    start = least if 0 < least <= low < high * 0.4 else 0.0
    if 0 < low < high * 0.4:
        low = start
    if high < 0 and high > low * 0.4:
        high = 0
    if low == high:
        low, high = low - abs(low or 1) * 0.1, high + abs(high or 1) * 0.1
    rough = (high - low) / wanted
    power = 10.0 ** floor(log10(rough))
    # a thousandth less: a unit that is just right must not fail by the last digit of a float
    unit = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = floor((low - start) / unit + 1e-9), ceil((high - start) / unit - 1e-9)
    places = max(9, 4 - floor(log10(unit)))
    # nothing is added so that -0.0 becomes 0.0, which is written without a sign
    return tuple(round(start + index * unit, places) + 0.0 for index in range(first, last + 1))


def months(first: date, last: date, most: int) -> tuple[date, ...]:
    """Return days to label between two days: the firsts of months, thinned to at most ``most``; the first day
    if none.
    """
    start = first.year * 12 + first.month - (1 if first.day == 1 else 0)
    stop = last.year * 12 + last.month - 1
    count = stop - start + 1
    every = next(
        (step for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600, 1200) if count <= step * most), 2400
    )
    # counted from the year 0 and not from the first one: thinned, they stand where years and quarters begin
    firsts = [month for month in range(start, stop + 1) if month % every == 0]
    return tuple(date(month // 12, month % 12 + 1, 1) for month in firsts) or (first,)


def gridlines(y: Encoding, marks: Sequence[float], wide: float) -> alt.Chart:
    """Return a hairline for each tick of a vertical scale."""
    rows: list[Row] = [{y["field"]: mark} for mark in marks]
    return layer(
        "grid", "rule", rows, {"x": at(0), "x2": at(wide), "y": y}, stroke="var(--line)", strokeWidth=1
    )


ENDS = 96
"""The width of the words at the ends of an axis at most, in pixels."""


def ends_room(ends: Sequence[str], least: float = 0) -> float:
    """Return the room that the words at the ends of an axis take beside it, in pixels."""
    return max((least, *(width(shorten(word, ENDS)) + 14 for word in ends if word)))


def ends_of_axis(
    ends: Sequence[str], places: tuple[float, float], y: Encoding, beyond: float | None = None
) -> list[alt.Chart]:
    """Return the words at the lower and the upper end of a vertical axis; nothing without words.

    They stand left of it, or right of ``beyond``, the width of what is drawn.
    """
    both = zip(ends, places, strict=True)
    rows: list[Row] = [{y["field"]: place, "word": shorten(word, ENDS)} for word, place in both if word]
    return [beside("ends", rows, y, beyond)] if rows else []


def beside(
    name: str, rows: Sequence[Row], y: Encoding, beyond: float | None = None, **style: Any
) -> alt.Chart:
    """Return words left of what is drawn, or right of ``beyond``, its width."""
    if beyond is None:
        return labels(name, rows, {"x": at(-10), "y": y}, align="right", **style)
    return labels(name, rows, {"x": at(beyond + 10), "y": y}, align="left", **style)


def labels(name: str, rows: Sequence[Row], channels: dict[str, Encoding], **style: Any) -> alt.Chart:
    """Return the words of a scale, in the ink of what explains."""
    return text(name, rows, channels, **{"fill": "var(--ink-3)", **style})
