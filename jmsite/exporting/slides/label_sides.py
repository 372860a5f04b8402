"""On which side of a point of a line chart its words stand: where the lines cross them least."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, hypot
from typing import Literal

from jmsite.charts.labels import width
from jmsite.formats.deck.charts import LABEL, line_layout
from jmsite.formats.deck.model import Bounds, LineArea

Side = Literal["l", "r", "t", "b"]
Spot = tuple[float, float]
AWAY = 7.0
"""The room between a point and its words."""
LEADING = 1.25
WIDEST = 0.2
"""The part of a chart that words at a point take at most before they are divided, in the programs that show decks."""
INTO = 0.4
"""The share of the height of words that may stand out of the inside of a chart: beyond are the names of its axis."""


def side(area: LineArea, step: int, value: float, text: str, low: bool, rtl: bool) -> Side:
    """Return where words at a point stand best; ``low``: it is the lowest, so that below it there is the most room."""
    # the fourth side is where the lines come from
    order: tuple[Side, ...] = ("b" if low else "t", "r", "l")
    return min(order, key=lambda one: (_crossed(area, step, value, text, one, rtl), order.index(one)))


def _crossed(area: LineArea, step: int, value: float, text: str, at: Side, rtl: bool) -> float:
    """Return how long the lines are that cross words, in points; words that do not fit are crossed without end."""
    inside = _inside(area, rtl)
    box = _box(area, _spot(area, inside, step, value, rtl), text, at)
    spare = INTO * box.height
    fits = inside.left - spare <= box.left and box.left + box.width <= inside.left + inside.width + spare
    if (
        not fits
        or box.top < inside.top - box.height
        or box.top + box.height > inside.top + inside.height + spare
    ):
        return float("inf")
    return sum(_within(box, begin, end) for begin, end in _segments(area, inside, rtl))


def _inside(area: LineArea, rtl: bool) -> Bounds:
    left, top, wide, high = line_layout(area, rtl)
    return Bounds(
        left=left * area.box.width,
        top=top * area.box.height,
        width=wide * area.box.width,
        height=high * area.box.height,
    )


def _spot(area: LineArea, inside: Bounds, step: int, value: float, rtl: bool) -> Spot:
    """Return where a point stands in its chart."""
    along = (step + 0.5) / len(area.lines[0].values)
    down = (area.high - value) / (area.high - area.low)
    return inside.left + (1 - along if rtl else along) * inside.width, inside.top + down * inside.height


def _box(area: LineArea, spot: Spot, text: str, at: Side) -> Bounds:
    """Return what words take at a point."""
    whole = width(text, LABEL)
    lines = ceil(whole / (WIDEST * area.box.width))
    wide, high = whole / lines, lines * LABEL * LEADING
    left, top = spot[0] - wide / 2, spot[1] - high / 2
    by = {
        "l": (spot[0] - AWAY - wide, top),
        "r": (spot[0] + AWAY, top),
        "t": (left, spot[1] - AWAY - high),
        "b": (left, spot[1] + AWAY),
    }
    return Bounds(left=by[at][0], top=by[at][1], width=wide, height=high)


def _segments(area: LineArea, inside: Bounds, rtl: bool) -> Iterator[tuple[Spot, Spot]]:
    """Yield the straight parts of all lines."""
    for line in area.lines:
        known = [(step, value) for step, value in enumerate(line.values) if value is not None]
        yield from pairwise(_spot(area, inside, step, value, rtl) for step, value in known)


def _within(box: Bounds, begin: Spot, end: Spot) -> float:
    """Return how much of a straight line stands in a box."""
    first, last = 0.0, 1.0
    across, down = end[0] - begin[0], end[1] - begin[1]
    for from_, by, low, size in (
        (begin[0], across, box.left, box.width),
        (begin[1], down, box.top, box.height),
    ):
        if by == 0:
            if not low <= from_ <= low + size:
                return 0
            continue
        near, far = sorted(((low - from_) / by, (low + size - from_) / by))
        first, last = max(first, near), min(last, far)
    return max(0.0, last - first) * hypot(across, down)
