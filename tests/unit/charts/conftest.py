from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

import pytest

from jmsite.charts.draw import draw
from jmsite.model.alluvial import Alluvial, Knot, Strand
from jmsite.model.figures import (
    Bars,
    Bubble,
    Comparison,
    CurvePoint,
    EmotionCurve,
    Figure,
    FormerCurve,
    HeatMap,
    Line,
    Matrix,
    Sparkline,
    Trend,
    TrendPoint,
    VegaLiteSpec,
    WholeCurve,
)

ANNA = Line(id="anna", title="Anna", colour="var(--series-1)", shape="circle")
BEN = Line(id="ben", title="Ben", colour="var(--series-2)", shape="square")
POINTS = (
    CurvePoint(step=0, line="anna", score=1.2, basis="researched", word="curious"),
    CurvePoint(step=1, line="anna", score=-1.4, basis="measured", word="unsure", n=412, low=-1.5, high=-1.3),
    CurvePoint(step=2, line="anna", score=0.4, basis="assumed", word="hopeful"),
    CurvePoint(step=0, line="ben", score=0.7, basis="assumed", word="tempted"),
    CurvePoint(step=2, line="ben", score=1.1, basis="researched", word="smug"),
)
READINGS = tuple(
    TrendPoint(day=date(2026, month, 1), value=50.0 + month, n=90, low=48.0 + month, high=52.0 + month)
    for month in range(1, 13)
)
OWN = {
    "data": {"values": [{"a": "x", "b": 3}, {"a": "y", "b": 5}]},
    "mark": {"type": "bar", "clip": True},
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}
BUBBLES = (
    Bubble(id="a", title="Buy as a guest", x=1.9, y=66, size=5, status="in-progress"),
    Bubble(id="b", title="Swap a size", x=4.1, y=79, size=6, status="open"),
)
MONTHLY = tuple(
    TrendPoint(day=date(2026, m, 1), value=m * k, line=n)
    for m in (1, 2, 3)
    for n, k in (("anna", 2), ("ben", 3))
)
CORNERS = ("Do first", "Plan", "If time allows", "Leave for now")
KNOTS = (
    Knot(id="journey/a", title="Buying", column=0, weight=9, loose=4),
    Knot(id="journey/b", title="Driving", column=0, weight=2),
    Knot(id="insight/x", title="Sizes", column=1, weight=5, loose=1),
    Knot(id="insight/y", title="Dates", column=1, weight=2, good=True),
)
STRANDS = (
    Strand(start="journey/a", end="insight/x", weight=5),
    Strand(start="journey/b", end="insight/y", weight=2, good=True),
)
FIGURES: dict[str, Figure] = {
    "curve": EmotionCurve(
        steps=("Search", "Size", "Pay"),
        lines=(ANNA, BEN),
        points=POINTS,
        beside=(
            CurvePoint(step=0, line="ben", score=-0.3, basis="measured", n=48, low=-0.6, high=0.1),
            CurvePoint(step=2, line="ben", score=1.0, basis="measured"),
        ),
        ghost=((0, 1.2), (1, 0.8)),
        truths=(1,),
    ),
    "whole": WholeCurve(
        steps=("Search", "Size", "Pay"),
        lines=(ANNA, BEN),
        points=POINTS,
        stages=(1, 2),
        pins=((1, "anna"),),
        ghost=((0, 1.2), (1, 0.8)),
    ),
    "former": FormerCurve(
        steps=3,
        lines=(ANNA, BEN),
        points=(
            CurvePoint(step=0, line="anna", score=0.3),
            CurvePoint(step=1, line="anna", score=1),
            CurvePoint(step=2, line="ben", score=-1),
        ),
        moved=((1, "anna", -1.4), (2, "ben", 1.1)),
    ),
    "sparkline": Sparkline(scores=(0.5, None, 1.2, -0.4, -1.9, 1.0)),
    "band": Sparkline(scores=(0.5, None, -1.2, -0.4), highest=(0.5, None, 0.9, 1.0)),
    "glance": Sparkline(scores=(0.5, -1.2, 1.4), highest=(0.5, 0.4, 1.6), wide=620),
    "tile": Trend(points=READINGS, title="Finished checkout", unit="%", target=70, small=True),
    "trend": Trend(
        points=READINGS,
        title="Finished checkout",
        unit="%",
        target=70,
        baseline=50,
        ships=((date(2026, 5, 4), "Guest checkout"),),
    ),
    "split": Trend(points=MONTHLY, lines=(ANNA, BEN)),
    "heat": HeatMap(
        rows=("Anna", "Ben"), columns=("Search", "Pay"), cells=((0, 0, 1.5), (0, 1, -1.8), (1, 1, 0.0))
    ),
    "comparison": Comparison(
        steps=("Search", "Size", "Pay"), lines=(ANNA, BEN), points=POINTS, gaps=((2, 0.7),)
    ),
    "matrix": Matrix(bubbles=BUBBLES, x_title="Effort", y_title="Value", x_max=5, y_max=100, corners=CORNERS),
    "bars": Bars(names=("Search", "Pay"), values=((62.5,), (31,)), parts=(), unit="%", target=60),
    "shipped": Bars(
        names=("Search", "Pay"), values=((62.5,), (31,)), unit="%", target=60, before=(40, None), was="In May"
    ),
    "coverage": Bars(
        names=("Clothes", "Gift"),
        values=((8, 12, 8), (3, 0, 9)),
        parts=(ANNA, BEN, Line(id="rest", title="Rest", colour="var(--track)")),
    ),
    "threads": Alluvial(
        columns=("Pains", "Insights"), knots=KNOTS, strands=STRANDS, loose_words="nobody is on it"
    ),
    "own": VegaLiteSpec(spec=json.dumps(OWN)),
}

Read = Callable[[Figure], ET.Element]


@pytest.fixture
def read() -> Read:
    """Draw a figure and read the SVG as XML."""
    return lambda figure: ET.fromstring(draw(figure).svg)


@pytest.fixture(params=sorted(FIGURES), ids=str)
def figure(request: pytest.FixtureRequest) -> Figure:
    return FIGURES[request.param]


@pytest.fixture
def figures() -> dict[str, Figure]:
    return FIGURES


@pytest.fixture
def lines() -> tuple[Line, Line]:
    return ANNA, BEN
