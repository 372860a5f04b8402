"""Lines of scores over steps: the marks that the emotion curve and the comparison share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jmsite.charts.layers import DOT, IN_ORDER, MARK, WHO, Encoding, Row, end, layer, plainly, words_of
from jmsite.model.figures import CurvePoint, Line

if TYPE_CHECKING:
    import altair as alt

# Vega's sizes are areas: these make the shapes look equally large.
AREA = {"circle": 130, "square": 112, "diamond": 124, "cross": 124, "triangle-up": 118, "triangle-down": 118}
OTHER_AREA = 118
DASH = "M-1,-0.17 L1,-0.17 L1,0.17 L-1,0.17 Z"  # the mark of what is measured beside a written score
APART = 0.075  # of a column: so far apart points stand that share a place
FEW = 4  # lines that are drawn at full size


def lines(
    figure_lines: Sequence[Line], points: Sequence[CurvePoint], x: Encoding, y: Encoding
) -> list[alt.Chart]:
    """Return one curve for each line, interrupted where steps have no score, and the intervals of measured points."""
    rows = [
        row for index, line in enumerate(figure_lines) for row in curve_rows(index, line, of(line, points))
    ]
    bars = [row for row in dots(figure_lines, points) if row["low"] is not None and row["high"] is not None]
    drawn = layer(
        "lines",
        "line",
        rows,
        by_line(x, y),
        interpolate="monotone",
        strokeWidth=2.5,
        strokeJoin="round",
        strokeCap="round",
    )
    if not bars:
        return [drawn]
    low = {**y, "field": "low"}
    channels = {"x": x, "y": low, "y2": end("high"), "stroke": plainly("hue"), "description": WHO}
    return [drawn, layer("intervals", "rule", bars, channels, strokeWidth=6, opacity=0.22)]


def measured_beside(
    figure_lines: Sequence[Line], beside: Sequence[CurvePoint], x: Encoding, y: Encoding, first: int
) -> list[alt.Chart]:
    """Return measured scores where others are written: a dash in its interval, and a broken line from one to the next.

    ``first`` is the row of the first of them in the numbers behind the chart.
    """
    if not beside:
        return []
    # backwards: of two at one place the first one is drawn, and its row is told
    each = reversed([*enumerate(beside, first)])
    numbers = {(point.line, point.step, point.at): row for row, point in each}
    rows = [
        {**row, "mark": f"{row['who']} {numbers[figure_lines[row['line']].id, row['step'], row['at']]}"}
        for row in dots(figure_lines, beside)
    ]
    curve = [
        row for index, line in enumerate(figure_lines) for row in curve_rows(index, line, of(line, beside))
    ]
    bars = [row for row in rows if row["low"] is not None and row["high"] is not None]
    hue = {"x": x, "stroke": plainly("hue"), "description": WHO}
    drawn = [
        layer("beside", "line", curve, {**hue, "y": y, "detail": words_of("line"), "order": IN_ORDER},
              strokeWidth=1.5, strokeDash=[7, 4], strokeJoin="round"),
    ]  # fmt: skip
    if bars:
        ends = {**hue, "y": {**y, "field": "low"}, "y2": end("high"), "description": MARK}
        drawn.append(layer("beside-intervals", "rule", bars, ends, strokeWidth=6, opacity=0.22))
    dashes = {**hue, "y": y, "fill": plainly("hue"), "description": MARK}
    look = {"shape": DASH, "size": 260, "filled": True, "strokeWidth": 0, "opacity": 1}
    return [*drawn, layer("beside-points", "point", rows, dashes, **look)]


def bridges(
    figure_lines: Sequence[Line], marks: Sequence[CurvePoint], x: Encoding, y: Encoding
) -> list[alt.Chart]:
    """Return a thin dotted line over the steps that a persona skips, from the last score to the next."""
    rows = [
        {
            "x": round(before.step + before.at, 4),
            "end": round(after.step + after.at, 4),
            "score": within_scale(before.score),
            "goal": within_scale(after.score),
            "hue": line.colour,
            "who": f"{index}",
        }
        for index, line in enumerate(figure_lines)
        for before, after in pairwise(point for _, point in sorted(of(line, marks).items()))
        if after.step > before.step + 1
    ]
    channels = {
        "x": x,
        "x2": end("end"),
        "y": y,
        "y2": end("goal"),
        "stroke": plainly("hue"),
        "description": WHO,
    }
    look = {"strokeWidth": 1.5, "strokeDash": [1, 5], "strokeCap": "round"}
    return [layer("bridges", "rule", rows, channels, **look)] if rows else []


def points(
    figure_lines: Sequence[Line],
    marks: Sequence[CurvePoint],
    x: Encoding,
    y: Encoding,
    numbers: Mapping[tuple[str, int, float], int],
) -> list[alt.Chart]:
    """Return the points by basis: full is measured, ring and dot researched, hollow assumed.

    ``numbers``: the row of the numbers behind the chart, by line, step and place in the step.
    """
    rows = [
        {**row, "mark": f"{row['who']} {numbers[figure_lines[row['line']].id, row['step'], row['at']]}"}
        for row in dots(figure_lines, marks)
    ]
    channels = {"x": x, "y": y, "shape": plainly("shape"), "description": WHO}
    size = {"type": "quantitative", "scale": None, "legend": None}
    cored = [row for row in rows if row["core"]]
    halo, marked = (
        layer(
            "halo",
            "point",
            rows,
            {**channels, "size": {**size, "field": "halo"}},
            fill="var(--surface)",
            strokeWidth=0,
            **DOT,
        ),
        layer(
            "points",
            "point",
            rows,
            {
                **channels,
                "size": {**size, "field": "size"},
                "fill": plainly("fill"),
                "stroke": plainly("hue"),
                "description": MARK,
            },
            strokeWidth=2,
            **DOT,
        ),
    )
    drawn = (
        [halo, marked] if len(figure_lines) <= FEW else [marked]
    )  # among many a halo hides more than it frees
    if cored:
        core = {**channels, "size": {**size, "field": "core"}, "fill": plainly("hue")}
        drawn.append(layer("cores", "point", cored, core, filled=True, strokeWidth=0, opacity=1))
    return drawn


def of(line: Line, points: Sequence[CurvePoint]) -> dict[tuple[int, float], CurvePoint]:
    """Return the points of a line by step and place in it; of two in one place the first one holds."""
    # backwards: of those with one key, a mapping keeps the last
    return {(point.step, point.at): point for point in reversed(points) if point.line == line.id}


def by_line(x: Encoding, y: Encoding) -> Encoding:
    """Return the channels of curves that are one layer: each line by itself, in its colour, from point to point."""
    return {
        "x": x,
        "y": y,
        "stroke": plainly("hue"),
        "detail": words_of("line"),
        "order": IN_ORDER,
        "description": WHO,
    }


def curve_rows(index: int, line: Line, scored: dict[tuple[int, float], CurvePoint]) -> list[Row]:
    """Return the rows of one curve, with a row without a score where steps are missing, so that the line breaks."""
    rows: list[Row] = []
    last = 0
    for step, within in sorted(scored):
        if rows and step > last + 1:
            rows.append(
                # a row without a score interrupts the line, half a step before the next point
                {"x": step - 0.5, "score": None, "line": index, "hue": line.colour, "who": f"{index}"}
            )
        last, score = step, within_scale(scored[step, within].score)
        rows.append(
            {
                "x": round(step + within, 4),
                "score": score,
                "line": index,
                "hue": line.colour,
                "who": f"{index}",
            }
        )
    return rows


def dots(figure_lines: Sequence[Line], marks: Sequence[CurvePoint]) -> list[dict[str, Any]]:
    """Return a row for each point, line by line, so that the marks of one line stand together.

    Points of several lines at one place stand side by side, where one would hide the others.
    """
    small = 1.0 if len(figure_lines) <= FEW else 0.7
    rows = [
        _dot(index, line, point, AREA.get(line.shape, OTHER_AREA) * small)
        for index, line in enumerate(figure_lines)
        for _, point in sorted(of(line, marks).items())
    ]
    places: dict[tuple[float, float], list[dict[str, Any]]] = {}
    for row in rows:
        places.setdefault((row["x"], row["score"]), []).append(row)
    for (x, _), same in places.items():
        # closer together where they are so many that they would leave their column
        apart = min(APART, 0.8 / len(same)) * small
        for number, row in enumerate(same):
            row["x"] = round(x + (number - (len(same) - 1) / 2) * apart, 3)
    return rows


def _dot(index: int, line: Line, point: CurvePoint, area: float) -> dict[str, Any]:
    return {
        "x": round(point.step + point.at, 4),
        "score": within_scale(point.score),
        "low": None if point.low is None else within_scale(point.low),
        "high": None if point.high is None else within_scale(point.high),
        "shape": line.shape,
        "hue": line.colour,
        # full for measured, a ring for assumed, a ring with a dot for researched: told apart without colours
        "fill": line.colour if point.basis == "measured" else "var(--surface)",
        "size": round(area, 1),
        "halo": round(area * 2.3, 1),
        "core": round(area / 7, 1) if point.basis == "researched" else None,
        "line": index,
        "step": point.step,
        "at": point.at,
        "who": f"{index} {point.step}",
    }


def within_scale(score: float) -> float:
    """Return a score within the scale."""
    return round(max(-2.0, min(2.0, score)), 3)
