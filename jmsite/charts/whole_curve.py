"""A whole journey in one curve: every step across the page, stages as bands, each persona's ends with their scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from jmsite.charts.curves import bridges, lines, of, points, within_scale
from jmsite.charts.emotion_curve import compared_rows
from jmsite.charts.labels import Box, first_free, scored, shorten, width
from jmsite.charts.layers import (
    IN_ORDER,
    ONCE,
    WHO,
    Encoding,
    Row,
    across,
    along,
    at,
    end,
    layer,
    picture,
    text,
)
from jmsite.model.figures import CurvePoint, WholeCurve
from jmsite.model.value import Value

if TYPE_CHECKING:
    import altair as alt

WIDE, HIGH = 1216, 264  # CSS pixels, in a window of 1280
LOW_END, HIGH_END = -2.5, 2.5
PIXELS = HIGH / (HIGH_END - LOW_END)
LARGE = (
    21  # words in a window of 720, where the picture is little more than half as wide: room is kept for these
)
LINE = 24  # the height of a word so large
NEAREST = 22  # from a point to the middle of its word
NARROW = 14  # of steps this narrow, points would hide the curve: only those with a score are drawn


def whole_curve(figure: WholeCurve) -> alt.LayerChart:
    """Draw one line a persona over all steps, with the lowest and the highest score of each at its point."""
    count = max(len(figure.steps), 1)
    x, y = along(count, figure.rtl), across("score", LOW_END, HIGH_END)
    layers = [*_bands(figure, x), _neutral()]
    if figure.ghost:
        channels = {"x": x, "y": y, "order": IN_ORDER}
        look = {"stroke": "var(--ghost)", "strokeDash": [2, 6], "strokeCap": "round", "strokeWidth": 2}
        layers.append(
            layer("ghost", "line", compared_rows(figure.ghost), channels, interpolate="monotone", **look)
        )
    layers += _poles(figure, x)
    told = _told(figure)
    if figure.points:
        numbers = {(point.line, point.step, point.at): row for row, point in _numbered(figure.points)}
        layers += bridges(figure.lines, figure.points, x, y)
        layers += lines(figure.lines, figure.points, x, y)
        shown = figure.points if count * NARROW <= WIDE else told
        layers += points(figure.lines, shown, x, y, numbers)
    words = _scores(figure, told)
    for align in ("left", "center", "right"):
        if rows := [row for row in words if row["align"] == align]:
            layers.append(
                text(
                    f"words-{align}",
                    rows,
                    {"x": x, "y": y, "description": WHO},
                    fill="var(--ink)",
                    align=align,
                )
            )
    return picture(layers, WIDE, HIGH)


def _numbered(points: Sequence[CurvePoint]) -> Iterator[tuple[int, CurvePoint]]:
    """Yield points with their rows, from the last: of two at one place the first one holds."""
    return reversed([*enumerate(points)])


def _neutral() -> alt.Chart:
    across_all = {"x": at(0), "x2": at(WIDE), "y": at(HIGH_END * PIXELS)}
    return layer("neutral", "rule", ONCE, across_all, stroke="var(--axis)", strokeWidth=1)


def _bands(figure: WholeCurve, x: Encoding) -> list[alt.Chart]:
    """Return every other stage as a band, so that each is told from its neighbours."""
    ends = [0, *accumulate(figure.stages)]
    rows: list[Row] = [{"x": start, "end": stop} for start, stop in zip(ends[1::2], ends[2::2], strict=False)]
    channels = {"x": x, "x2": end("end"), "y": at(0), "y2": at(HIGH)}
    return [layer("bands", "rect", rows, channels, fill="var(--band)")] if rows else []


def _poles(figure: WholeCurve, x: Encoding) -> list[alt.Chart]:
    """Return a line from the upper edge to each point that a clause of the finding is about."""
    rows: list[Row] = [
        {"x": point.step + point.at, "score": HIGH_END, "point": within_scale(point.score)}
        for point in _pinned(figure)
    ]
    channels = {"x": x, "y": across("score", LOW_END, HIGH_END), "y2": end("point")}
    return [layer("poles", "rule", rows, channels, stroke="var(--pole)", strokeWidth=1)] if rows else []


def _pinned(figure: WholeCurve) -> list[CurvePoint]:
    pins = set(figure.pins)
    found: dict[tuple[int, str], CurvePoint] = {}
    for point in sorted(figure.points, key=lambda one: one.score):
        if (point.step, point.line) in pins:
            found.setdefault((point.step, point.line), point)
    return [*found.values()]


def _told(figure: WholeCurve) -> list[CurvePoint]:
    """Return the points whose scores are written: the lowest and the highest of each line, and those of clauses."""
    told: list[CurvePoint] = []
    for line in figure.lines:
        own = [*of(line, figure.points).values()]
        if own:
            told += [min(own, key=lambda one: one.score), max(own, key=lambda one: one.score)]
    return [*dict.fromkeys((*told, *_pinned(figure)))]


class Label(Value):
    """A place for a word: its box, and its alignment at ``x`` pixels from the left."""

    box: Box
    align: str
    x: float


def _scores(figure: WholeCurve, told: Sequence[CurvePoint]) -> list[Row]:
    """Return the score of each of these points, near it and clear of the others; none is ever left out."""
    names = {line.id: line.title for line in figure.lines}
    step = WIDE / max(len(figure.steps), 1)
    taken = [_around(*_at(figure, point, step)) for point in figure.points if point.line in names]
    order = {id: place for place, id in enumerate(names)}
    written: list[Box] = []
    rows: list[Row] = []
    for point in sorted(told, key=lambda one: (one.score, one.step)):
        name = shorten(names[point.line], WIDE / 8, LARGE) if len(names) > 1 else ""
        word = f"{name} {scored(point.score, figure.signs, figure.scale)}".strip()
        label = _free(figure, point, width(word, LARGE), taken, written)
        written.append(label.box)
        rows.append({**_row(figure, label, word), "who": f"{order[point.line]} {point.step}"})
    return rows


def _at(figure: WholeCurve, point: CurvePoint, step: float) -> tuple[float, float]:
    """Return where a point is, in pixels from the left and from the top."""
    x = (point.step + point.at) * step
    return WIDE - x if figure.rtl else x, (HIGH_END - within_scale(point.score)) * PIXELS


def _free(
    figure: WholeCurve, point: CurvePoint, wide: float, taken: Sequence[Box], written: Sequence[Box]
) -> Label:
    """Return where a word of some width stands: by its point, on the outer side of the curve where that is free."""
    own = [one.score for one in figure.points if one.line == point.line]
    outer = 1 if point.score <= min(own) or (point.score < 0 and point.score < max(own)) else -1
    x, y = _at(figure, point, WIDE / max(len(figure.steps), 1))
    labels = [
        label
        for away in range(NEAREST, HIGH, 6)
        for side in (outer, -outer)
        for label in _about(x, y + side * away, wide)
    ]
    room, boxes = Box(left=0, top=0, right=WIDE, bottom=HIGH), [label.box for label in labels]
    # rather over points than over other words, and rather over those than not at all
    found = first_free(boxes, [*taken, *written], room) or first_free(boxes, written, room)
    return labels[found[0]] if found else labels[0]


def _about(x: float, y: float, wide: float) -> Iterator[Label]:
    """Yield the places of a word about a point: its middle there, its beginning, its end."""
    for align, left, at_x in (
        ("center", x - wide / 2, x),
        ("left", x - 8, x - 8),
        ("right", x + 8 - wide, x + 8),
    ):
        box = Box(left=left, top=y - LINE / 2, right=left + wide, bottom=y + LINE / 2)
        yield Label(box=box, align=align, x=at_x)


def _around(x: float, y: float) -> Box:
    return Box(left=x - 9, top=y - 9, right=x + 9, bottom=y + 9)


def _row(figure: WholeCurve, label: Label, word: str) -> Row:
    count = max(len(figure.steps), 1)
    # places are looked for from the left; the axis of a language from the right runs the other way
    x = (WIDE - label.x if figure.rtl else label.x) / WIDE * count
    score = HIGH_END - (label.box.top + label.box.bottom) / 2 / PIXELS
    return {"x": round(x, 4), "score": round(score, 4), "word": word, "align": label.align}
