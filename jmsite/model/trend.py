"""The figure of a metric over time, and what figures share: the lines that they draw, and how they write numbers."""

from __future__ import annotations

from datetime import date

from jmsite.model.value import Value

SIGNS = ".,"
"""The signs with which a figure writes numbers: before a fraction, between thousands, and before a negative number."""


class Line(Value):
    """A persona as a chart knows it: ``colour`` is a CSS value (``var(--series-1)``), ``shape`` that of its points."""

    id: str
    title: str
    colour: str
    shape: str = "circle"


class TrendPoint(Value):
    """A reading of a trend."""

    day: date
    value: float
    n: int | None = None
    low: float | None = None
    high: float | None = None
    line: str = ""


class Trend(Value):
    """A metric over time with target, interval and ship dates. ``small`` is the sparkline of a tile.

    ``lines`` name the colours of ``TrendPoint.line`` when it is split by persona or stage. ``months`` are the twelve
    as a scale has them, each with a blank ``{year}``; without them days are written in figures. ``aim`` and ``start``
    name target and baseline, each with a blank ``{value}``. ``beside`` are trends over and under it, on whose plot and
    time it is drawn; the line of the day ``through`` goes on to them, as far as it ``joins`` one above and one below.
    ``least`` is where the scale of its values begins.
    """

    points: tuple[TrendPoint, ...]
    title: str = ""
    unit: str = ""
    target: float | None = None
    baseline: float | None = None
    least: float = 0.0
    ships: tuple[tuple[date, str], ...] = ()
    lines: tuple[Line, ...] = ()
    small: bool = False
    signs: str = SIGNS
    months: tuple[str, ...] = ()
    aim: str = "→ {value}"
    start: str = "{value}"
    beside: tuple[Trend, ...] = ()
    through: date | None = None
    joins: tuple[bool, bool] = (False, False)
