"""Curves of the same steps over each other, with the gaps between them marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jmsite.charts.axes import beside, ends_of_axis, ends_room, gridlines, labels
from jmsite.charts.curves import AREA, OTHER_AREA, lines, of, points, within_scale
from jmsite.charts.labels import scored, shorten, tenths, width
from jmsite.charts.layers import (
    DOT,
    WHO,
    Encoding,
    Row,
    across,
    along,
    at,
    end,
    layer,
    picture,
    plainly,
    text,
    words_of,
)
from jmsite.model.figures import Comparison

if TYPE_CHECKING:
    import altair as alt

HIGH, BOTTOM, TOP = 256, -2.25, 2.25
NARROW, BROAD, WHOLE = (
    74.0,
    124.0,
    1188.0,
)  # how wide a step is at least and at most, and all of them where they fit
ROWS, KEY = 3, 26  # rows of words below, and how high one of the legend is
MARKS = (-2.0, -1.0, 0.0, 1.0, 2.0)
LEFT = 42
UNDER = 0.26  # from the score at an end of the axis to its word


def comparison(figure: Comparison) -> alt.LayerChart:
    """Draw the curves with their points by basis, a bar over each gap with its size, and the names of the steps."""
    count = max(len(figure.steps), 1)
    room = ends_room(figure.ends, LEFT)
    step = max(NARROW, min((WHOLE + LEFT - room) / count, BROAD))
    x, y = along(count, figure.rtl), across("score", BOTTOM, TOP)
    layers = [
        gridlines(y, MARKS, step * count),
        layer(
            "neutral",
            "rule",
            [{"score": 0}],
            {"x": at(0), "x2": at(step * count), "y": y},
            stroke="var(--axis)",
        ),
        *_axis(figure, step * count, y),
    ]
    gaps = _gaps(figure)
    if gaps:
        spans = {"x": x, "y": {**y, "field": "low"}, "y2": end("high")}
        layers.append(
            layer("gaps", "rule", gaps, spans, stroke="var(--track)", strokeWidth=22, strokeCap="round")
        )
    if figure.points:
        numbers = {(point.line, point.step, point.at): point.step for point in figure.points}
        layers += lines(figure.lines, figure.points, x, y)
        layers += points(figure.lines, figure.points, x, y, numbers)
    # a gap between two scales is a number on neither of them
    if gaps and figure.other is None:
        sized = {"x": x, "y": {**y, "field": "middle"}, "text": words_of("size")}
        layers.append(text("words", gaps, sized, fontWeight=600, fill="var(--ink)", align="center"))
    layers += _under(figure.steps, step - 10, x)
    legend, keyed = _legend(figure, step * count)
    layers += legend
    axis, other = _sides(figure)
    padding = {
        axis: room,
        "top": KEY * keyed,
        other: LEFT if figure.other else 0,
        "bottom": 14 + 16 * ROWS,
    }
    return picture(layers, step * count, HIGH, padding)


def _sides(figure: Comparison) -> tuple[str, str]:
    """Return the side of the axis, where reading begins, and the other one."""
    return ("right", "left") if figure.rtl else ("left", "right")


def _axis(figure: Comparison, wide: float, y: Encoding) -> Iterator[alt.Chart]:
    """Yield the scores and words of the axis; of another scale those at its other side, in the colour of its line."""
    begins, ends = (wide, None) if figure.rtl else (None, wide)
    yield beside("values", _marks(figure, figure.scale), y, begins)
    yield from ends_of_axis(figure.ends, (-2 + UNDER, 2 - UNDER), y, begins)
    if figure.other:
        yield beside("others", _marks(figure, figure.other), y, ends, fill=figure.lines[-1].colour)


def _marks(figure: Comparison, scale: tuple[float, float]) -> list[Row]:
    return [{"score": mark, "word": scored(mark, figure.signs, scale)} for mark in MARKS]


def _gaps(figure: Comparison) -> list[Row]:
    """Return the span between the lowest and the highest curve at each step that has a gap."""
    rows: list[Row] = []
    scored = [{step: point for (step, _), point in of(line, figure.points).items()} for line in figure.lines]
    for step, size in figure.gaps:
        scores = [within_scale(line[step].score) for line in scored if step in line]
        if len(scores) > 1:
            low, high = min(scores), max(scores)
            rows.append(
                {
                    "x": step + 0.5,
                    "low": low,
                    "high": high,
                    "middle": (low + high) / 2,
                    # gaps are from -2 to 2, which is four long, and told on the author's scale
                    "size": tenths(abs(size) / 4 * (figure.scale[1] - figure.scale[0]), figure.signs),
                }
            )
    return rows


def _under(steps: tuple[str, ...], limit: float, x: Encoding) -> Iterator[alt.Chart]:
    """Yield the names of the steps below the curves, row by row."""
    for row, names in enumerate(_names(steps, limit)):
        where = {"x": x, "y": at(HIGH + 14 + 16 * row)}
        yield labels(f"steps{row}", names, where, align="center", fill="var(--ink-2)")


def _names(steps: tuple[str, ...], limit: float) -> list[list[Row]]:
    """Return the names of the steps in rows of words; the last one ends with an ellipsis where there are more."""
    rows: list[list[Row]] = [[] for _ in range(ROWS)]
    for step, name in enumerate(steps):
        for row, word in zip(rows, folded(name, limit), strict=False):
            row.append({"x": step + 0.5, "word": word})
    return [row for row in rows if row]


def folded(name: str, limit: float) -> list[str]:
    """Return a name in lines of words, at most three; the last one ends with an ellipsis where there are more."""
    lines, rest = [], name
    for _ in range(ROWS - 1):
        word, rest = _split(rest, limit)
        lines.append(word)
    return [line for line in (*lines, shorten(rest, limit)) if line]


def _legend(figure: Comparison, wide: float) -> tuple[list[alt.Chart], int]:
    """Return the names of the lines, each behind its point, above everything else, and how many rows they take."""
    rows: list[Row] = []
    left, row = -float(LEFT), 0
    for index, line in enumerate(figure.lines):
        room = 18 + width(line.title) * 1.06
        if left > -LEFT and left + room > wide:
            left, row = -LEFT, row + 1
        place = wide - left if figure.rtl else left
        side = -1 if figure.rtl else 1
        named = {"x": place + 6 * side, "words": place + 17 * side, "row": row}
        look = {"hue": line.colour, "shape": line.shape, "area": AREA.get(line.shape, OTHER_AREA)}
        rows.append({**named, **look, "word": line.title, "who": f"{index}"})
        left += room + 20
    pixels = {"type": "quantitative", "scale": None, "axis": None}
    size = {"field": "area", "type": "quantitative", "scale": None, "legend": None}
    rows = [{**each, "y": 10 - KEY * (row + 1 - each["row"])} for each in rows]
    where = {"y": {"field": "y", **pixels}, "description": WHO}
    key = {
        "x": {"field": "x", **pixels},
        **where,
        "shape": plainly("shape"),
        "fill": plainly("hue"),
        "size": size,
    }
    said = {"x": {"field": "words", **pixels}, **where}
    return [
        layer("keys", "point", rows, key, **DOT, strokeWidth=0),
        labels("titles", rows, said, align="right" if figure.rtl else "left", fill="var(--ink-2)"),
    ], row + 1


def _split(name: str, limit: float) -> tuple[str, str]:
    """Return as many words of a name as there is room for, and the rest."""
    taken: list[str] = []
    left = name.split()
    while left and width(" ".join([*taken, left[0]])) <= limit:
        taken.append(left.pop(0))
    return (" ".join(taken), " ".join(left)) if taken else (shorten(name, limit), "")
