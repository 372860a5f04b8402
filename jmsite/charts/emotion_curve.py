"""The emotion curve of a map: its bands are exactly the columns of the steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jmsite.charts.axes import ends_of_axis, ends_room
from jmsite.charts.curves import bridges, lines, measured_beside, of, points, within_scale
from jmsite.charts.labels import Box, first_free, scored, shorten, width
from jmsite.charts.layers import IN_ORDER, ONCE, WHO, Row, across, along, at, layer, picture, text
from jmsite.model.figures import CurvePoint, EmotionCurve

if TYPE_CHECKING:
    import altair as alt

STEP, HIGH = 184, 272  # the width of a column and the height of the lane, in CSS pixels
LEAST = 128  # of a column where the curve stands alone: its words are drawn larger by as much
LOW_END, HIGH_END = -2.25, 2.45
PIXELS = HIGH / (HIGH_END - LOW_END)
FLAG = "M-0.5,-1 L-0.5,1 M-0.5,-1 L0.75,-0.62 L-0.5,-0.1 Z"
ABOVE, BELOW = -18, 19  # from a point to the middle of its word
BASIS_WEIGHT = {"measured": 2, "researched": 1, "assumed": 0}


def emotion_curve(figure: EmotionCurve) -> alt.LayerChart:
    """Draw one line a persona over the steps, with what each score rests on, its word, and the to-be as a ghost."""
    count = max(len(figure.steps), 1)
    x = along(count, figure.rtl)
    y = across("score", LOW_END, HIGH_END)
    layers = [
        layer(
            "neutral",
            "rule",
            ONCE,
            {"x": at(0), "x2": at(STEP * count), "y": at(height_of(0))},
            stroke="var(--axis)",
            strokeWidth=1,
        )
    ]
    layers += _truths(figure, x)
    if figure.ghost:
        layers.append(
            layer(
                "ghost",
                "line",
                compared_rows(figure.ghost),
                {"x": x, "y": y, "order": IN_ORDER},
                interpolate="monotone",
                stroke="var(--ghost)",
                strokeDash=[2, 6],
                strokeCap="round",
                strokeWidth=2,
            )
        )
    if figure.points:
        # backwards: of two points at one place the first one is drawn, and its row is told
        rows = reversed([*enumerate(figure.points)])
        numbers = {(point.line, point.step, point.at): row for row, point in rows}
        layers += bridges(figure.lines, figure.points, x, y)
        layers += lines(figure.lines, figure.points, x, y)
        layers += measured_beside(figure.lines, figure.beside, x, y, len(figure.points))
        layers += points(figure.lines, figure.points, x, y, numbers)
    if written := _words(figure):
        channels = {"x": x, "y": y, "description": WHO}
        layers.append(text("words", written, channels, fill="var(--ink-2)", align="center"))
    layers += ends_of_axis(figure.ends, (-2, 2), y, STEP * count if figure.rtl else None)
    begin, end = ("right", "left") if figure.rtl else ("left", "right")
    padding = {begin: ends_room(figure.ends) * STEP / LEAST, "top": 0, end: 0, "bottom": 0}
    return picture(layers, STEP * count, HIGH, padding)


def height_of(score: float) -> float:
    """Return how far below the top edge a score lies, in pixels."""
    return (HIGH_END - score) * PIXELS


def _truths(figure: EmotionCurve, x: dict[str, object]) -> list[alt.Chart]:
    rows: list[Row] = [{"x": step + 0.5} for step in figure.truths if 0 <= step < len(figure.steps)]
    if not rows:
        return []
    return [
        layer(
            "truths",
            "rule",
            rows,
            {"x": x, "y": at(height_of(2.06)), "y2": at(HIGH)},
            stroke="var(--truth)",
            strokeDash=[1, 4],
            strokeCap="round",
            strokeWidth=1.5,
        ),
        layer(
            "flags",
            "point",
            rows,
            {"x": x, "y": at(height_of(2.22))},
            shape=FLAG,
            size=150,
            filled=True,
            fill="var(--truth)",
            stroke="var(--truth)",
            strokeWidth=1.5,
            opacity=1,
            xOffset=3,
        ),
    ]


def compared_rows(ghost: Sequence[tuple[int, float]]) -> list[Row]:
    """Return the rows of the compared state, (step, score), with a break where it has no score."""
    scored = dict(ghost)
    rows: list[Row] = []
    for step in sorted(scored):
        if rows and step - 1 not in scored:
            # a row without a score breaks the line: nobody knows what was between
            rows.append({"x": step - 0.5, "score": None})
        rows.append({"x": step + 0.5, "score": within_scale(scored[step])})
    return rows


def _words(figure: EmotionCurve) -> list[Row]:
    """Return each point's word above or below it, without overlaps; the less important word gives way."""
    if not figure.words:
        return []
    known = {line.id: index for index, line in enumerate(figure.lines)}
    unique = [point for line in figure.lines for point in of(line, figure.points).values()]
    rows = []
    for step in range(len(figure.steps)):
        here = [point for point in unique if point.step == step]
        rows += [
            (known[point.line], row) for point, row in _placed(figure, here, step in figure.truths, known)
        ]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _placed(
    figure: EmotionCurve, here: list[CurvePoint], truth: bool, known: dict[str, int]
) -> list[tuple[CurvePoint, Row]]:
    """Return the words of one step, in pixels from the middle of its column."""
    room = Box(left=-STEP / 2, top=1, right=STEP / 2, bottom=HIGH - 1)
    taken = [_around(_off(point), height_of(within_scale(point.score))) for point in here]
    if truth:
        taken.append(Box(left=-6, top=0, right=10, bottom=24))
    scores = [point.score for point in here]
    rows: list[tuple[CurvePoint, Row]] = []
    # the extremes first: where there is not room for all, they have their words
    for point in sorted(here, key=lambda one: _importance(one, scores)):
        word = (
            f"{point.word} {scored(point.score, figure.signs, figure.scale)}".strip() if truth else point.word
        )
        word = shorten(word, STEP - 8)
        middle = height_of(within_scale(point.score))
        # away from the other curves
        sides = (ABOVE, BELOW) if point.score == max(scores) else (BELOW, ABOVE)
        off, half = _off(point), width(word) / 2
        boxes = [
            Box(left=off - half, top=middle + dy - 7, right=off + half, bottom=middle + dy + 7)
            for dy in sides
        ]
        found = first_free(boxes, taken, room) if word else None
        if found:
            taken.append(found[1])
            place = HIGH_END - (middle + sides[found[0]]) / PIXELS
            who = f"{known[point.line]} {point.step}"
            x = round(point.step + point.at, 4)
            rows.append((point, {"x": x, "score": round(place, 4), "word": word, "who": who}))
    return rows


def _off(point: CurvePoint) -> float:
    """Return how far a point stands from the middle of its column, in pixels."""
    return (point.at - 0.5) * STEP


def _around(off: float, middle: float) -> Box:
    return Box(left=off - 8, top=middle - 8, right=off + 8, bottom=middle + 8)


def _importance(point: CurvePoint, scores: list[float]) -> tuple[bool, int, float, str]:
    """Return the lowest and the highest first, then what is measured, then what is felt strongly."""
    inner = point.score not in (min(scores), max(scores))
    return inner, -BASIS_WEIGHT[point.basis], -abs(point.score), point.line
