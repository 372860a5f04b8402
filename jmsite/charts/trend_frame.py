"""The frame of a trend: where its plot stands, which days it shows, and what is written at the ends of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jmsite.charts.axes import ticks
from jmsite.charts.labels import PHONE, measure, shorten, tick, width
from jmsite.charts.ship_dates import span
from jmsite.model.decimals import decimals, shared_decimals
from jmsite.model.figures import Line, Trend, TrendPoint
from jmsite.model.value import Value

LEFT = 44  # at least: so that the plots of two trends beside each other line up
NAME, SIGN = 84, 24  # how wide the name of a line may be beside its value, and the sign of a unit
INK = Line(id="", title="", colour="var(--ink-2)")
TARGET, BASELINE = " target", " baseline"
"""Called so beside the ids of lines, none of which begins with a blank."""


class PlotRoom(Value):
    """The room at both sides of a plot, in pixels, and the first and the last day, as ordinals."""

    left: float
    right: float
    days: tuple[float, float] | None


def frame(figure: Trend) -> PlotRoom:
    """Return the frame of a trend: the one that it and those over and under it need together."""
    every = (figure, *figure.beside)
    spans = [span(each, days) for each in every if (days := days_of(each))]
    return PlotRoom(
        left=max(_left(each) for each in every),
        right=max(_right(each) for each in every),
        days=(min(first for first, _ in spans), max(last for _, last in spans)) if spans else None,
    )


def days_of(figure: Trend) -> list[date]:
    """Return the days that a trend is about: of its readings, else those on which something shipped."""
    return [point.day for point in figure.points] or [day for day, _ in figure.ships]


def marks_of(figure: Trend) -> tuple[float, ...]:
    """Return the round numbers of a trend's scale, which holds readings, intervals, target and baseline."""
    levels = [level for point in figure.points for level in (point.value, point.low, point.high)]
    known = [level for level in [*levels, figure.target, figure.baseline] if level is not None]
    return ticks(known, least=figure.least)


def _left(figure: Trend) -> float:
    return max(LEFT, *(width(tick(mark, figure.signs), PHONE) + 12 for mark in marks_of(figure)))


def _right(figure: Trend) -> float:
    # a little more than estimated: some of these words are semibold
    return 12 + 1.06 * max([width(word, PHONE) for word in ends(figure).values()], default=0)


def lines_of(figure: Trend) -> list[tuple[int, Line, list[TrendPoint]]]:
    """Return the lines that have points, each with its points by day; an unknown name counts as the total."""
    known = {line.id for line in figure.lines}
    by_line: dict[str, list[TrendPoint]] = {}
    for point in sorted(figure.points, key=lambda point: (point.day, point.value)):
        by_line.setdefault(point.line if point.line in known else INK.id, []).append(point)
    every = [*enumerate(figure.lines), (len(figure.lines), INK)]
    return [(index, line, by_line[line.id]) for index, line in every if line.id in by_line]


def ends(figure: Trend) -> dict[str, str]:
    """Return what is written at the right: the name and the latest value of each line, and what the levels are.

    A long unit stands above the scale only.
    """
    unit = figure.unit if width(figure.unit) <= SIGN else ""
    latest = {line: points[-1].value for _, line, points in lines_of(figure)}
    digits = shared_decimals(latest.values())
    if len(latest) == 1:
        (value,) = latest.values()
        digits = decimals(value, [point.value for point in figure.points])
    words = {
        line.id: f"{shorten(line.title, NAME)} {measure(round(value, digits), unit, figure.signs)}".strip()
        for line, value in latest.items()
    }
    for name, level, told in levels_of(figure):
        words[name] = told.replace("{value}", measure(level, unit, figure.signs))
    return words


def levels_of(figure: Trend) -> Sequence[tuple[str, float, str]]:
    """Return target and baseline, as far as there are any: the name of each, its value and the words for it."""
    found = ((TARGET, figure.target, figure.aim), (BASELINE, figure.baseline, figure.start))
    return [(name, level, words) for name, level, words in found if level is not None]
