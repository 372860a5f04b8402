"""Layers as Vega: what Vega-Lite makes of them, in its order, for readers who explore a chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jmsite.charts.direct.marks import Encoding, Layered, LayerMarks, grouped_by
from jmsite.charts.direct.numbers import from_javascript

Vega = dict[str, Any]

MARKS = {"point": "symbol"}
"""Vega's names for marks, where they differ from those of Vega-Lite."""
STYLE = ("opacity", "fill", "stroke", "strokeCap", "strokeWidth", "strokeDash", "strokeJoin", "size", "shape")
MORE_STYLE = ("interpolate", "align", "dx", "dy", "fontSize", "fontWeight", "cornerRadius")
CONFIG = {"style": {"cell": {"stroke": None, "fill": None}}}
RANGES = {"x": [0, {"signal": "width"}], "y": [{"signal": "height"}, 0]}


def as_vega(chart: Layered) -> Vega:
    """Return the chart as Vega-Lite compiles it, key by key."""
    names, data = _data(chart)
    made = {
        "autosize": "none",
        "background": "transparent",
        "padding": {side: from_javascript(value) for side, value in chart.padding.items()},
        "width": from_javascript(chart.width),
        "height": from_javascript(chart.height),
        "style": "cell",
        "data": data,
        "marks": [_mark(chart, marks, names[marks.name]) for marks in chart.layers],
    }
    if chart.domains:
        made["scales"] = [_scale(name, domain) for name, domain in chart.domains.items()]
    return {**made, "config": {"style": {"cell": dict(CONFIG["style"]["cell"])}}}


def _scale(name: str, domain: tuple[float, float]) -> Vega:
    ends = [from_javascript(end) for end in domain]
    return {
        "name": name,
        "type": "linear",
        "domain": ends,
        "range": list(RANGES[name]),
        "nice": False,
        "zero": False,
    }


def _data(chart: Layered) -> tuple[dict[str, str], list[Vega]]:
    """Return which data each layer is made from, and all data: equal rows once, and what is left of them below."""
    texts = list(dict.fromkeys([marks.text for marks in chart.layers]))
    sources = [
        {"name": f"source_{at}", "values": text, "format": {"type": "json"}} for at, text in enumerate(texts)
    ]
    names: dict[str, str] = {}
    filtered: list[Vega] = []
    number = 0
    for at, text in enumerate(texts):
        users = {marks.name: marks for marks in chart.layers if marks.text == text}
        tests = {name: "" if marks.is_path else _filter(chart, marks) for name, marks in users.items()}
        filters: dict[str, LayerMarks] = {}
        for name, test in tests.items():
            if test:
                filters.setdefault(test, users[name])
        number += len(filters) > 1  # Vega-Lite counts the rows themselves then, too
        known = {"": f"source_{at}"}
        for test, marks in filters.items():
            known[test] = f"data_{number}"
            number += 1
            kept = {"type": "filter", "expr": _has_place(chart.needed(marks))}
            filtered.append({"name": known[test], "source": f"source_{at}", "transform": [kept]})
        names |= {name: known[test] for name, test in tests.items()}
    return names, [*sources, *filtered]


def _filter(chart: Layered, marks: LayerMarks) -> str:
    """Return a text that is equal where Vega-Lite takes the tests of two layers for one."""
    needed = chart.needed(marks)
    return repr(needed) if needed else ""


def _has_place(fields: Iterable[str]) -> str:
    """Return the test of the rows that have numbers in some fields, "" where none are asked for."""
    return " && ".join([f'isValid(datum["{field}"]) && isFinite(+datum["{field}"])' for field in fields])


def _mark(chart: Layered, marks: LayerMarks, data: str) -> Vega:
    """Return the mark of a layer; of a line that is drawn apart by fields, the group with one for each."""
    by = grouped_by(marks)
    apart = f"faceted_path_{marks.name}_main"
    kind = MARKS.get(marks.kind, marks.kind)
    mark = {
        "name": f"{marks.name}_marks",
        "type": kind,
        "style": [marks.kind],
        **({"sort": {"field": "x"}} if marks.is_path else {}),
        **({} if marks.style["aria"] else {"aria": False}),
        "from": {"data": apart if by else data},
        "encode": {"update": dict(_encoded(chart, marks))},
    }
    if not by:
        return mark
    size = {side: {"field": {"group": side}} for side in ("width", "height")}
    facet = {"facet": {"name": apart, "data": data, "groupby": by}}
    return {
        "name": f"{marks.name}_pathgroup",
        "type": "group",
        "from": facet,
        "encode": {"update": size},
        "marks": [mark],
    }


def _encoded(chart: Layered, marks: LayerMarks) -> Iterator[tuple[str, Any]]:
    """Yield what a mark is made by, in Vega-Lite's order; what comes again has the place where it came first."""
    style, channels = marks.style, marks.channels
    for name in (*STYLE, *MORE_STYLE):
        if name in style:
            yield name, {"value": _value(style[name])}
    if marks.kind == "area":
        yield "orient", {"value": "vertical"}
    for name in ("fill", "stroke", "fillOpacity"):
        if name in channels:
            yield name, {"field": channels[name]["field"]}
    yield from _described(marks)
    for name in ("x", "x2", "y", "y2"):
        if name in channels:
            yield name, _place(name, channels, style)
    for name in ("size", "shape"):
        if name in channels:
            yield name, {"field": channels[name]["field"]}
    if marks.kind == "text":
        yield "text", {"signal": _word(channels["text"])}
        yield "baseline", {"value": "middle"}
    if marks.is_path:
        yield "defined", {"signal": _has_place(chart.needed(marks))}


def _value(value: Any) -> Any:
    return [from_javascript(one) for one in value] if isinstance(value, list) else from_javascript(value)


def _described(marks: LayerMarks) -> Iterator[tuple[str, Any]]:
    if not marks.style["aria"]:
        return
    yield "aria", True
    if marks.kind == "point":
        yield "ariaRoleDescription", {"value": "point"}
    yield "description", {"signal": _word(marks.channels["description"])}


def _place(name: str, channels: Mapping[str, Encoding], style: Mapping[str, Any]) -> Vega:
    said, first = channels[name], channels[name[0]]
    if "value" in said:
        return {"value": from_javascript(said["value"])}
    scale = {"scale": name[0]} if first["scale"] else {}
    offset = {"offset": from_javascript(style["xOffset"])} if name == "x" and "xOffset" in style else {}
    return {**scale, "field": said["field"], **offset}


def _word(said: Encoding) -> str:
    field = f'datum["{said["field"]}"]'
    return f'isValid({field}) ? {field} : ""+{field}'
