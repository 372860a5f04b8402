"""A metric over time: the small picture of a tile, and the large one with everything that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from jmsite.charts.axes import gridlines, labels, months
from jmsite.charts.labels import spread, tick
from jmsite.charts.layers import DOT, IN_ORDER, ROUND, WHO, Encoding, Row, across, at, end, layer, picture
from jmsite.charts.ship_dates import ROW, line_across_trends, ship_rows, ships
from jmsite.charts.trend_frame import (
    BASELINE,
    INK,
    TARGET,
    days_of,
    ends,
    frame,
    levels_of,
    lines_of,
    marks_of,
)
from jmsite.model.figures import Line, Trend, TrendPoint

if TYPE_CHECKING:
    import altair as alt

SMALL_WIDE, SMALL_HIGH = 120, 32
WHOLE, HIGH = 560, 220  # how wide the whole is, and how high the plot
TOP, FOOT = 52, 32  # above the plot, at least: so that two beside each other line up; and below it
MONTH = 102  # how far apart the names of months are
APART = 22  # how far apart words at the ends of lines are
FEW = 26  # readings that are dotted one by one


def trend(figure: Trend) -> alt.LayerChart:
    """Draw a metric over time: ``small`` with its target only, else with scales, intervals, ships and split lines."""
    return _small(figure) if figure.small else _large(figure)


def _small(figure: Trend) -> alt.LayerChart:
    days = [point.day.toordinal() for point in figure.points]
    values = [point.value for point in figure.points]
    levels = [*values, *([] if figure.target is None else [figure.target])]
    if not levels:
        return picture((), SMALL_WIDE, SMALL_HIGH)
    # of equal values there is no span: some room all the same, so that the line lies in the middle
    span = max(levels) - min(levels) or abs(levels[0]) or 1.0
    y = across("value", min(levels) - span * 0.14, max(levels) + span * 0.14)
    long = max(max(days, default=0) - min(days, default=0), 1)
    x = across("day", min(days, default=0) - long * 0.02, max(days, default=1) + long * 0.045)
    target: list[Row] = [] if figure.target is None else [{"value": figure.target}]
    wide = {"x": at(0), "x2": at(SMALL_WIDE), "y": y}
    layers = (
        [layer("target", "rule", target, wide, stroke="var(--edge)", strokeDash=[3, 3])] if target else []
    )
    for index, line, points in lines_of(figure):
        layers += _small_line(index, line, points, {"x": x, "y": y})
    return picture(layers, SMALL_WIDE, SMALL_HIGH)


def _small_line(
    index: int, line: Line, points: Sequence[TrendPoint], over: dict[str, Encoding]
) -> list[alt.Chart]:
    """Return a thin curve, and a dot on its last reading."""
    rows = [{"day": p.day.toordinal(), "value": p.value, "who": f"{index}"} for p in points]
    known = {**over, "description": WHO}
    ink = "var(--ink)" if line is INK else line.colour
    curve = {"stroke": line.colour, "strokeWidth": 1.75, **ROUND}
    dot = {"size": 34, "fill": ink, "strokeWidth": 0, "shape": line.shape, **DOT}
    return [
        layer(f"curve{index}", "line", rows, {**known, "order": IN_ORDER}, **curve),
        layer(f"latest{index}", "point", rows[-1:], known, **dot),
    ]


def _large(figure: Trend) -> alt.LayerChart:
    marks, days, room = marks_of(figure), days_of(figure), frame(figure)
    plot = WHOLE - room.left - room.right
    named = len(ship_rows(figure, plot, room.days))
    top = max(TOP, 30 + ROW * named)
    padding = {"left": room.left, "right": room.right, "top": top, "bottom": FOOT}
    y = across("value", marks[0], marks[-1])
    layers = [
        gridlines(y, marks, plot),
        labels(
            "values",
            [{"value": mark, "word": tick(mark, figure.signs)} for mark in marks],
            {"x": at(-10), "y": y},
            align="right",
        ),
    ]
    if figure.unit:
        above = at(12 - top if named else -22)
        layers.append(
            labels("unit", [{"word": figure.unit}], {"x": at(-room.left), "y": above}, align="left")
        )
    if not days or room.days is None:
        return picture(layers, plot, HIGH, padding)
    x = across("day", *room.days)
    layers += line_across_trends(figure, x, -top, HIGH, FOOT)
    layers += [
        *_time(figure, x, [*days, *(day for each in figure.beside for day in days_of(each))], plot),
        *_levels(figure, y, plot),
    ]
    layers += ships(figure, x, plot, HIGH, room.days)
    for part in (_bands, _curves):
        layers += part(figure, x, y)
    layers += _names(figure, y, marks, plot)
    return picture(layers, plot, HIGH, padding)


def _time(figure: Trend, x: Encoding, days: Sequence[date], plot: float) -> list[alt.Chart]:
    shown = months(min(days), max(days), most=int(plot // MONTH))
    rows: list[Row] = [{"day": day.toordinal(), "word": _named(day, figure.months)} for day in shown]
    tick = layer("ticks", "rule", rows, {"x": x, "y": at(HIGH), "y2": at(HIGH + 5)}, stroke="var(--axis)")
    return [tick, labels("days", rows, {"x": x, "y": at(HIGH + 19)}, align="center")]


def _named(day: date, months: Sequence[str]) -> str:
    """Return a month as the figure names it; without names, and within a month, in figures."""
    if day.day > 1:
        return str(day)
    return months[day.month - 1].format(year=day.year) if months else f"{day:%Y-%m}"


def _levels(figure: Trend, y: Encoding, plot: float) -> list[alt.Chart]:
    """Return the target and the baseline, dashed and dotted over the whole width."""
    wide = {"x": at(0), "x2": at(plot), "y": y}
    looks = {TARGET: ([5, 4], "var(--ink-2)"), BASELINE: ([1, 4], "var(--edge)")}
    style = {"strokeWidth": 1.25, "strokeCap": "round"}
    return [
        layer(
            name.strip(),
            "rule",
            [{"value": level}],
            wide,
            stroke=looks[name][1],
            strokeDash=looks[name][0],
            **style,
        )
        for name, level, _ in levels_of(figure)
    ]


def _bands(figure: Trend, x: Encoding, y: Encoding) -> list[alt.Chart]:
    """Return the 95 % interval behind each line."""
    layers = []
    for index, line, points in lines_of(figure):
        rows = [{"day": p.day.toordinal(), "value": p.low, "high": p.high, "who": f"{index}"} for p in points]
        known = [row for row in rows if row["value"] is not None and row["high"] is not None]
        if known:
            channels = {"x": x, "y": y, "y2": end("high"), "description": WHO}
            style = {"stroke": line.colour, "strokeWidth": 5, "opacity": 0.18}
            layers.append(layer(f"intervals{index}", "rule", known, channels, **style))
    return layers


def _curves(figure: Trend, x: Encoding, y: Encoding) -> list[alt.Chart]:
    """Return a curve for each line, its readings as dots where they are few, else unseen, and the latest one larger."""
    over = {"x": x, "y": y, "description": WHO}
    # backwards, so that of equal points the first row of the table counts
    numbers = {point: row for row, point in reversed([*enumerate(figure.points)])}
    layers = []
    for index, line, points in lines_of(figure):
        ink = "var(--ink)" if line is INK else line.colour
        rows = [
            {"day": p.day.toordinal(), "value": p.value, "who": f"{index} - {numbers[p]}"} for p in points
        ]
        bare = [{**row, "who": f"{index}"} for row in rows]
        curve = {"stroke": ink, "strokeWidth": 2, **ROUND}
        dot = {"fill": ink, "stroke": "var(--surface)", "strokeWidth": 1.5, "shape": line.shape, **DOT}
        layers.append(layer(f"curve{index}", "line", bare, {**over, "order": IN_ORDER}, **curve))
        seen = (
            {"size": 38, **dot}
            if len(rows) <= FEW
            else {"size": 38, "fill": ink, "strokeWidth": 0, **DOT, "opacity": 0}
        )
        layers.append(layer(f"points{index}", "point", rows[:-1], over, **seen))
        layers.append(layer(f"latest{index}", "point", rows[-1:], over, size=72, **dot))
    return layers


def _names(figure: Trend, y: Encoding, marks: Sequence[float], plot: float) -> list[alt.Chart]:
    """Return the words at the ends of the lines, moved apart where they would overlap."""
    latest = {line.id: (points[-1].value, f"{index}") for index, line, points in lines_of(figure)}
    latest |= {name: (level, "") for name, level, _ in levels_of(figure)}
    unit = HIGH / (marks[-1] - marks[0])
    words = ends(figure)
    pixels = spread([(marks[-1] - value) * unit for value, _ in latest.values()], APART, 0, HIGH)
    rows: list[Row] = [
        {"value": marks[-1] - pixel / unit, "word": words[name], "who": who}
        for pixel, (name, (_, who)) in zip(pixels, latest.items(), strict=True)
    ]
    aim = [row for row in rows if not row["who"]]
    own = [row for row in rows if row["who"]]
    channels = {"x": at(plot + 8), "y": y}
    drawn = []
    if own:
        drawn.append(
            labels(
                "names",
                own,
                {**channels, "description": WHO},
                align="left",
                fill="var(--ink)",
                fontWeight=600,
            )
        )
    return [*drawn, labels("aim", aim, channels, align="left", fill="var(--ink-2)")] if aim else drawn
