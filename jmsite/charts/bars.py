"""Values by name: a metric by stage, a funnel, or the parts that evidence consists of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jmsite.charts.axes import labels
from jmsite.charts.layers import WHO, Channel, Row, across, at, end, layer, picture, plainly
from jmsite.charts.words import measure, number, shorten, width
from jmsite.model.figures import Bars

if TYPE_CHECKING:
    import altair as alt

WHOLE, TALL, THICK, SIZE = 640, 34, 14, 13
LEAST_PLOT = 200
INK = "var(--ink)"


def bars(figure: Bars) -> alt.LayerChart:
    """Draw one bar a name, its parts stacked in order, its values written behind it, and the target as a rule."""
    count = len(figure.names)
    left = min(max([width(name, SIZE) for name in figure.names], default=0), 220) + 16
    written = [_written(figure, values) for values in figure.values]
    right = max([width(word, SIZE) for word in written], default=0) + 20
    plot = max(WHOLE - left - right, LEAST_PLOT)
    sums = [sum(value for value in values if value > 0) for values in figure.values]
    least = min([sum(value for value in values if value < 0) for values in figure.values], default=0)
    least, most = min(least, figure.target or 0), max([*sums, figure.target or 0], default=0)
    most = most if most > least else 1
    x, y = across("x", least, most), across("y", max(count, 1), 0)
    middle = {**y, "field": "middle"}
    names: list[Row] = [
        {"middle": index + 0.5, "word": shorten(name, left - 16, SIZE)}
        for index, name in enumerate(figure.names)
    ]
    layers = [labels("names", names, {"x": at(-left), "y": middle}, align="left", size=SIZE, fill=INK)]
    if drawn := _bars(figure, plot / (most - least)):
        box = {"x": x, "x2": end("x2"), "y": y, "y2": end("y2"), "fill": plainly("fill")}
        layers.append(layer("bars", "rect", drawn, {**box, "description": WHO}, cornerRadius=2))
    values: list[Row] = [
        {"middle": index + 0.5, "x": total, "word": word}
        for index, (total, word) in enumerate(zip(sums, written, strict=True))
        if index < count
    ]
    layers += [*_neutral(x, least, count), *_target(figure, x, count), *_legend(figure, left)]
    layers.append(
        labels(
            "words", values, {"x": x, "y": middle}, align="left", dx=10, size=SIZE, fontWeight=600, fill=INK
        )
    )
    top = (28 if figure.parts else 0) + (20 if figure.target is not None else 0)
    return picture(
        layers, plot, TALL * max(count, 1), {"left": left, "right": right, "top": top, "bottom": 4}
    )


def _written(figure: Bars, values: Sequence[float]) -> str:
    """The value with its unit; the parts one after the other."""
    return (
        measure(values[0], figure.unit, figure.signs)
        if len(values) == 1
        else "  ·  ".join(number(value, figure.signs) for value in values)
    )


def _bars(figure: Bars, pixel: float) -> list[Row]:
    """A row for each part that is not nothing, with a pixel of air to the next; below zero they go to the left."""
    rows: list[Row] = []
    for index, values in enumerate(figure.values[: len(figure.names)]):
        ends = {1: 0.0, -1: 0.0}
        for part, value in enumerate(values):
            if not value:
                continue
            side = 1 if value > 0 else -1
            start = ends[side]
            ends[side] += value
            fill = figure.parts[part].colour if part < len(figure.parts) else "var(--ink-2)"
            air = min(1.5 / pixel, abs(value)) * side if start else 0
            y = index + 0.5 - THICK / 2 / TALL
            rows.append(
                {
                    "x": start + air,
                    "x2": ends[side],
                    "y": y,
                    "y2": y + THICK / TALL,
                    "fill": fill,
                    "who": f"{part if figure.parts else '-'} - {index}",
                }
            )
    return rows


def _neutral(x: Channel, least: float, count: int) -> list[alt.Chart]:
    """The line between what is below zero and above it, where anything is below."""
    if least >= 0:
        return []
    rule = {"x": {**x, "field": "zero"}, "y": at(0), "y2": at(TALL * max(count, 1))}
    return [layer("zero", "rule", [{"zero": 0}], rule, stroke="var(--edge)", strokeWidth=1.25)]


def _target(figure: Bars, x: Channel, count: int) -> list[alt.Chart]:
    if figure.target is None:
        return []
    rule = {"x": {**x, "field": "target"}, "y": at(-4), "y2": at(TALL * max(count, 1))}
    rows: list[Row] = [
        {"target": figure.target, "word": f"→ {measure(figure.target, figure.unit, figure.signs)}"}
    ]
    return [
        layer("target", "rule", rows, rule, stroke="var(--ink-2)", strokeDash=[3, 3], strokeWidth=1.25),
        labels("aim", rows, {"x": rule["x"], "y": at(-12)}, align="center", fill="var(--ink-2)"),
    ]


def _legend(figure: Bars, left: float) -> list[alt.Chart]:
    """The names of the parts, each behind its colour, above everything else."""
    if not figure.parts:
        return []
    rows, place = [], -left
    for index, part in enumerate(figure.parts):
        rows.append(
            {"x": place + 6, "words": place + 18, "word": part.title, "fill": part.colour, "who": f"{index}"}
        )
        place += 18 + width(part.title) + 20
    y = at(-14 if figure.target is None else -34)
    pixels = {"type": "quantitative", "scale": None, "axis": None}
    key = {"x": {"field": "x", **pixels}, "y": y, "fill": plainly("fill"), "description": WHO}
    said = {"x": {"field": "words", **pixels}, "y": y, "description": WHO}
    return [
        layer("keys", "point", rows, key, shape="square", size=100, filled=True, opacity=1, strokeWidth=0),
        labels("parts", rows, said, align="left", fill="var(--ink-2)"),
    ]
