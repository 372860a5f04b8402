"""Ship dates in a trend: labelled rules whose names do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from jmsite.charts.axes import labels
from jmsite.charts.labels import PHONE, shorten, width
from jmsite.charts.layers import Encoding, Row, at, layer
from jmsite.model.figures import Trend

if TYPE_CHECKING:
    import altair as alt

SHIP_ROWS = 3
ROW = 22  # how high a row of names is
BETWEEN = 40  # how far the line of a day goes on below a picture, to the one under it


def span(figure: Trend, days: Sequence[date]) -> tuple[float, float]:
    """Return the first and the last day, ships outside the readings included; a single day has room at both sides."""
    every = [*days, *(day for day, _ in figure.ships)]
    first, last = min(every).toordinal(), max(every).toordinal()
    # a margin, so that no mark is cut in half at the edge; around a single day a month
    room = max((last - first) * 0.015, 0.5 if first < last else 15)
    return first - room, last + room


def ships(
    figure: Trend, x: Encoding, plot: float, high: float, days: tuple[float, float] | None = None
) -> list[alt.Chart]:
    """Return a rule for each ship date, and its name where there is room; ``days`` are those that the plot shows."""
    rows: list[Row] = [{"day": day.toordinal()} for day, _ in figure.ships]
    if not rows:
        return []
    placed = ship_rows(figure, plot, days)
    above = ROW * len(placed)
    layers = [
        layer(
            "ships",
            "rule",
            rows,
            {"x": x, "y": at(-6), "y2": at(high)},
            stroke="var(--accent)",
            strokeWidth=1.25,
        )
    ]
    written = []
    for row, names in enumerate(placed):
        for name, align, shift in (("from", "left", 5), ("to", "right", -5)):
            here = [{"day": day.toordinal(), "word": word} for day, word, side in names if side == align]
            if here:
                stem = {"x": x, "y": at(ROW * row - above - 7), "y2": at(-6)}
                rule = {"stroke": "var(--accent)", "strokeWidth": 1.25}
                layers.append(layer(f"stem{name}{row}", "rule", here, stem, **rule))
                where = {"x": x, "y": at(ROW * row - above)}
                style = {"align": align, "dx": shift, "fill": "var(--accent)"}
                written.append(labels(f"words_{name}{row}", here, where, **style))
    return [*layers, *written]


def line_across_trends(figure: Trend, x: Encoding, top: float, high: float, foot: float) -> list[alt.Chart]:
    """Return the line of a day as it goes on to the trends above and below, where these are in one column."""
    if figure.through is None or not any(figure.joins):
        return []
    above, below = figure.joins
    ends = {"y": at(top if above else -6), "y2": at(high + foot + BETWEEN if below else high)}
    rule = {"stroke": "var(--accent)", "strokeWidth": 1.25}
    return [layer("wide_joined", "rule", [{"day": figure.through.toordinal()}], {"x": x, **ends}, **rule)]


def ship_rows(
    figure: Trend, plot: float, days: tuple[float, float] | None = None
) -> list[list[tuple[date, str, str]]]:
    """Return the names of ships in at most three rows without overlaps, each to the right or left of its rule."""
    if not figure.ships:
        return []
    first, last = days or span(
        figure, [point.day for point in figure.points] or [day for day, _ in figure.ships]
    )
    rows: list[list[tuple[date, str, str]]] = []
    ends: list[float] = []
    for day, name in sorted(figure.ships):
        word = shorten(name, plot * 0.72, PHONE)
        middle = (day.toordinal() - first) / (last - first) * plot
        wide = width(word, PHONE)
        # to the right of its rule where it fits; where neither side does, on the one with more room
        side = "left" if middle + 5 + wide <= plot or middle < plot / 2 else "right"
        start = middle if side == "left" else middle - 10 - wide
        row = next((index for index, stop in enumerate(ends) if start > stop + 8), len(ends))
        if word and row < SHIP_ROWS:
            rows, ends = ([*rows, []], [*ends, 0.0]) if row == len(ends) else (rows, ends)
            rows[row].append((day, word, side))
            ends[row] = start + 10 + wide
    return rows
