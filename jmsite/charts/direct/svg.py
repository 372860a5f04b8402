"""Layers as SVG: for each mark its place, its outline and its look, written as the cleaner leaves what Vega writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from math import isfinite
from typing import Any

from jmsite.charts.clean_svg import Writer, attributes_of_place, layer_look
from jmsite.charts.direct.marks import Layered, LayerMarks, Row, UnknownError, grouped_by, paint
from jmsite.charts.direct.numbers import placed
from jmsite.charts.direct.paths import area, bar, line, unbroken
from jmsite.charts.direct.symbols import symbol
from jmsite.charts.direct.values import Ends, in_figures, numbers_of, place_of, size_of, words_of

AxisScale = tuple[float, float, float, float]

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
WIDTHS = {"line": 2, "point": 2}
"""The width of strokes of marks that do not say it."""
SIZE = 30
"""The area of points that do not say theirs."""
BLANKS = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""The signs that JavaScript's ``trim`` takes away, which are not those of Python's ``strip``."""


def svg_of_chart(chart: Layered, lines: Sequence[str], sizes: Mapping[str, float]) -> str:
    """Return what stands inside the SVG of a chart; ``lines`` and ``sizes`` are those of ``clean``.

    Raises ``UnknownError`` for a value that is not known here.
    """
    writer = Writer(lines, sizes, "")
    left, top = chart.padding["left"], chart.padding["top"]
    writer.begin("g", _moved(left, top))
    writer.begin("g", "")  # the frame of the whole, which says nothing
    scales = {
        "x": _scale(chart.domains.get("x"), 0, chart.width),
        "y": _scale(chart.domains.get("y"), chart.height, 0),
    }
    for marks in chart.layers:
        if marks.rows:
            _Layer(marks, chart.needed(marks), scales).drawn(writer)
    writer.end()
    writer.end()
    return "".join(writer.out)


def _scale(domain: tuple[float, float] | None, start: float, stop: float) -> AxisScale | None:
    """Return the least of a domain, its length, and the pixels of its ends, the least first."""
    if domain is None:
        return None
    low, high = domain
    # as Vega turns a domain that runs backwards: the sums below are then its own, to the last digit
    low, high, start, stop = (high, low, stop, start) if high < low else (low, high, start, stop)
    if not isfinite(high - low):
        raise UnknownError("a scale without an end")
    return float(low), float(high - low), float(start), float(stop)


class _Layer:
    """The marks of one layer as they are written one after the other."""

    def __init__(
        self, marks: LayerMarks, needed: Iterable[str], scales: Mapping[str, AxisScale | None]
    ) -> None:
        self.marks = marks
        self.needed = needed
        self.scales = scales
        self.fields = {
            name: marks.channels[name]["field"]
            for name in ("fill", "fillOpacity", "stroke")
            if name in marks.channels
        }
        self.looks: dict[tuple[Any, ...], str] = {}

    def drawn(self, writer: Writer) -> None:
        """Write the group of the layer; lines of several fields stand in groups of their own."""
        by = grouped_by(self.marks)
        if not by:
            self._group(writer, self.marks.rows)
            return
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.marks.rows:
            groups.setdefault(tuple([row.get(field) for field in by]), []).append(row)
        writer.begin("g", "")
        for rows in groups.values():
            writer.begin("g", "")  # as Vega has it: a group, and what is in it
            writer.begin("g", "")
            self._group(writer, rows)
            writer.end()
            writer.end()
        writer.end()

    def _group(self, writer: Writer, rows: Sequence[Row]) -> None:
        writer.begin("g", layer_look(self.marks.name, writer.sizes))
        if self.marks.is_path:
            self._path(writer, rows)
        else:
            rows = self._valid(rows)
            for row, (tag, outline, words) in zip(rows, DRAWN[self.marks.kind](self, rows), strict=True):
                label = self._label(row)
                writer.begin(tag, outline + attributes_of_place(label), label, alone=not words)
                if words:
                    writer.text(words)
                    writer.end()
        writer.end()

    def _valid(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return the rows that have a place; others are not drawn."""
        for field in self.needed:
            numbers = numbers_of([row.get(field) for row in rows])
            rows = [row for row, number in zip(rows, numbers, strict=True) if number is not None]
        return rows

    def _label(self, row: Row) -> str:
        said = self.marks.channels.get("description")
        return words_of(row.get(said["field"])) if said else ""

    def places(self, channel: str, rows: Sequence[Row]) -> Ends:
        """Return the pixels of each row on a side; None where there are none."""
        said = self.marks.channels.get(channel)
        if said is None:
            return [None] * len(rows)
        if "value" in said:
            return [float(said["value"])] * len(rows)
        found = numbers_of([row.get(said["field"]) for row in rows])
        if self.marks.channels[channel[0]]["scale"] is not None:
            scale = self.scales[channel[0]]
            assert scale is not None  # noqa: S101 - a channel with a domain has a scale
            found = _scaled(found, scale)
        if not all(value is None or isfinite(value) for value in found):
            raise UnknownError("a place without an end")
        return found

    def starts(self, channel: str, rows: Sequence[Row]) -> list[float]:
        """Return the pixels of each row, where every row has some."""
        moved = float(self.marks.style.get("xOffset", 0)) if channel == "x" else 0.0
        found = [value + moved for value in self.places(channel, rows) if value is not None]
        if len(found) < len(rows):
            raise UnknownError("a mark without a place")
        return found

    def look(self, row: Row) -> str:
        """Return the attributes that say how the mark of a row looks."""
        # a picture has few looks and many marks
        key = tuple([row.get(field) for field in self.fields.values()])
        if key not in self.looks:
            self.looks[key] = self._look(dict(zip(self.fields, key, strict=True)))
        return self.looks[key]

    def _look(self, own: Mapping[str, Any]) -> str:
        said = {**self.marks.style, **own}
        parts = [
            f' {name}="{paint(said[name])}"' if name in said and said[name] is not None else ""
            for name in ("fill", "stroke")
        ]
        if said.get("fillOpacity") is not None:
            # where Vega writes it: behind the fill, before the stroke
            parts.insert(1, f' fill-opacity="{in_figures(said["fillOpacity"])}"')
        wide = in_figures(said.get("strokeWidth", WIDTHS.get(self.marks.kind, 0)))
        if parts[-1] and wide != "0":
            parts.append(f' stroke-width="{wide}"')
        for name, key in (("stroke-linecap", "strokeCap"), ("stroke-linejoin", "strokeJoin")):
            if key in said:
                parts.append(f' {name}="{said[key]}"')
        if "strokeDash" in said:
            parts.append(f' stroke-dasharray="{",".join([in_figures(one) for one in said["strokeDash"]])}"')
        dense = in_figures(said.get("opacity", 1))
        return "".join(parts) + (f' opacity="{dense}"' if dense != "1" else "")

    def _path(self, writer: Writer, rows: Sequence[Row]) -> None:
        """Write all rows as one line or area, from left to right."""
        across, down, ends = (self.places(channel, rows) for channel in ("x", "y", "y2"))
        # by pixels and not by values: Vega sorts what it has scaled, and equal places keep the order of rows
        order = sorted(range(len(rows)), key=lambda at: place_of(across[at]))
        curve = self.marks.style.get("interpolate", "linear")
        above = [_place(across[at], down[at]) for at in order]
        if self.marks.kind == "line":
            path = line(unbroken(above), curve)
        else:
            below = [
                # in this order of sums: the plain end would differ in the last digit from what Vega adds up
                place and (place[0], place[1] + ((end - place[1]) if (end := ends[at]) is not None else 0))
                for at, place in zip(order, above, strict=True)
            ]
            path = area(unbroken(above), unbroken(below), curve)
        # as in Vega, a path looks as its first row says
        first = rows[order[0]]
        label = self._label(first)
        outline = f' d="{path}"' if path else ""
        writer.begin("path", f"{outline}{self.look(first)}{attributes_of_place(label)}", label, alone=True)


Outlines = Iterator[tuple[str, str, str]]


def _rules(layer: _Layer, rows: Sequence[Row]) -> Outlines:
    sides = [(layer.starts(side, rows), layer.places(f"{side}2", rows)) for side in ("x", "y")]
    (across, far), (down, low) = sides
    for row, x, x2, y, y2 in zip(rows, across, far, down, low, strict=True):
        long = "".join(
            [
                f' {name}="{placed(end - start)}"'
                for name, start, end in (("x2", x, x2), ("y2", y, y2))
                if end is not None and end != start
            ]
        )
        yield "line", f"{_moved(x, y)}{long}{layer.look(row)}", ""


def _points(layer: _Layer, rows: Sequence[Row]) -> Outlines:
    style, channels = layer.marks.style, layer.marks.channels
    sizes = [size_of(row.get(channels["size"]["field"])) for row in rows] if "size" in channels else None
    shapes = [words_of(row.get(channels["shape"]["field"])) for row in rows] if "shape" in channels else None
    across, down = layer.starts("x", rows), layer.starts("y", rows)
    for at, (row, x, y) in enumerate(zip(rows, across, down, strict=True)):
        shape = shapes[at] if shapes else style.get("shape", "circle")
        tag, outline = symbol(shape, sizes[at] if sizes else size_of(style.get("size", SIZE)))
        look = layer.look(row)
        # the radius last: the cleaner puts it there, when it has found that a path is a circle
        yield tag, _moved(x, y) + (look + outline if tag == "circle" else outline + look), ""


def _bars(layer: _Layer, rows: Sequence[Row]) -> Outlines:
    radius = float(layer.marks.style.get("cornerRadius", 0))
    across, far, down, low = (_ends(layer, channel, rows) for channel in ("x", "x2", "y", "y2"))
    for row, x, x2, y, y2 in zip(rows, across, far, down, low, strict=True):
        left, right, top, bottom = min(x, x2), max(x, x2), min(y, y2), max(y, y2)
        path = bar(left, top, right - left, bottom - top, radius)
        yield "path", f' d="{path}"{layer.look(row)}', ""


def _texts(layer: _Layer, rows: Sequence[Row]) -> Outlines:
    style = layer.marks.style
    field = layer.marks.channels["text"]["field"]
    dx, dy = float(style.get("dx", 0)), float(style.get("dy", 0))
    anchor = f' text-anchor="{ANCHORS[style["align"]]}"'
    weight = f' font-weight="{in_figures(style["fontWeight"])}"' if "fontWeight" in style else ""
    for row, x, y in zip(rows, layer.starts("x", rows), layer.starts("y", rows), strict=True):
        words = escape(words_of(row.get(field)).strip(BLANKS), quote=False)
        yield "text", f"{anchor}{_moved(x + dx, y + dy)}{weight}{layer.look(row)}", words


DRAWN: dict[str, Callable[[_Layer, Sequence[Row]], Outlines]] = {
    "rule": _rules,
    "point": _points,
    "rect": _bars,
    "text": _texts,
}


def _ends(layer: _Layer, channel: str, rows: Sequence[Row]) -> list[float]:
    return [place_of(value) for value in layer.places(channel, rows)]


def _scaled(values: Ends, scale: AxisScale) -> Ends:
    low, long, start, stop = scale
    # a domain of one value stands in the middle
    shares = [value if value is None else (value - low) / long if long else 0.5 for value in values]
    # D3's way to go between two numbers; ``start + (stop - start) * share`` rounds otherwise
    return [share if share is None else start * (1 - share) + stop * share for share in shares]


def _moved(x: float, y: float) -> str:
    return f' transform="translate({placed(x)},{placed(y)})"' if x or y else ""


def _place(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None else (x, y)
