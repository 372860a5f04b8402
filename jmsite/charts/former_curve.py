"""The curve of a journey as it was: dotted, over the one of today, with a halo around each point that has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jmsite.charts.curves import FEW, by_line, curve_rows, of, within_scale
from jmsite.charts.layers import ROUND, Row, across, along, layer, picture
from jmsite.charts.whole_curve import HIGH, HIGH_END, LOW_END, WIDE
from jmsite.model.figures import FormerCurve

if TYPE_CHECKING:
    import altair as alt

HALO = 24  # pixels across: around the largest point


def former_curve(figure: FormerCurve) -> alt.LayerChart:
    """Draw what the lines of a whole curve were, each in its colour, and which of their points have moved.

    A map has several of these: halos are dots of one path, and many lines go straight from point to point.
    """
    x, y = along(max(figure.steps, 1), figure.rtl), across("score", LOW_END, HIGH_END)
    rows = [
        row
        for index, line in enumerate(figure.lines)
        for row in curve_rows(index, line, of(line, figure.points))
    ]
    channels = by_line(x, y)
    look = {"strokeDash": [2, 6], "strokeCap": "round", "strokeWidth": 2}
    # curves take more bytes than straight lines, and a map has several ghosts behind what it shows
    way = "monotone" if len(figure.lines) <= FEW else "linear"
    layers = [layer("ghost", "line", rows, channels, interpolate=way, **look)]
    if moved := _moved(figure):
        layers.append(layer("moved", "line", moved, channels, strokeWidth=HALO, opacity=0.28, **ROUND))
    return picture(layers, WIDE, HIGH)


def _moved(figure: FormerCurve) -> list[Row]:
    """Return a row for each point that has moved, where it is now, with a break after it."""
    rows: list[Row] = []
    for index, line in enumerate(figure.lines):
        mark = {"line": index, "hue": line.colour, "who": f"{index}"}
        for step, who, score in figure.moved:
            if who == line.id:
                rows.append({"x": step + 0.5, "score": within_scale(score), **mark})
                # a line of one place is a dot with a round cap; the break keeps the next one from being joined to it
                rows.append({"x": step + 0.5, "score": None, **mark})
    return rows
