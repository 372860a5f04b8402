"""The building blocks of charts: layers of marks over rows, put together as one Altair chart."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import altair as alt

Row = Mapping[str, Any]
MarkKind = Literal["area", "line", "point", "rect", "rule", "text"]
Encoding = dict[str, Any]
Padding = Mapping[str, float]

CONFIG: dict[str, Any] = {"background": "transparent", "view": {"stroke": None, "fill": None}}
NO_PADDING: Padding = {"left": 0, "top": 0, "right": 0, "bottom": 0}
ONCE: tuple[Row, ...] = ({},)  # rows of a mark that is drawn once


def layer(
    name: str, kind: MarkKind, rows: Sequence[Row], channels: Mapping[str, Encoding], **style: Any
) -> alt.Chart:
    """Return marks of a kind over rows; ``name`` says to the cleaner what the marks are.

    The rows travel as one JSON text: Altair looks at every value of a list, which costs more than drawing it.
    """
    import altair as alt

    values = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    mark: Any = {"type": kind, "aria": "description" in channels, **style}
    return alt.Chart(
        data={"values": values, "format": {"type": "json"}},
        mark=mark,
        encoding=alt.FacetedEncoding(**channels),
        name=name,
    )


def text(
    name: str,
    rows: Sequence[Row],
    channels: Mapping[str, Encoding],
    size: float = 12,
    dy: float = 0,
    **style: Any,
) -> alt.Chart:
    """Return the ``word`` of each row, its middle at its place."""
    down = dy + round(size * 0.35, 1)  # from the middle of a capital to its foot
    return layer(name, "text", rows, {"text": words_of("word"), **channels}, fontSize=size, dy=down, **style)


def picture(
    layers: Sequence[alt.Chart], width: float, height: float, padding: Padding = NO_PADDING
) -> alt.LayerChart:
    """Return the layers over each other, exactly as large as width, height and padding say: no text is measured."""
    import altair as alt

    chart = alt.LayerChart(width=width, height=height, autosize="none", padding=dict(padding), config=CONFIG)
    chart.layer = [*layers] or [
        layer("nothing", "rule", (), {})
    ]  # set afterwards: Altair would copy them twice
    return chart


def across(name: str, low: float, high: float, **more: Any) -> Encoding:
    """Return a horizontal channel over the numbers low to high, or a vertical one: a channel does not know its side."""
    scale = {"domain": [low, high], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "axis": None, "scale": scale, **more}


def along(count: int, rtl: bool) -> Encoding:
    """Return the horizontal channel over so many steps, the first one at the side where reading begins."""
    return across("x", count, 0) if rtl else across("x", 0, count)


def end(name: str) -> Encoding:
    """Return the other end of a rule, an area or a bar."""
    return {"field": name}


def at(value: float) -> Encoding:
    """Return a place in pixels."""
    return {"value": value}


def plainly(name: str, kind: str = "nominal") -> Encoding:
    """Return a field that holds the very value to draw: a colour, a shape, a size."""
    return {"field": name, "type": kind, "scale": None, "legend": None}


def words_of(name: str) -> Encoding:
    """Return a field that holds the words to write, or what marks belong together."""
    return {"field": name, "type": "nominal"}


ROUND: dict[str, Any] = {"strokeCap": "round", "strokeJoin": "round"}  # the ends of a curve
DOT: dict[str, Any] = {"filled": True, "opacity": 1}
IN_ORDER: Encoding = {"value": 0}  # a line goes through its rows as they come
# "line step": becomes data-line and data-step. A mark that stands for a row of the numbers behind the chart says
# "line step row", or "line step row column", with "-" for what it has not.
WHO: Encoding = {"field": "who", "type": "nominal"}
MARK: Encoding = {
    "field": "mark",
    "type": "nominal",
}  # the same, where rows of one layer are shared by others
