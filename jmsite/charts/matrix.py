"""Opportunities by two measures: bubbles with names beside them that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jmsite.charts.axes import labels, ticks
from jmsite.charts.labels import Box, first_free, shorten, tick, width
from jmsite.charts.layers import WHO, Row, across, at, end, layer, picture, plainly, text
from jmsite.model.figures import Bubble, Matrix

if TYPE_CHECKING:
    import altair as alt

WIDE, HIGH = 760, 520
LEFT, TOP, RIGHT, BOTTOM = 66, 50, 28, 72
SIZE, PHONE = (
    14,
    28,
)  # how large words are at most where bubbles are named; on a phone, where all are numbered
NAMED = 10  # how many of the backlog are named, however little room there is
CORNER = 20  # how far from the edge the name of a quadrant is
MEDIUM = 1.06  # how much wider words are in the medium weight than estimated
MIDDLES = (
    Box(left=WIDE / 2 - 2, top=0, right=WIDE / 2 + 2, bottom=HIGH),
    Box(left=0, top=HIGH / 2 - 1, right=WIDE, bottom=HIGH / 2 + 1),
)  # words rather not on them
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


def radius(size: int) -> float:
    """Return the radius of a bubble with so many insights: its area grows with them, and none is too small to see."""
    return round(6 + 5 * math.sqrt(min(max(size, 0), 30)), 2)


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
    first = figure.signs[2:]  # keeps the arrow behind words that run from right to left
    name = {"fontWeight": 500, "fill": "var(--ink-2)"}
    return [
        layer("columns", "rule", columns, {"x": x, "y": at(0), "y2": at(HIGH)}, stroke="var(--line)"),
        layer("rows", "rule", rows, {"y": y, "x": at(0), "x2": at(WIDE)}, stroke="var(--line)"),
        labels("across", columns, {"x": x, "y": at(HIGH + 22)}, align="center"),
        labels("up", rows, {"x": at(-12), "y": y}, align="right"),
        labels(
            "xname",
            [{"word": f"{first}{figure.x_title}  →"}],
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
    layers = []
    for align in dict.fromkeys(row["align"] for row in beside):
        rows = [{key: row[key] for key in ("x", "y", "word")} for row in beside if row["align"] == align]
        style = {"fontWeight": 500, "fill": "var(--ink)", "align": align}
        layers.append(text(f"{name}_{align}", rows, {"x": x, "y": y}, **style))
    if inside:
        inked = {"x": x, "y": y, "fill": plainly("ink")}
        layers.append(text(within, inside, inked, fontWeight=600, align="center"))
    return layers


def placed(figure: Matrix, bubbles: Sequence[Bubble], size: int = SIZE) -> tuple[list[Row], list[Row]]:
    """Return titles beside bubbles, in order of the backlog, numbers where there is less room; then those within.

    The first ten are named, over other bubbles if need be. With words as large as on a phone, all have numbers.
    """
    around = {bubble.id: _around(figure, bubble) for bubble in bubbles}
    corners = _corner_boxes(figure, size)
    taken = [*corners, *around.values()]
    beside: list[Row] = []
    inside: list[Row] = []
    without: list[Bubble] = []
    ranked = sorted(bubbles, key=lambda bubble: (bubble.number, bubble.id))
    for rank, bubble in enumerate(ranked if size == SIZE else ()):
        # without the bubbles: the first names may stand over them, but not over other words
        words = [*corners, *taken[len(corners) + len(around) :]] if rank < NAMED else None
        if row := _named(figure, bubble, around[bubble.id], taken, words):
            beside.append(row)
        else:
            without.append(bubble)
    for bubble in without if size == SIZE else bubbles:
        if row := _place(figure, around[bubble.id], str(bubble.number), size, taken):
            beside.append(row)
        else:
            dark = bubble.status == "in-progress" and size == SIZE  # on a phone it is larger than its bubble
            ink = "var(--on-accent)" if dark else "var(--ink)"
            inside.append({"x": bubble.x, "y": bubble.y, "word": str(bubble.number), "ink": ink})
    return beside, inside


def _named(
    figure: Matrix, bubble: Bubble, box: Box, taken: list[Box], words: Sequence[Box] | None
) -> Row | None:
    """Return the title of a bubble at the first place that is free; else, where it must be named, at one that only
    ``words`` leave free, shortened as far as that takes.
    """
    if row := _place(figure, box, shorten(bubble.title, 250, SIZE), SIZE, taken):
        return row
    for long in (250, 180, 120) if words is not None else ():
        free = [*(words or ())]
        if row := _place(figure, box, shorten(bubble.title, long, SIZE), SIZE, free):
            taken.append(free[-1])
            return row
    return None


def _place(figure: Matrix, bubble: Box, word: str, size: int, taken: list[Box]) -> Row | None:
    """Return a word at the first place beside a bubble that is free, which is taken then; rather not on the
    middle lines.
    """
    room = Box(left=2, top=2, right=WIDE - 4, bottom=HIGH - 2)
    high = size * (0.9 if word.isdecimal() else 1.3)
    places = _beside(bubble, width(word, size) * MEDIUM, high / 2)
    found = first_free(places, [*taken, *MIDDLES], room) or first_free(places, taken, room)
    if not found:
        return None
    taken.append(found[1])
    return {**_anchor(figure, *found), "word": word}


def _anchor(figure: Matrix, side: int, box: Box) -> Row:
    """Return where words of a place hold on, on the scales of the figure: at the bubble, however wide they turn out."""
    align = ("left", "right", "center", "center", "left", "left", "right", "right")[side]
    x = {"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[align]
    y = (box.top + box.bottom) / 2
    return {"x": x / WIDE * (figure.x_max or 1), "y": (1 - y / HIGH) * (figure.y_max or 1), "align": align}


def _around(figure: Matrix, bubble: Bubble) -> Box:
    x, y = bubble.x / (figure.x_max or 1) * WIDE, HIGH - bubble.y / (figure.y_max or 1) * HIGH
    around = radius(bubble.size) + 1
    return Box(left=x - around, top=y - around, right=x + around, bottom=y + around)


def _beside(box: Box, wide: float, half: float) -> list[Box]:
    """Return places for words of half a height: right, left, above, below, and at the corners of right and left."""
    middle, in_reach = (box.left + box.right) / 2, (box.bottom - box.top) * 0.4
    right, left = box.right + 5, box.left - 5 - wide
    across = [
        right,
        left,
        middle - wide / 2,
        middle - wide / 2,
        *[right - in_reach] * 2,
        *[left + in_reach] * 2,
    ]
    level, above, below = (box.top + box.bottom) / 2 - half, box.top - 2 - 2 * half, box.bottom + 2
    down = [level, level, above, below, above + 4, below - 4, above + 4, below - 4]
    return [
        Box(left=x, top=y, right=x + wide, bottom=y + 2 * half) for x, y in zip(across, down, strict=True)
    ]


def _corner_boxes(figure: Matrix, size: int) -> list[Box]:
    boxes = []
    for index, name in enumerate(figure.corners):
        left, middle = index % 2 * WIDE / 2 + 12, CORNER if index < 2 else HIGH - CORNER
        boxes.append(
            Box(
                left=left,
                top=middle - size * 0.65,
                right=left + width(name, size),
                bottom=middle + size * 0.65,
            )
        )
    return boxes
