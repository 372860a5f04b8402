"""Feeling by row and column: each cell has its colour and its score in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jmsite.charts.axes import labels
from jmsite.charts.curves import within_scale
from jmsite.charts.labels import scored, shorten, width
from jmsite.charts.layers import WHO, Row, across, along, at, end, layer, picture, plainly, text, words_of
from jmsite.model.figures import HeatMap
from jmsite.model.readings import band

if TYPE_CHECKING:
    import altair as alt

TALL, GAP = 40, 3
# for each band of feeling: fill, how dense it is, and an ink that reads on it in light and dark
SHADES = (
    ("var(--emotion-n2)", 1.0, "var(--on-accent)"),
    ("var(--emotion-n1)", 0.85, "var(--ink)"),
    ("var(--emotion-0)", 0.7, "var(--ink)"),
    ("var(--emotion-p1)", 0.8, "var(--ink)"),
    ("var(--emotion-p2)", 1.0, "var(--on-accent)"),
)


def heat_map(figure: HeatMap) -> alt.LayerChart:
    """Draw the cells that have a score, rows named at the left, columns above; a missing one has a dash."""
    rows, columns = max(len(figure.rows), 1), max(len(figure.columns), 1)
    left = min(max([width(name, 13) for name in figure.rows], default=0), 200) + 16
    # a score needs some room for its word, and more than that makes a map of few columns no clearer
    wide = max(64.0, min(112.0, (960 - left) / columns))
    x, y = along(columns, figure.rtl), across("y", rows, 0)
    empty = {"x": x, "x2": end("x2"), "y": y}
    layers = [layer("missing", "rule", _missing(figure), empty, stroke="var(--line-strong)", strokeWidth=1.5)]
    if cells := _cells(figure, wide):
        layers.append(
            layer(
                "cells",
                "rect",
                cells,
                {
                    "x": x,
                    "x2": end("x2"),
                    "y": y,
                    "y2": end("y2"),
                    "fill": plainly("fill"),
                    "fillOpacity": plainly("dense", "quantitative"),
                    "description": WHO,
                },
                cornerRadius=4,
            )
        )
        middle = {"x": {**x, "field": "mx"}, "fill": plainly("ink")}
        said = any(cell["said"] for cell in cells)
        scores = {**middle, "y": {**y, "field": "my"}, "text": words_of("score")}
        layers.append(
            text("scores", cells, scores, size=13, fontWeight=600, dy=-7 if said else 0, align="center")
        )
        if said:
            layers.append(text("said", cells, {**scores, "text": words_of("said")}, dy=9, align="center"))
    return picture(
        [*layers, *_names(figure, left, wide)],
        wide * columns,
        TALL * rows,
        {"left": 0 if figure.rtl else left, "top": 28, "right": left if figure.rtl else 0, "bottom": 0},
    )


def _missing(figure: HeatMap) -> list[Row]:
    """Return a short dash in the middle of each cell that has no score."""
    scored = {(row, column) for row, column, _ in figure.cells}
    return [
        {"x": column + 0.44, "x2": column + 0.56, "y": row + 0.5}
        for row in range(len(figure.rows))
        for column in range(len(figure.columns))
        if (row, column) not in scored
    ]


def _cells(figure: HeatMap, wide: float) -> list[Row]:
    # backwards, so that of two scores of one cell the first one stays
    by_place = {(row, column): index for index, (row, column, _) in reversed([*enumerate(figure.cells)])}
    cells: list[Row] = []
    for (row, column), index in sorted(by_place.items()):
        if row >= len(figure.rows) or column >= len(figure.columns) or min(row, column) < 0:
            continue
        score = within_scale(figure.cells[index][2])
        fill, dense, ink = SHADES[band(score)]
        said = figure.words[index] if index < len(figure.words) else ""
        cells.append(
            {
                "x": column + GAP / 2 / wide,
                "x2": column + 1 - GAP / 2 / wide,
                "mx": column + 0.5,
                "y": row + GAP / 2 / TALL,
                "y2": row + 1 - GAP / 2 / TALL,
                "my": row + 0.5,
                "fill": fill,
                "dense": dense,
                "ink": ink,
                "score": scored(score, figure.signs, figure.scale),
                "said": shorten(said, wide - 8),
                "who": f"- - {row} {column + 1}",
            }
        )
    return cells


def _names(figure: HeatMap, left: float, wide: float) -> list[alt.Chart]:
    rows, columns = max(len(figure.rows), 1), max(len(figure.columns), 1)
    down = [
        {"y": index + 0.5, "word": shorten(name, left - 16, 13)} for index, name in enumerate(figure.rows)
    ]
    over = [{"x": index + 0.5, "word": shorten(name, wide - 8)} for index, name in enumerate(figure.columns)]
    return [
        labels(
            "rows",
            down,
            {"x": at(wide * columns + left if figure.rtl else -left), "y": across("y", rows, 0)},
            align="right" if figure.rtl else "left",
            size=13,
            fill="var(--ink)",
        ),
        labels(
            "columns",
            over,
            {"x": along(columns, figure.rtl), "y": at(-14)},
            align="center",
            fill="var(--ink-2)",
        ),
    ]
