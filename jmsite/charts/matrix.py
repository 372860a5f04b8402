"""Opportunities by two measures: bubbles with names beside them that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jmsite.charts.axes import labels, ticks
from jmsite.charts.labels import tick
from jmsite.charts.layers import WHO, Row, across, at, end, layer, picture, plainly, text
from jmsite.charts.matrix_names import CORNER, HIGH, PHONE, WIDE, placed, radius
from jmsite.model.figures import Bubble, Matrix

if TYPE_CHECKING:
    import altair as alt

LEFT, TOP, RIGHT, BOTTOM = 66, 50, 28, 72
# status: fill and rim
LOOKS = {
    "open": ("var(--accent-fill)", "var(--accent)"),
    "in-progress": ("var(--accent)", "var(--accent)"),
    "solved": ("var(--surface)", "var(--emotion-p2)"),
    "dismissed": ("var(--sunken)", "var(--edge)"),
}


def matrix(figure: Matrix) -> alt.LayerChart:
    """Draw bubbles as large as their insights over four quadrants with the good one washed.

    They are named or numbered where the picture is wide, and all numbered where it is narrow.
    """
    x, y = across("x", 0, figure.x_max or 1), across("y", 0, figure.y_max or 1)
    half_x, half_y = (figure.x_max or 1) / 2, (figure.y_max or 1) / 2
    good = half_x if figure.good == "right" else 0
    wash: Row = {"x": good, "x2": good + half_x, "y": half_y, "y2": half_y * 2}
    layers = [
        layer(
            "wash",
            "rect",
            [wash],
            {"x": x, "x2": end("x2"), "y": y, "y2": end("y2")},
            fill="var(--accent-wash)",
        ),
        *_scales(figure),
        layer("middle", "rule", [{"x": half_x}], {"x": x, "y": at(0), "y2": at(HIGH)}, stroke="var(--edge)"),
        layer("centre", "rule", [{"y": half_y}], {"y": y, "x": at(0), "x2": at(WIDE)}, stroke="var(--edge)"),
        *_corners(figure),
    ]
    bubbles = sorted(figure.bubbles, key=lambda bubble: (-bubble.size, bubble.id))
    if bubbles:
        size = {"field": "area", "type": "quantitative", "scale": None, "legend": None}
        layers.append(
            layer(
                "bubbles",
                "point",
                [_bubble(bubble, figure.bubbles.index(bubble)) for bubble in bubbles],
                {
                    "x": x,
                    "y": y,
                    "size": size,
                    "fill": plainly("fill"),
                    "stroke": plainly("rim"),
                    "description": WHO,
                },
                filled=True,
                opacity=1,
                strokeWidth=1.75,
                shape="circle",
            )
        )
        layers += _names(figure, "wide_words", "wide_numbers", *placed(figure, bubbles))
        layers += _names(figure, "narrow_words", "narrow_words", *placed(figure, bubbles, PHONE))
    return picture(layers, WIDE, HIGH, {"left": LEFT, "top": TOP, "right": RIGHT, "bottom": BOTTOM})


def _bubble(bubble: Bubble, row: int) -> Row:
    fill, rim = LOOKS[bubble.status]
    return {
        "x": bubble.x,
        "y": bubble.y,
        "area": round(3.14159 * radius(bubble.size) ** 2, 1),
        "fill": fill,
        "rim": rim,
        "who": f"- - {row}",
    }


def _scales(figure: Matrix) -> list[alt.Chart]:
    x, y = across("x", 0, figure.x_max or 1), across("y", 0, figure.y_max or 1)
    columns = [
        {"x": mark, "word": tick(mark, figure.signs)}
        for mark in ticks((0, figure.x_max or 1))
        if mark <= (figure.x_max or 1)
    ]
    rows = [
        {"y": mark, "word": tick(mark, figure.signs)}
        for mark in ticks((0, figure.y_max or 1), 4)
        if mark <= (figure.y_max or 1)
    ]
    first = figure.signs[
        2:
    ]  # what begins words that run from right to left: there the arrow to the right comes first
    x_name = f"{first}→  {figure.x_title}" if first else f"{figure.x_title}  →"
    name = {"fontWeight": 500, "fill": "var(--ink-2)"}
    return [
        layer("columns", "rule", columns, {"x": x, "y": at(0), "y2": at(HIGH)}, stroke="var(--line)"),
        layer("rows", "rule", rows, {"y": y, "x": at(0), "x2": at(WIDE)}, stroke="var(--line)"),
        labels("across", columns, {"x": x, "y": at(HIGH + 22)}, align="center"),
        labels("up", rows, {"x": at(-12), "y": y}, align="right"),
        labels(
            "xname",
            [{"word": x_name}],
            {"x": at(WIDE), "y": at(HIGH + 54)},
            align="right",
            **name,
        ),
        labels(
            "yname",
            [{"word": f"{first}{figure.y_title}  ↑"}],
            {"x": at(-LEFT), "y": at(-32)},
            align="left",
            **name,
        ),
    ]


def _corners(figure: Matrix) -> list[alt.Chart]:
    first = 1 if figure.good == "right" else 0
    layers = []
    for index, name in enumerate(figure.corners):
        place = {"x": at(index % 2 * WIDE / 2 + 12), "y": at(CORNER if index < 2 else HIGH - CORNER)}
        ink = "var(--accent)" if index == first else "var(--ink-3)"
        layers.append(
            labels(f"corner{index}", [{"word": name}], place, align="left", fontWeight=600, fill=ink)
        )
    return layers


def _names(
    figure: Matrix, name: str, within: str, beside: Sequence[Row], inside: Sequence[Row]
) -> list[alt.Chart]:
    """Return the words beside bubbles, and the numbers within them."""
    x, y = across("x", 0, figure.x_max or 1), across("y", 0, figure.y_max or 1)
    lines = [row["line"] for row in beside if "line" in row]
    drawn = {"x": x, "x2": end("x2"), "y": y, "y2": end("y2")}
    layers = (
        [layer(f"{name.partition('_')[0]}_lines", "rule", lines, drawn, stroke="var(--ink-3)")]
        if lines
        else []
    )
    for align in dict.fromkeys(row["align"] for row in beside):
        rows = [{key: row[key] for key in ("x", "y", "word")} for row in beside if row["align"] == align]
        style = {"fontWeight": 500, "fill": "var(--ink)", "align": align}
        layers.append(text(f"{name}_{align}", rows, {"x": x, "y": y}, **style))
    if inside:
        inked = {"x": x, "y": y, "fill": plainly("ink")}
        layers.append(text(within, inside, inked, fontWeight=600, align="center"))
    return layers
