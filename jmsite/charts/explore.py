"""Make of a compiled chart one that can be explored: series to single out, words under the pointer, time to zoom."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.charts.axes import ENDS, ends_room
from jmsite.charts.comparison import NARROW, folded
from jmsite.charts.emotion_curve import STEP, height_of
from jmsite.charts.labels import scored, shorten
from jmsite.model.alluvial import Alluvial
from jmsite.model.figures import (
    Bars,
    EmotionCurve,
    Figure,
    FormerCurve,
    Line,
    Sparkline,
    Trend,
    VegaLiteSpec,
    WholeCurve,
)

Vega = dict[str, Any]
Marks = Mapping[str, Any]

EPOCH = 719_163  # the number of the first day of 1970
DAY = 86_400_000
FAINT = 0.12
SHEET = 1180  # how wide a curve may be without being moved along
SIDES = (
    "'M0,-24H' + width + 'V' + (height + 24) + 'H0Z'"  # what reaches above and below the plot is not cut off
)
UNSEEN = 420  # how large a point is that is only there to be pointed at, as an area
MOVING = ("curve", "band", "points", "latest")  # what of a trend is cut off at the sides of its plot
TIMES = ("time", "utc")


def explorable(figure: Figure) -> bool:
    """Return whether a figure is more than a glance."""
    return not (
        isinstance(figure, Alluvial | FormerCurve | Sparkline | WholeCurve)
        or (isinstance(figure, Trend) and figure.small)
    )


def explored(figure: Figure, vega: Vega, sizes: Mapping[str, float]) -> str:
    """Return the chart as JSON: ``spec`` for Vega, ``series`` to single out or the ``scale`` that knows them, ``zoom``.

    ``zoom`` is the scale of the time that can be narrowed. ``sizes`` are those of words by layer, where the compiled
    chart has none.
    """
    vega.pop("$schema", None)
    if isinstance(figure, VegaLiteSpec):
        return _text({"spec": vega, **_own(vega)})
    for mark in _leaves(vega):
        size = sizes.get(mark["name"].removesuffix("_marks"))
        if size:  # words of no size were set by their foot, whatever their baseline
            mark["encode"]["update"] |= {"fontSize": {"value": size}, "baseline": {"value": "alphabetic"}}
    lines = _lines(figure)
    _ours(vega, focus=len(lines) > 1)
    vega["marks"] = [
        part for mark in vega["marks"] if not mark["name"].startswith("narrow_") for part in _rimmed(mark)
    ]
    more: dict[str, Any] = {"series": [_series(index, line) for index, line in enumerate(lines)]}
    if isinstance(figure, Trend) and figure.points:
        _zoomed(vega, figure.months)
        more["zoom"] = "x"
    elif isinstance(figure, EmotionCurve):
        _framed(vega, figure)
    return _text({"spec": vega, **more})


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _said(value: Any) -> str:
    """Return a value as it is written in an expression, which knows fewer signs than JSON."""
    return json.dumps(value)


def _lines(figure: Figure) -> tuple[Line, ...]:
    lines: tuple[Line, ...] = figure.parts if isinstance(figure, Bars) else getattr(figure, "lines", ())
    return lines if len(lines) > 1 else ()


def _series(index: int, line: Line) -> dict[str, str]:
    return {"id": str(index), "title": line.title, "colour": line.colour, "shape": line.shape}


def _leaves(part: Marks) -> Iterator[dict[str, Any]]:
    """Yield every mark that is no group, at whatever depth."""
    for mark in part.get("marks", ()):
        if mark["type"] == "group":
            yield from _leaves(mark)
        else:
            yield mark


def _ours(vega: Vega, focus: bool) -> None:
    """Let marks that know their line and row say so under the pointer; those of other lines step back."""
    for mark in _leaves(vega):
        update = mark["encode"]["update"]
        told = update.pop("description", None)
        mark["aria"] = False
        update.pop("aria", None)
        if told:
            update["tooltip"] = told
            _hovered(mark)
            if focus:
                _faint(update, f"jmsite_focus !== null && split({told['signal']}, ' ')[0] !== jmsite_focus")
    if focus:
        here = "split(item().tooltip, ' ')[0]"
        chosen = f"item() && item().tooltip && {here} !== '-' && {here} !== jmsite_focus ? {here} : null"
        _signal(vega, "jmsite_focus", [{"events": "click", "update": chosen}])


def _rimmed(mark: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return words that stand on lines, over a rim of the ground's colour that keeps them readable."""
    if not mark["name"].removeprefix("wide_").startswith("words"):
        return (mark,)
    update = {
        name: value for name, value in mark["encode"]["update"].items() if name not in {"tooltip", "fill"}
    }
    rim = {
        "stroke": {"value": "var(--surface)"},
        "strokeWidth": {"value": 4},
        "strokeJoin": {"value": "round"},
    }
    encode = {**mark["encode"], "update": {**update, **rim}}
    # not interactive: lying over the words' place, it would take the pointer from them
    name = mark["name"].replace("words", "rims")
    return {**mark, "name": name, "interactive": False, "encode": encode}, mark


def _hovered(mark: dict[str, Any]) -> None:
    """Give a point under the pointer a rim; one that is not seen is larger than its place and has a halo."""
    update = mark["encode"]["update"]
    if update.get("opacity") == {"value": 0}:
        update["size"] = {"value": UNSEEN}
        mark["encode"]["hover"] = {"opacity": {"value": 0.2}}
    elif mark["type"] == "symbol" and "stroke" in update:
        mark["encode"]["hover"] = {"stroke": {"value": "var(--ink)"}}


def _signal(vega: Vega, name: str, on: list[dict[str, Any]]) -> None:
    signal = {"name": name, "value": None, **({"on": on} if on else {})}
    vega["signals"] = [*vega.get("signals", ()), signal]


def _faint(update: dict[str, Any], test: str) -> None:
    """Put another rule before those that say how dense a mark is."""
    rules = update.get("opacity", {"value": 1})
    rules = rules if isinstance(rules, list) else [rules]
    usual = rules[-1].get("value", 1)
    # what is unseen stays so: points that are only there to be pointed at
    update["opacity"] = [{"test": test, "value": usual * FAINT if usual else 0}, *rules]


def _zoomed(vega: Vega, months: tuple[str, ...]) -> None:
    """Return a trend whose days can be narrowed: its labels give way to an axis that follows."""
    _signal(vega, "jmsite_zoom", [])
    scale = next(scale for scale in vega["scales"] if scale["name"] == "x")
    scale["domainRaw"] = {"signal": "jmsite_zoom"}
    inside = "inrange(datum.day, domain('x'))"
    vega["marks"] = [mark for mark in vega["marks"] if mark["name"] not in {"ticks_marks", "days_marks"}]
    for mark in _leaves(vega):
        update = mark["encode"]["update"]
        if mark["name"].startswith(MOVING):
            mark["clip"] = {"path": {"signal": SIDES}}
        elif update.get("x", {}).get("scale") == "x":
            update["opacity"] = [{"test": inside, "value": 1}, {"value": 0}]
    days = f"[(domain('x')[0] - {EPOCH}) * {DAY}, (domain('x')[1] - {EPOCH}) * {DAY}]"
    vega["scales"].append({"name": "time", "type": "utc", "domain": {"signal": days}, "range": "width"})
    month = "utcFormat(datum.value, '%Y-%m')"
    if months:
        month = f"replace({_said(months)}[utcmonth(datum.value)], '{{year}}', '' + utcyear(datum.value))"
    written = f"utcdate(datum.value) === 1 ? {month} : utcFormat(datum.value, '%Y-%m-%d')"
    axis = {"scale": "time", "orient": "bottom", "tickCount": 7, **_look()}
    axis["encode"] = {"labels": {"update": {"text": {"signal": written}}}}
    vega["axes"] = [*vega.get("axes", ()), {**axis, "ticks": True, "tickColor": "var(--axis)"}]


def _look() -> dict[str, Any]:
    return {
        "domain": False,
        "ticks": False,
        "aria": False,
        "labelColor": "var(--ink-3)",
        "labelFontSize": 12,
        "labelOverlap": True,
        "labelPadding": 8,
    }


def _framed(vega: Vega, figure: EmotionCurve) -> None:
    """Return a curve for itself, without a map: its steps and scores get names, and narrow columns."""
    step = max(NARROW, min(float(STEP), SHEET / max(len(figure.steps), 1)))
    words = [folded(title, step - 8) for title in figure.steps]
    vega["width"] = step * len(words)
    for mark in _leaves(vega):
        # on a map it ends where the map does, which is not known here
        if mark["name"] == "neutral_marks":
            mark["encode"]["update"]["x2"] = {"signal": "width"}
    places = [index + 0.5 for index in range(len(words))]
    named = {"scale": "x", "orient": "bottom", "values": places, **_look(), "labelOverlap": False}
    named["labelLimit"] = step
    named["encode"] = {"labels": {"update": {"text": {"signal": f"({_said(words)})[floor(datum.value)]"}}}}
    marks = (-2, -1, 0, 1, 2)
    ends = dict(zip((-2, 2), figure.ends, strict=True))
    told = [(scored(mark, figure.signs, figure.scale), shorten(ends.get(mark, ""), ENDS)) for mark in marks]
    signs = _said([[word for word in one if word] for one in told])
    vega["marks"] = [mark for mark in vega["marks"] if mark["name"] != "ends_marks"]
    side, other = ("right", "left") if figure.rtl else ("left", "right")
    upright = {"scale": "y", "orient": side, "values": marks, **_look(), "grid": True, "zindex": 0}
    upright["gridColor"] = "var(--line)"
    upright["encode"] = {"labels": {"update": {"text": {"signal": f"({signs})[datum.value + 2]"}}}}
    vega["axes"] = [upright, named]
    vega["padding"] = {
        side: ends_room(figure.ends, 44),
        "top": round(height_of(2.45)) + 4,
        other: 12,
        "bottom": 68,
    }


def _own(vega: Vega) -> dict[str, str]:
    """Return what of an author's chart can be singled out and zoomed: the series of its legend, and its time."""
    found: dict[str, str] = {}
    scales = {scale["name"]: scale for scale in vega.get("scales", ())}
    fields = {
        channel["scale"]: channel["field"]
        for mark in _leaves(vega)
        for paint in ("fill", "stroke")
        if isinstance(channel := mark["encode"].get("update", {}).get(paint), dict)
        and {"scale", "field"} <= channel.keys()
        and isinstance(channel["field"], str)
        # a name that is quoted for Vega is called otherwise in a row
        and not set(channel["field"]) & set("\\.[")
    }
    legends = (legend.get("fill") or legend.get("stroke") for legend in vega.get("legends", ()))
    series = next((name for name in legends if name in fields and scales[name]["type"] == "ordinal"), None)
    if series:
        found["scale"] = series
        _signal(vega, "jmsite_focus", [])
        for mark in _leaves(vega):
            _faint(
                mark["encode"]["update"],
                f"jmsite_focus !== null && datum[{_said(fields[series])}] !== jmsite_focus",
            )
    if scales.get("x", {}).get("type") in TIMES and not vega.get("layout"):
        found["zoom"] = "x"
        _signal(vega, "jmsite_zoom", [])
        scales["x"]["domainRaw"] = {"signal": "jmsite_zoom"}
        for mark in _leaves(vega):
            mark["clip"] = {"path": {"signal": SIDES}}
    return found
