"""Curves of the same steps over each other, with the gaps between them marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jmsite.charts.axes import gridlines, labels
from jmsite.charts.curves import held, lines, of, points
from jmsite.charts.layers import Row, across, along, at, end, layer, picture, text, words_of
from jmsite.charts.words import number, shorten, signed, width
from jmsite.model.figures import Comparison

if TYPE_CHECKING:
    import altair as alt

HIGH, BOTTOM, TOP = 256, -2.25, 2.25
MARKS = (-2.0, -1.0, 0.0, 1.0, 2.0)
LEFT = 42


def comparison(figure: Comparison) -> alt.LayerChart:
    """Draw the curves with their points by basis, a bar over each gap with its size, and the names of the steps."""
    count = max(len(figure.steps), 1)
    step = max(72.0, 880 / count)
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
        labels(
            "values",
            [{"score": mark, "word": signed(mark, figure.signs)} for mark in MARKS],
            {"x": at(-10), "y": y},
            align="right",
        ),
    ]
    gaps = _gaps(figure)
    if gaps:
        spans = {"x": x, "y": {**y, "field": "low"}, "y2": end("high")}
        layers.append(
            layer("gaps", "rule", gaps, spans, stroke="var(--track)", strokeWidth=22, strokeCap="round")
        )
    if figure.points:
        numbers = {(point.line, point.step): point.step for point in figure.points}
        layers += lines(figure.lines, figure.points, x, y)
        layers += points(figure.lines, figure.points, x, y, numbers)
    if gaps:
        sized = {"x": x, "y": {**y, "field": "middle"}, "text": words_of("size")}
        layers.append(text("words", gaps, sized, fontWeight=600, fill="var(--ink)", align="left", dx=14))
    for row, names in enumerate(_names(figure.steps, step - 10)):
        layers.append(
            labels(
                f"steps{row}",
                names,
                {"x": x, "y": at(HIGH + 14 + 16 * row)},
                align="center",
                fill="var(--ink-2)",
            )
        )
    padding = {"left": LEFT, "top": 6, "right": 0, "bottom": 44}
    return picture(layers, step * count, HIGH, padding)


def _gaps(figure: Comparison) -> list[Row]:
    """The span between the lowest and the highest curve at each step that has a gap."""
    rows: list[Row] = []
    scored = [of(line, figure.points) for line in figure.lines]
    for step, size in figure.gaps:
        scores = [held(line[step].score) for line in scored if step in line]
        if len(scores) > 1:
            low, high = min(scores), max(scores)
            rows.append(
                {
                    "x": step + 0.5,
                    "low": low,
                    "high": high,
                    "middle": (low + high) / 2,
                    "size": number(round(abs(size), 1), figure.signs),
                }
            )
    return rows


def _names(steps: tuple[str, ...], limit: float) -> list[list[Row]]:
    """The names of the steps in two rows of words; the second one ends with an ellipsis where there are more."""
    rows: list[list[Row]] = [[], []]
    for step, name in enumerate(steps):
        first, rest = split(name, limit)
        for row, word in enumerate((first, shorten(rest, limit))):
            if word:
                rows[row].append({"x": step + 0.5, "word": word})
    return [row for row in rows if row]


def split(name: str, limit: float) -> tuple[str, str]:
    """As many words of a name as there is room for, and the rest."""
    taken: list[str] = []
    left = name.split()
    while left and width(" ".join([*taken, left[0]])) <= limit:
        taken.append(left.pop(0))
    return (" ".join(taken), " ".join(left)) if taken else (shorten(name, limit), "")
