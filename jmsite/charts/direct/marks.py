"""The layers of one of our charts, read strictly: marks, channels and rows that are known word for word."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from jmsite.charts.direct.numbers import read_by_vl_convert
from jmsite.model.value import Value

Row = Mapping[str, Any]
Encoding = Mapping[str, Any]

LOOK = frozenset(
    ("type", "aria", "opacity", "fill", "stroke", "strokeWidth", "strokeCap", "strokeJoin", "strokeDash")
)
KINDS: Mapping[str, frozenset[str]] = {
    "area": LOOK | {"interpolate"},
    "line": LOOK | {"interpolate", "filled"},
    "point": LOOK | {"filled", "size", "shape", "xOffset"},
    "rect": LOOK | {"cornerRadius"},
    "rule": LOOK,
    "text": LOOK | {"align", "dx", "dy", "fontSize", "fontWeight"},
}
"""The properties that each kind of mark may have here; with any other one it is left to Vega."""
NEEDED = {"area": "fill", "line": "stroke", "point": "fill", "rect": "fill", "rule": "stroke", "text": "fill"}
"""The paint without which Vega-Lite would choose one."""
NEEDS = {"area": ("y2", "order"), "line": ("order",), "rect": ("x2", "y2"), "text": ("text",)}
"""The channels without which Vega-Lite would choose something, beside the two of a place."""
PAINTS = ("fill", "stroke", "fillOpacity")
POINT_PAINTS = (*PAINTS, "size", "shape")
WORDS = ("text", "description", "detail")
DEEP = (dict, list, float)
PLACES = ("x", "y")
PATHS = ("line", "area")
NUMBERS = frozenset(("fillOpacity", "opacity", "size", "strokeWidth", "cornerRadius", "dx", "dy", "xOffset"))
SAFE = re.compile(r"[\w\s(),.%#+-]*")
"""Signs of colours, shapes and names that mean the same in an attribute as outside of it."""
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""Names of layers, whose hyphens Vega-Lite replaces."""
ENDS = frozenset(("butt", "round", "square", "miter", "bevel"))


class UnknownError(Exception):
    """Something that only Vega knows how to draw."""


class LayerMarks(Value):
    """One layer: ``name`` and ``kind`` of its marks, their ``style`` and ``channels``, rows as JSON and as read."""

    name: str
    kind: str
    style: Mapping[str, Any]
    channels: Mapping[str, Encoding]
    text: str
    rows: Sequence[Row]

    @property
    def is_path(self) -> bool:
        """Return whether all rows make one mark, which breaks where one has no place."""
        return self.kind in PATHS


class Layered(Value):
    """A chart: its layers over two scales, which are domains (None where no layer has one), and its room in pixels."""

    layers: tuple[LayerMarks, ...]
    domains: Mapping[str, tuple[float, float]]
    width: float
    height: float
    padding: Mapping[str, float]

    @property
    def size(self) -> tuple[float, float]:
        """Return how wide and high the picture is, in pixels."""
        left, right, top, bottom = (self.padding[side] for side in ("left", "right", "top", "bottom"))
        return self.width + left + right, self.height + top + bottom

    def needed(self, marks: LayerMarks) -> dict[str, Encoding]:
        """Return the fields that a row needs to be drawn, with their channels: those of sides that have a scale."""
        sides = [marks.channels[side] for side in PLACES if side in self.domains and side in marks.channels]
        return {said["field"]: said for said in sides if "field" in said}


def layered(spec: Mapping[str, Any]) -> Layered:
    """Return the chart of a specification in Vega-Lite. Raises ``UnknownError`` for what is not known here."""
    if set(spec) != {"width", "height", "autosize", "padding", "config", "layer"}:
        raise UnknownError(f"a picture with {sorted(spec)}")
    spec = _heard(spec)
    domains: dict[str, tuple[float, float]] = {}
    layers = tuple([_marks(layer, domains) for layer in spec["layer"]])
    if len({layer.name for layer in layers}) < len(layers):
        raise UnknownError("layers of one name")
    return Layered(
        layers=layers, domains=domains, width=spec["width"], height=spec["height"], padding=spec["padding"]
    )


def _heard(value: Any) -> Any:
    """Return a part of a specification with its numbers as they are read from JSON."""
    if isinstance(value, dict):
        return {key: _heard(part) if type(part) in DEEP else part for key, part in value.items()}
    if isinstance(value, list):
        return [_heard(part) for part in value]
    return read_by_vl_convert(value) if isinstance(value, float) else value


def _marks(layer: Mapping[str, Any], domains: dict[str, tuple[float, float]]) -> LayerMarks:
    mark, channels, data = layer["mark"], layer["encoding"], layer["data"]
    if set(layer) != {"data", "mark", "encoding", "name"} or set(data) != {"values", "format"}:
        raise UnknownError(f"a layer with {sorted(layer)}")
    kind, name = mark["type"], layer["name"]
    if not mark.keys() <= KINDS.get(kind, frozenset()) or not NAME.fullmatch(name):
        raise UnknownError(f"a {kind} with {sorted(mark)}")
    rows = json.loads(data["values"])
    # a picture without anything has a layer with neither, see ``picture``
    if rows or channels:
        _known_style(kind, mark, channels)
    for channel, said in channels.items():
        _known_channel(kind, channel, said, channels, domains)
    return LayerMarks(
        name=name.replace("-", "_"), kind=kind, style=mark, channels=channels, text=data["values"], rows=rows
    )


def _known_style(kind: str, mark: Mapping[str, Any], channels: Mapping[str, Encoding]) -> None:
    needs = {"x", "y", *NEEDS.get(kind, ())}
    if not needs <= channels.keys() or mark.get("aria") != ("description" in channels):
        raise UnknownError(f"a {kind} with {sorted(channels)}")
    if kind == "rule" and not {"x2", "y2"} & channels.keys():
        raise UnknownError("a rule of one end")
    if "xOffset" in mark and not channels["x"].get("scale"):
        raise UnknownError("pixels that are moved")
    filled = bool(mark.get("filled"))
    needed = "fill" if kind == "line" and filled else NEEDED[kind]
    if needed not in mark and needed not in channels:
        raise UnknownError(f"a {kind} without {needed}")
    if kind == "point" and not (filled and "opacity" in mark):
        raise UnknownError("points as Vega-Lite would have them")
    # the size of words is put in by the cleaner; where it is told, Vega measures them in a font
    if kind == "text" and (mark.get("fontSize") != 0 or mark.get("align") not in ("left", "center", "right")):
        raise UnknownError("words that are measured")
    for name, value in mark.items():
        if name in NUMBERS and not is_number(value):
            raise UnknownError(f"{name} as {value!r}")
        if name in ("fill", "stroke"):
            paint(value)
        if name in ("strokeCap", "strokeJoin") and value not in ENDS:
            raise UnknownError(f"{name} as {value!r}")
    if mark.get("interpolate", "linear") not in ("linear", "monotone"):
        raise UnknownError(f"a line that is {mark['interpolate']}")


def _known_channel(
    kind: str,
    channel: str,
    said: Encoding,
    channels: Mapping[str, Encoding],
    domains: dict[str, tuple[float, float]],
) -> None:
    if channel in PLACES:
        return _known_place(channel, said, kind, domains)
    known = (
        _is_end(channel, said, channels, kind)
        or (
            channel in (POINT_PAINTS if kind == "point" else PAINTS)
            and said.keys() == {"field", "type", "scale", "legend"}
            and said["scale"] is None
        )
        or (channel in WORDS and said.keys() == {"field", "type"} and said["type"] == "nominal")
        or (channel == "order" and said == {"value": 0})
    )
    if not known or ("field" in said and not str(said["field"]).isidentifier()):
        raise UnknownError(f"{channel} as {dict(said)}")
    return None


def _known_place(channel: str, said: Encoding, kind: str, domains: dict[str, tuple[float, float]]) -> None:
    if kind in PATHS and not said.get("scale"):
        raise UnknownError(f"a {kind} without a scale")
    if said.keys() == {"value"} and is_number(said["value"]):
        return
    # an identifier: of other names Vega reads points and brackets as a way into a value
    if said.keys() != {"field", "type", "axis", "scale"} or not str(said["field"]).isidentifier():
        raise UnknownError(f"{channel} as {dict(said)}")
    scale = said["scale"]
    if scale is None:
        return
    if scale.keys() != {"domain", "nice", "zero"} or scale["nice"] or scale["zero"]:
        raise UnknownError(f"a scale as {scale}")
    # layers share their scales: of two domains Vega-Lite would make one
    low, high = scale["domain"]
    if not (is_number(low) and is_number(high)) or domains.setdefault(channel, (low, high)) != (low, high):
        raise UnknownError("scales that are put together")


def _is_end(channel: str, said: Encoding, channels: Mapping[str, Encoding], kind: str) -> bool:
    """Return whether a channel is the other end of a mark, in pixels or on the scale of its first one."""
    if channel not in ("x2", "y2") or kind not in ("area", "rect", "rule"):
        return False
    first = channels.get(channel[0], {})
    if said.keys() == {"value"}:
        return is_number(said["value"]) and "value" in first
    return said.keys() == {"field"} and bool(first.get("scale"))


def is_number(value: object) -> bool:
    """Return whether a value is a finite number that JavaScript has."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def paint(value: object) -> str:
    """Return a colour that is written as it is. Raises ``UnknownError`` for another value."""
    if isinstance(value, str) and SAFE.fullmatch(value) and "url" not in value and value != "transparent":
        return value
    raise UnknownError(f"a colour as {value!r}")


def grouped_by(marks: LayerMarks) -> list[str]:
    """Return the fields by whose values the rows of a line or area are drawn apart."""
    if not marks.is_path:
        return []
    if "fill" in marks.channels or "fillOpacity" in marks.channels:
        raise UnknownError("a line whose paint is that of its rows")
    return [marks.channels[name]["field"] for name in ("stroke", "detail") if name in marks.channels]
