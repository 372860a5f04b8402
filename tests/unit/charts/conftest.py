from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date

import pytest

from jmsite.charts.draw import draw
from jmsite.model.figures import (
    Bars,
    Bubble,
    Comparison,
    CurvePoint,
    EmotionCurve,
    Figure,
    HeatMap,
    Line,
    Matrix,
    Sparkline,
    Trend,
    TrendPoint,
    VegaLiteSpec,
)

ANNA = Line("anna", "Anna", "var(--series-1)", "circle")
BEN = Line("ben", "Ben", "var(--series-2)", "square")
POINTS = (
    CurvePoint(0, "anna", 1.2, "researched", "curious"),
    CurvePoint(1, "anna", -1.4, "measured", "unsure", 412, -1.5, -1.3),
    CurvePoint(2, "anna", 0.4, "assumed", "hopeful"),
    CurvePoint(0, "ben", 0.7, "assumed", "tempted"),
    CurvePoint(2, "ben", 1.1, "researched", "smug"),
)
READINGS = tuple(
    TrendPoint(date(2026, month, 1), 50.0 + month, 90, 48.0 + month, 52.0 + month) for month in range(1, 13)
)
OWN = {
    "data": {"values": [{"a": "x", "b": 3}, {"a": "y", "b": 5}]},
    "mark": {"type": "bar", "clip": True},
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}
BUBBLES = (
    Bubble("a", "Buy as a guest", 1.9, 66, 5, "in-progress"),
    Bubble("b", "Swap a size", 4.1, 79, 6, "open"),
)
MONTHLY = tuple(
    TrendPoint(date(2026, m, 1), m * k, line=n) for m in (1, 2, 3) for n, k in (("anna", 2), ("ben", 3))
)
CORNERS = ("Do first", "Plan", "When there is time", "Leave for now")
FIGURES: dict[str, Figure] = {
    "curve": EmotionCurve(("Search", "Size", "Pay"), (ANNA, BEN), POINTS, ((0, 1.2), (1, 0.8)), (1,)),
    "sparkline": Sparkline((0.5, None, 1.2, -0.4, -1.9, 1.0)),
    "band": Sparkline((0.5, None, -1.2, -0.4), highest=(0.5, None, 0.9, 1.0)),
    "glance": Sparkline((0.5, -1.2, 1.4), ((1, "no news"), (2, "it is here")), 616, 136),
    "tile": Trend(READINGS, "Finished checkout", "%", 70, small=True),
    "trend": Trend(READINGS, "Finished checkout", "%", 70, 50, ((date(2026, 5, 4), "Guest checkout"),)),
    "split": Trend(MONTHLY, lines=(ANNA, BEN)),
    "heat": HeatMap(("Anna", "Ben"), ("Search", "Pay"), ((0, 0, 1.5), (0, 1, -1.8), (1, 1, 0.0))),
    "comparison": Comparison(("Search", "Size", "Pay"), (ANNA, BEN), POINTS, ((2, 0.7),)),
    "matrix": Matrix(BUBBLES, "Effort", "Value", 5, 100, CORNERS),
    "bars": Bars(("Search", "Pay"), ((62.5,), (31,)), (), "%", 60),
    "coverage": Bars(
        ("Clothes", "Gift"), ((8, 12, 8), (3, 0, 9)), (ANNA, BEN, Line("rest", "Rest", "var(--track)"))
    ),
    "own": VegaLiteSpec(json.dumps(OWN)),
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
