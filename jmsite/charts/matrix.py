"""Opportunities by two measures: bubbles with names beside them that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jmsite.charts.axes import labels, ticks
from jmsite.charts.layers import WHO, Row, across, at, end, layer, picture, plainly, text
from jmsite.charts.words import Box, first_free, number, shorten, width
from jmsite.model.figures import Bubble, Matrix

if TYPE_CHECKING:
    import altair as alt

WIDE, HIGH = 760, 520
LEFT, TOP, RIGHT, BOTTOM = 44, 34, 20, 58
SIZE = 13
MEDIUM = 1.06  # how much wider words are in the medium weight than estimated
MIDDLES = (
    Box(WIDE / 2 - 2, 0, WIDE / 2 + 2, HIGH),
    Box(0, HIGH / 2 - 1, WIDE, HIGH / 2 + 1),
)  # words rather not on them
# status: fill and rim
LOOKS = {
    "open": ("var(--accent-fill)", "var(--accent)"),
    "in-progress": ("var(--accent)", "var(--accent)"),
    "solved": ("var(--surface)", "var(--emotion-p2)"),
    "dismissed": ("var(--sunken)", "var(--edge)"),
}


def matrix(figure: Matrix) -> alt.LayerChart:
    """Draw bubbles as large as their insights, named or numbered, over four quadrants with the good one washed."""
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
        layers += _names(figure, bubbles)
    return picture(layers, WIDE, HIGH, {"left": LEFT, "top": TOP, "right": RIGHT, "bottom": BOTTOM})


def radius(size: int) -> float:
    """The radius of a bubble with so many insights: its area grows with them, and none is too small to see."""
    return round(4 + 5.2 * max(size, 0) ** 0.5, 2) if size < 30 else 32.5


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
        {"x": mark, "word": number(mark, figure.signs)}
        for mark in ticks((0, figure.x_max or 1))
        if mark <= (figure.x_max or 1)
    ]
    rows = [
        {"y": mark, "word": number(mark, figure.signs)}
        for mark in ticks((0, figure.y_max or 1), 4)
        if mark <= (figure.y_max or 1)
    ]
    first = figure.signs[2:]  # keeps the arrow behind words that run from right to left
    name = {"size": SIZE, "fontWeight": 500, "fill": "var(--ink-2)"}
    return [
        layer("columns", "rule", columns, {"x": x, "y": at(0), "y2": at(HIGH)}, stroke="var(--line)"),
        layer("rows", "rule", rows, {"y": y, "x": at(0), "x2": at(WIDE)}, stroke="var(--line)"),
        labels("across", columns, {"x": x, "y": at(HIGH + 18)}, align="center"),
        labels("up", rows, {"x": at(-12), "y": y}, align="right"),
        labels(
            "xname",
            [{"word": f"{first}{figure.x_title}  →"}],
            {"x": at(WIDE), "y": at(HIGH + 44)},
            align="right",
            **name,
        ),
        labels(
            "yname",
            [{"word": f"{first}{figure.y_title}  ↑"}],
            {"x": at(-LEFT), "y": at(-24)},
            align="left",
            **name,
        ),
    ]


def _corners(figure: Matrix) -> list[alt.Chart]:
    first = 1 if figure.good == "right" else 0
    layers = []
    for index, name in enumerate(figure.corners):
        place = {"x": at(index % 2 * WIDE / 2 + 12), "y": at(18 if index < 2 else HIGH - 18)}
        ink = "var(--accent)" if index == first else "var(--ink-3)"
        layers.append(
            labels(
                f"corner{index}", [{"word": name}], place, align="left", size=SIZE, fontWeight=600, fill=ink
            )
        )
    return layers


def _names(figure: Matrix, bubbles: Sequence[Bubble]) -> list[alt.Chart]:
    """The titles where there is room beside a bubble; a bubble without room has its number in order of the figure."""
    named, numbered = placed(figure, bubbles)
    x, y = across("x", 0, figure.x_max or 1), across("y", 0, figure.y_max or 1)
    layers = []
    for align in dict.fromkeys(row["align"] for row in named):
        rows = [{key: row[key] for key in ("x", "y", "word")} for row in named if row["align"] == align]
        style = {"size": SIZE, "fontWeight": 500, "fill": "var(--ink)", "align": align}
        layers.append(text(f"words_{align}", rows, {"x": x, "y": y}, **style))
    if numbered:
        inked = {"x": x, "y": y, "fill": plainly("ink")}
        layers.append(text("numbers", numbered, inked, fontWeight=600, align="center"))
    return layers


def placed(figure: Matrix, bubbles: Sequence[Bubble]) -> tuple[list[Row], list[Row]]:
    """Words right, left, above or below of bubbles, the largest bubble first; then the numbers of those without."""
    room = Box(2, 2, WIDE - 4, HIGH - 2)
    around = {bubble.id: _around(figure, bubble) for bubble in bubbles}
    taken = [*_corner_boxes(figure), *around.values()]
    order = {bubble.id: index + 1 for index, bubble in enumerate(figure.bubbles)}
    named: list[Row] = []
    numbered: list[Row] = []
    for bubble in bubbles:
        box = around[bubble.id]
        word = shorten(bubble.title, 230, SIZE)
        beside = _beside(box, width(word, SIZE) * MEDIUM)
        found = first_free(beside, [*taken, *MIDDLES], room) or first_free(beside, taken, room)
        if found:
            taken.append(found[1])
            named.append({**_anchor(figure, *found), "word": word})
        else:
            ink = "var(--on-accent)" if bubble.status == "in-progress" else "var(--ink)"
            numbered.append({"x": bubble.x, "y": bubble.y, "word": str(order[bubble.id]), "ink": ink})
    return named, numbered


def _anchor(figure: Matrix, side: int, box: Box) -> Row:
    """Where words of a place hold on, on the scales of the figure: at the bubble, however wide they turn out."""
    align = ("left", "right", "center", "center")[side]
    x = {"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[align]
    y = (box.top + box.bottom) / 2
    return {"x": x / WIDE * (figure.x_max or 1), "y": (1 - y / HIGH) * (figure.y_max or 1), "align": align}


def _around(figure: Matrix, bubble: Bubble) -> Box:
    x, y = bubble.x / (figure.x_max or 1) * WIDE, HIGH - bubble.y / (figure.y_max or 1) * HIGH
    around = radius(bubble.size) + 1
    return Box(x - around, y - around, x + around, y + around)


def _beside(box: Box, wide: float) -> list[Box]:
    """Places for words: right, left, above, below."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return [
        Box(box.right + 6, y - 9, box.right + 6 + wide, y + 9),
        Box(box.left - 6 - wide, y - 9, box.left - 6, y + 9),
        Box(x - wide / 2, box.top - 20, x + wide / 2, box.top - 2),
        Box(x - wide / 2, box.bottom + 2, x + wide / 2, box.bottom + 20),
    ]


def _corner_boxes(figure: Matrix) -> list[Box]:
    boxes = []
    for index, name in enumerate(figure.corners):
        left, middle = index % 2 * WIDE / 2 + 12, 18 if index < 2 else HIGH - 18
        boxes.append(Box(left, middle - 9, left + width(name, SIZE), middle + 9))
    return boxes
