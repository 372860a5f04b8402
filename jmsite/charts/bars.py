"""Values by name: a metric by stage, a funnel, or the parts that evidence consists of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jmsite.charts.axes import labels
from jmsite.charts.labels import PHONE, measure, number, shorten, width
from jmsite.charts.layers import WHO, Encoding, Row, across, at, end, layer, picture, plainly
from jmsite.model.figures import Bars, Line

if TYPE_CHECKING:
    import altair as alt

WHOLE, TALL, THICK = 560, 54, 14
NAMED, BARRED = 14, 36  # how far below the top of its row the middle of a name is, and that of its bar
KEY = 26  # how high a row of the legend is
INK = "var(--ink)"


def bars(figure: Bars) -> alt.LayerChart:
    """Draw one bar a name, below it, its parts stacked in order, its values behind it, and the target as a rule."""
    count = max(len(figure.names), 1)
    written = [_written(figure, index) for index in range(len(figure.values))]
    # a little more than estimated: these words are semibold
    gap = 12 if figure.before else 8  # between a bar and its words, where a mark may stand at its end
    right = max([width(word, PHONE) for word in written], default=0) * 1.06 + 4 + gap
    plot = WHOLE - right
    sums = [sum(value for value in values if value > 0) for values in figure.values]
    least = min([sum(value for value in values if value < 0) for values in figure.values], default=0)
    marked = [figure.target or 0, *(value for value in figure.before if value is not None)]
    least, most = min(least, *marked), max([*sums, *marked])
    # where all values are nothing, a scale still needs some length
    most = most if most > least else 1
    x, y = across("x", least, most), across("y", count * TALL, 0)
    names: list[Row] = [
        {"y": index * TALL + NAMED, "word": shorten(name, WHOLE, PHONE)}
        for index, name in enumerate(figure.names)
    ]
    layers = [labels("names", names, {"x": at(0), "y": y}, align="left", fill=INK)]
    if drawn := _bars(figure, plot / (most - least)):
        box = {"x": x, "x2": end("x2"), "y": y, "y2": end("y2"), "fill": plainly("fill")}
        layers.append(layer("bars", "rect", drawn, {**box, "description": WHO}, **_rim(figure)))
    values: list[Row] = [
        {"y": index * TALL + BARRED, "x": max(total, _earlier(figure, index, total)), "word": word}
        for index, (total, word) in enumerate(zip(sums, written, strict=True))
        if index < len(figure.names)
    ]
    places = _places(figure.parts)
    above = 24 if figure.target is not None else 0
    legend = KEY * (places[-1][1] + 1 if places else 0)
    layers += [
        *_neutral(x, least, count),
        *_target(figure, x, count, plot * (-least + (figure.target or 0)) / (most - least)),
        *_legend(figure, places, above),
        *_before(figure, x, y, -above - legend - KEY + 10),
        labels(
            "words",
            values,
            {"x": x, "y": y},
            align="left",
            dx=gap,
            fontWeight=600,
            fill=INK,
        ),
    ]
    top = above + legend + (KEY if figure.before else 0)
    return picture(layers, plot, TALL * count, {"left": 0, "right": right, "top": top, "bottom": 4})


def _written(figure: Bars, index: int) -> str:
    """Return what the figure says of a bar, else its value with its unit; the parts one after the other."""
    if index < len(figure.words):
        return figure.words[index]
    values = figure.values[index]
    if len(values) == 1:
        return measure(values[0], figure.unit, figure.signs)
    return "  ·  ".join(number(value, figure.signs) for value in values)


def _rim(figure: Bars) -> dict[str, object]:
    """Give parts a rim, as some are hardly darker than the ground."""
    return {"cornerRadius": 2, **({"stroke": "var(--edge)", "strokeWidth": 1} if figure.parts else {})}


def _bars(figure: Bars, pixel: float) -> list[Row]:
    """Return a row for each part that is not nothing, with a pixel of air to the next; below zero they go to
    the left.
    """
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
            y = index * TALL + BARRED - THICK / 2
            rows.append(
                {
                    "x": start + air,
                    "x2": ends[side],
                    "y": y,
                    "y2": y + THICK,
                    "fill": fill,
                    "who": f"{part if figure.parts else '-'} - {index}",
                }
            )
    return rows


def _neutral(x: Encoding, least: float, count: int) -> list[alt.Chart]:
    """Return the line between what is below zero and above it, where anything is below."""
    if least >= 0:
        return []
    rule = {"x": {**x, "field": "zero"}, "y": at(0), "y2": at(TALL * count)}
    return [layer("zero", "rule", [{"zero": 0}], rule, stroke="var(--edge)", strokeWidth=1.25)]


def _target(figure: Bars, x: Encoding, count: int, place: float) -> list[alt.Chart]:
    """Return the target as a rule through all bars; its words are centred over it, but not beyond the left edge."""
    if figure.target is None:
        return []
    rule = {"x": {**x, "field": "target"}, "y": at(-2), "y2": at(TALL * count)}
    word = figure.aim.replace("{value}", measure(figure.target, figure.unit, figure.signs))
    rows: list[Row] = [{"target": figure.target, "word": word}]
    # as wide as on a phone, where words take the most of the plot
    align = "center" if place > width(word, PHONE) / 2 else "left"
    return [
        layer("target", "rule", rows, rule, stroke="var(--ink-2)", strokeDash=[3, 3], strokeWidth=1.25),
        labels("aim", rows, {"x": rule["x"], "y": at(-13)}, align=align, fill="var(--ink-2)"),
    ]


def _earlier(figure: Bars, index: int, total: float) -> float:
    """Return where a bar stood before, else where it stands: what is written behind it stands behind that mark, too."""
    was = figure.before[index] if index < len(figure.before) else None
    return total if was is None else was


def _before(figure: Bars, x: Encoding, y: Encoding, top: float) -> list[alt.Chart]:
    """Return a mark on each bar where its value was before, and above all bars what that mark says."""
    rows: list[Row] = [
        {"was": value, "y": index * TALL + BARRED - THICK, "y2": index * TALL + BARRED + THICK}
        for index, value in enumerate(figure.before[: len(figure.names)])
        if value is not None
    ]
    if not rows:
        return []
    over = {"x": {**x, "field": "was"}, "y": y, "y2": end("y2")}
    key = {"x": at(4), "y": at(top - THICK / 2 - 1), "y2": at(top + THICK / 2 + 1)}
    ink = {"stroke": "var(--accent)", "strokeWidth": 2.5}
    said: list[Row] = [{"word": shorten(figure.was, WHOLE - 16, PHONE)}]
    return [
        # a rim of the ground, so that the mark is seen on a dark bar
        layer("beneath", "rule", rows, over, stroke="var(--chart-ground, var(--surface))", strokeWidth=6),
        layer("before", "rule", rows, over, **ink),
        layer("keybefore", "rule", [{}], key, **ink),
        labels("was", said, {"x": at(14), "y": at(top)}, align="left", fill="var(--accent)"),
    ]


def _places(parts: Sequence[Line]) -> list[tuple[float, int]]:
    """Return where the names of the parts begin, and in which row, so that all are within the picture."""
    places: list[tuple[float, int]] = []
    left, row = 0.0, 0
    for part in parts:
        wide = 20 + width(part.title, PHONE)
        # a name that is wider than the picture still gets a row of its own, and no empty one before it
        if left and left + wide > WHOLE:
            left, row = 0.0, row + 1
        places.append((left, row))
        left += wide + 14
    return places


def _legend(figure: Bars, places: Sequence[tuple[float, int]], above: float) -> list[alt.Chart]:
    """Return the names of the parts, each behind its colour, above everything else."""
    if not places:
        return []
    top = -above - KEY * (places[-1][1] + 1)
    rows: list[Row] = [
        {
            "x": left + 7,
            "words": left + 20,
            "y": top + 10 + KEY * row,
            "word": part.title,
            "fill": part.colour,
            "who": f"{index}",
        }
        for index, (part, (left, row)) in enumerate(zip(figure.parts, places, strict=True))
    ]
    pixels = {"type": "quantitative", "scale": None, "axis": None}
    where = {"y": {"field": "y", **pixels}, "description": WHO}
    key = {"x": {"field": "x", **pixels}, **where, "fill": plainly("fill")}
    said = {"x": {"field": "words", **pixels}, **where}
    style = {"shape": "square", "size": 120, "filled": True, "opacity": 1}
    return [
        layer("keys", "point", rows, key, **style, stroke="var(--edge)", strokeWidth=1),
        labels("parts", rows, said, align="left", fill="var(--ink-2)"),
    ]
