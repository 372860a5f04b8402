"""Charts of any layers that one could add: most of what Vega-Lite lets one say, and rows that lack something."""

from __future__ import annotations

from typing import Any

import altair as alt
from hypothesis import strategies as st

from jmsite.charts.direct.marks import KINDS
from jmsite.charts.layers import WHO, across, at, end, layer, picture, plainly, words_of

NUMBERS = st.one_of(
    st.integers(-3, 9), st.floats(-20, 20), st.sampled_from([0.1 + 0.2, 144.11840000000007, 1e-9, 0])
)
VALUES = st.one_of(NUMBERS, st.none(), st.sampled_from([True, "3", ""]))
COLOURS = st.sampled_from([*["var(--ink)", "red", "var(--line)"] * 5, "transparent", "url(#a)", 'a"b', None])
ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            **{name: st.one_of(NUMBERS, NUMBERS, NUMBERS, VALUES) for name in ("a", "b", "c", "d")},
            "colour": st.sampled_from(["var(--ink)", "var(--line)", "var(--ink)", "transparent", None]),
            "shape": st.sampled_from(["circle", "square", "cross", "wedge", "stroke"]),
            "word": st.one_of(st.sampled_from(["one", " two & <three> ", ""]), VALUES),
            "who": st.sampled_from(["0", "1", "0 2", "1 - 3", "- - 2 1", "x", "7"]),
        },
    ),
    max_size=5,
)
FULL = st.lists(
    st.fixed_dictionaries(
        {
            **dict.fromkeys(("a", "b", "c", "d"), NUMBERS),
            "colour": st.sampled_from(["var(--ink)", "var(--line)"]),
            "shape": st.sampled_from(["circle", "square", "triangle-right"]),
            "word": st.sampled_from(["one", " two & <three> ", ""]),
            "who": st.sampled_from(["0", "1", "0 2", "1 - 3", "- - 2 1"]),
        }
    ),
    max_size=6,
)
STYLES: dict[str, st.SearchStrategy[Any]] = {
    "fill": COLOURS,
    "stroke": COLOURS,
    "strokeWidth": st.sampled_from([0, 1, 1.25, 2]),
    "opacity": st.sampled_from([0, 0.22, 1]),
    "filled": st.sampled_from([True] * 9 + [False]),
    "strokeCap": st.sampled_from(["round", "butt"]),
    "strokeJoin": st.just("round"),
    "strokeDash": st.sampled_from([[3, 3], [1.5, 4]]),
    "interpolate": st.sampled_from(["linear", "monotone", "monotone", "linear", "step"]),
    "cornerRadius": st.sampled_from([0, 4, 2.5]),
    "size": st.sampled_from([30, 64, 0.5]),
    "shape": st.sampled_from(["circle", "diamond", "M-0.5,-1 L-0.5,1 Z", "M0,0C1,1,2,2,3,3"]),
    "xOffset": st.sampled_from([3, -1.5]),
    "align": st.sampled_from(["left", "right", "center"]),
    "dx": st.sampled_from([5, -0.5]),
}
ODD = {
    **STYLES,
    "angle": st.just(45),
    "clip": st.just(True),
    "fillOpacity": st.just(0.5),
    "tooltip": st.just(True),
}
"""Styles of which some are unknown for any kind of mark."""
USUAL = {"fill": "var(--ink)", "stroke": "var(--line)", "opacity": 1, "filled": True, "align": "left"}
ENDS = {"area": ("y",), "rect": ("x", "y")}
"""The sides on which a mark of a kind has two ends; a rule may have any."""
MORE: dict[str, Any] = {
    "fill": plainly("colour"),
    "stroke": plainly("colour"),
    "fillOpacity": plainly("d", "quantitative"),
    "shape": plainly("shape"),
    "size": plainly("b", "quantitative"),
    "description": WHO,
}
FITTING = {"point": [*MORE], "line": ["stroke", "description"], "area": ["description"]}


def seldom(draw: st.DrawFn) -> bool:
    """Whether something odd is wanted."""
    return draw(st.integers(0, 24)) == 24


@st.composite
def sides(draw: st.DrawFn, kind: str, side: str, scale: tuple[float, float]) -> dict[str, Any]:
    """One side of a mark, and its other end."""
    field = draw(st.sampled_from(["a", "b", "c"]))
    pixels = {"field": field, "type": "quantitative", "scale": None, "axis": None}
    kinds = (
        [across(field, *scale)]
        if kind in ("line", "area")
        else [across(field, *scale), at(draw(NUMBERS)), pixels]
    )
    first = draw(st.sampled_from(kinds))
    other = at(draw(NUMBERS)) if "value" in first else end(draw(st.sampled_from(["c", "d"])))
    two = side in ENDS.get(kind, ()) or (kind == "rule" and draw(st.booleans()) and first is not pixels)
    two = not two if seldom(draw) else two
    return {side: first, **({f"{side}2": other} if two else {})}


@st.composite
def layers(
    draw: st.DrawFn, number: int, shared: list[Any], scales: dict[str, tuple[float, float]]
) -> alt.Chart:
    """One layer, whose rows may be those of another, and which may be odd."""
    kind = draw(st.sampled_from([*KINDS])) if not seldom(draw) else "tick"
    channels: dict[str, Any] = {}
    for side in ("x", "y"):
        channels |= draw(sides(kind, side, scales[side]))
    if kind in ("line", "area") and not seldom(draw):
        channels["order"] = {"value": 0}
        channels |= draw(st.sampled_from([{}, {"detail": words_of("who")}]))
    if kind == "text":
        channels["text"] = words_of("word")
    fitting = [*MORE] if seldom(draw) else FITTING.get(kind, ["fill", "stroke", "description"])
    channels |= {
        name: MORE[name] for name in draw(st.lists(st.sampled_from(fitting), max_size=3, unique=True))
    }
    known = KINDS.get(kind, frozenset()) - {"type", "aria", "dy"}
    style = {name: value for name, value in USUAL.items() if name in known}
    style |= draw(
        st.fixed_dictionaries({}, optional={name: STYLES[name] for name in sorted(known & {*STYLES})})
    )
    if seldom(draw):
        style |= draw(st.fixed_dictionaries({}, optional=ODD))
    if kind == "text":
        style["fontSize"] = 12
    name = draw(st.sampled_from(["mark", "words", "wide_words", "narrow_x", "a-b"]))
    return layer(f"{name}{number}", kind, draw(st.sampled_from(shared)), channels, **style)


@st.composite
def charts(draw: st.DrawFn) -> alt.LayerChart:
    """Some layers over each other."""
    shared = [draw(FULL), draw(FULL), draw(ROWS) if seldom(draw) else draw(FULL)]
    ends = st.tuples(NUMBERS, NUMBERS)
    scales = {"x": draw(ends), "y": draw(ends)}
    made = [draw(layers(number, shared, scales)) for number in range(draw(st.integers(1, 4)))]
    padding = {side: draw(st.sampled_from([0, 12, 44.25])) for side in ("left", "top", "right", "bottom")}
    return picture(made, draw(st.sampled_from([320, 100.7])), draw(st.sampled_from([64, 33.3])), padding)
