"""A journey at a glance: one curve, filled by feeling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from jmsite.charts.curves import within_scale
from jmsite.charts.layers import (
    DOT,
    IN_ORDER,
    ONCE,
    ROUND,
    Encoding,
    Row,
    across,
    at,
    end,
    layer,
    picture,
    plainly,
)
from jmsite.model.figures import Sparkline
from jmsite.model.value import replace

if TYPE_CHECKING:
    import altair as alt

PointXY = tuple[float, float]
Scores = Sequence[float | None]
LOW, HIGH = "var(--emotion-n2)", "var(--emotion-p2)"


def sparkline(figure: Sparkline) -> alt.LayerChart:
    """Draw the lowest score of each step: pain below neutral, gain above, the extremes dotted.

    Where personas feel differently, a band reaches up to the highest.
    """
    figure = mirrored(figure) if figure.rtl else figure
    lows = tuple(None if score is None else within_scale(score) for score in figure.scores)
    highs = tuple(None if score is None else within_scale(score) for score in figure.highest) or lows
    x, y = across("x", 0, max(len(lows), 1)), across("y", -2.15, 2.15)
    wide = {"x": at(0), "x2": at(figure.wide), "y": at(figure.high / 2)}
    layers = [layer("neutral", "rule", ONCE, wide, stroke="var(--axis)", strokeWidth=1)]
    layers += _outlines(figure, lows, highs, x, y)
    if dots := _ends(lows, highs):
        inked = {"x": x, "y": y, "fill": plainly("hue")}
        layers.append(
            layer("dots", "point", dots, inked, size=60, stroke="var(--surface)", strokeWidth=2, **DOT)
        )
    return picture(layers, figure.wide, figure.high)


def _outlines(figure: Sparkline, lows: Scores, highs: Scores, x: Encoding, y: Encoding) -> list[alt.Chart]:
    """Return the band from the lowest to the highest, what is filled below and above neutral, and the curve."""
    long = figure.wide / max(len(lows), 1)
    pieces, tops = ([curve(run, long) for run in unbroken_runs(scores)] for scores in (lows, highs))
    over = {"x": x, "y": y, "order": IN_ORDER}
    layers = []
    if lows != highs:
        band = {**over, "y2": end("top")}
        layers.append(
            layer("band", "area", _band(pieces, tops), band, fill="var(--ink-3)", opacity=0.2, strokeWidth=0)
        )
    for name, fill, side in (("pain", "var(--pain-fill)", -1), ("gain", "var(--gain-fill)", 1)):
        if rows := _rows([part for piece in pieces for part in parts(piece, side)]):
            layers.append(layer(name, "line", rows, over, filled=True, fill=fill, strokeWidth=0))
    if pieces:
        layers.append(
            layer("line", "line", _rows(pieces), over, stroke="var(--ink-2)", strokeWidth=2, **ROUND)
        )
    return layers


def _band(lows: Sequence[Sequence[PointXY]], highs: Sequence[Sequence[PointXY]]) -> list[Row]:
    """Return the places of the band, piece by piece, with a row without a height between two."""
    rows: list[Row] = []
    for low, high in zip(lows, highs, strict=True):
        if rows:
            rows.append({"x": rows[-1]["x"], "y": None, "top": None})
        rows += [
            {"x": round(x, 3), "y": round(y, 3), "top": round(top, 3)}
            for (x, y), (_, top) in zip(low, high, strict=True)
        ]
    return rows


def mirrored(figure: Sparkline) -> Sparkline:
    """Return the last step first: an outline is drawn from its left, so that turning its scale round would tear it."""
    return replace(figure, scores=figure.scores[::-1], highest=figure.highest[::-1], rtl=False)


def unbroken_runs(scores: Scores) -> list[list[PointXY]]:
    """Return the unbroken pieces of the scores, as places (step + 0.5, score)."""
    pieces: list[list[PointXY]] = [[]]
    for step, score in enumerate(scores):
        if score is None:
            pieces.append([])
        else:
            pieces[-1].append((step + 0.5, score))
    return [piece for piece in pieces if piece]


def curve(run: Sequence[PointXY], step_width: float) -> list[PointXY]:
    """Return a monotone curve (Fritsch and Carlson) through the places, sampled about every five pixels, at least five
    times a step.
    """
    # five pixels are a chord that nobody sees as straight; sixteen at most, since a page has many of these
    parts = max(5, min(16, round(step_width / 5)))
    scores = [score for _, score in run]
    rises = [after - before for before, after in pairwise(scores)]
    if not rises:
        return list(run)
    # the harmonic mean, and level where the direction turns: so the curve never leaves the range of its points
    inner = (0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(rises))
    slopes = [rises[0], *inner, rises[-1]]
    return [*_samples(run, slopes, parts), run[-1]]


def _samples(run: Sequence[PointXY], slopes: Sequence[float], parts: int) -> Iterator[PointXY]:
    for index in range(len(run) - 1):
        (left, start), (_, goal) = run[index], run[index + 1]
        for part in range(parts):
            t = part / parts
            share = t * t * (3 - 2 * t)
            bend = t * (1 - t) ** 2 * slopes[index] - t * t * (1 - t) * slopes[index + 1]
            yield left + t, start + share * (goal - start) + bend


def parts(curve: Sequence[PointXY], side: int) -> list[list[PointXY]]:
    """Return the outlines between the curve and neutral on one side (1 above, -1 below), cut exactly where it
    crosses.
    """
    if len(curve) < 2:
        return []
    found: list[list[PointXY]] = []
    open_part: list[PointXY] = []
    before: PointXY | None = None
    for place in curve:
        if before is not None and before[1] * place[1] < 0:
            crossing = (before[0] + (place[0] - before[0]) * before[1] / (before[1] - place[1]), 0.0)
            found, open_part = ([*found, [*open_part, crossing]], []) if open_part else (found, [crossing])
        if place[1] * side > 0:
            open_part = open_part or [(place[0], 0.0) if before is None or before[1] != 0 else before]
            open_part.append(place)
        elif open_part:
            found, open_part = [*found, [*open_part, (place[0], 0.0)]], []
        before = place
    return [*found, [*open_part, (open_part[-1][0], 0.0)]] if len(open_part) > 1 else found


def _rows(pieces: Sequence[Sequence[PointXY]]) -> list[Row]:
    """Return the places of all pieces, with a row without a height between two, so that the line breaks.

    The break stands where the piece before it ends: rows are sorted by place, and a break before that end would cut
    the last corner off an outline that touches neutral.
    """
    rows: list[Row] = []
    for piece in pieces:
        if rows:
            rows.append({"x": rows[-1]["x"], "y": None})
        rows += [{"x": round(x, 3), "y": round(y, 3)} for x, y in piece]
    return rows


def _ends(lows: Scores, highs: Scores) -> list[Row]:
    """Return a dot for the lowest and one for the highest score, and for each step that stands alone."""
    known = [(score, step) for step, score in enumerate(lows) if score is not None]
    if not known:
        return []
    low = min(known)
    # turned round, so that of equal scores the first step wins, as it does for the lowest
    high = max((score, -step) for step, score in enumerate(highs) if score is not None)
    ends = {(high[0], -high[1])} | ({low} if low[0] != high[0] else set())
    rest = {(score, step) for step, score in _lone(lows) if (score, step) not in ends}
    inked = [(step, score, LOW if score < 0 else HIGH) for score, step in ends]
    inked += [(step, score, "var(--ink-2)") for score, step in rest]
    return [_dot(step, score, hue) for step, score, hue in sorted(inked)]


def _lone(scores: Scores) -> list[tuple[int, float]]:
    return [(int(run[0][0]), run[0][1]) for run in unbroken_runs(scores) if len(run) == 1]


def _dot(step: int, score: float, hue: str) -> Row:
    return {"x": step + 0.5, "y": score, "hue": hue}
