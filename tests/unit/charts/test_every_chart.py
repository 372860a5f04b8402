from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date

import altair as alt
import pytest

import jmsite.charts.draw  # noqa: F401, the module lies beneath the function of its name
from jmsite.charts.draw import canonical, chart_of, charts_version, draw, draw_all
from jmsite.charts.layers import picture
from jmsite.model.figures import (
    Bars,
    Bubble,
    Comparison,
    CurvePoint,
    EmotionCurve,
    HeatMap,
    Line,
    Matrix,
    Sparkline,
    Trend,
)
from jmsite.model.value import replace

drawing = sys.modules["jmsite.charts.draw"]
HOSTILE = '</text><script>alert("1")</script> ]]> & \' " onload="x'


def test_svg_can_stand_in_a_page_under_a_strict_policy(figure):
    svg = draw(figure).svg
    root = ET.fromstring(svg)
    assert root.get("class").startswith("chart chart-")
    assert root.get("aria-hidden") == "true"
    assert root.get("focusable") == "false"
    assert [float(number) for number in root.get("viewBox").split()][2] > 0
    for element in root.iter():
        assert element.tag in {"svg", "g", "path", "line", "rect", "circle", "text", "defs", "clipPath"}
        assert not {"style", "font-family", "role", "aria-label"} & set(element.attrib)
        assert element is root or "class" not in element.attrib


def test_colours_are_tokens(figure):
    colours = set(re.findall(r' (?:fill|stroke)="([^"]*)"', draw(figure).svg))
    assert all(colour == "none" or colour.startswith("var(--") for colour in colours), colours
    assert len(colours) > 1


def test_places_have_one_decimal_at_most(figure):
    for value in re.findall(r' (?:d|transform|x2|y2|r)="([^"]*)"', draw(figure).svg):
        assert not re.search(r"\d\.\d\d", value), value


def test_other_order_and_other_processes_draw_the_same_bytes(figures, monkeypatch):
    every = [*figures.values(), *(Sparkline((0.1 * n, -1.0, 1.0)) for n in range(15))]
    alone = {figure: draw(figure) for figure in every}
    together = draw_all(every)

    def in_two_shares(draw, figures):
        return [*draw(figures[:5]), *draw(figures[5:])]

    apart = draw_all([*reversed(every), every[0]], in_two_shares)
    assert together == tuple(alone.values())
    assert apart == (*reversed(together), together[0])


def test_words_of_content_are_escaped(lines):
    point = CurvePoint(0, "p", 1.0, "measured", HOSTILE)
    line = Line('p" onload="x', HOSTILE, "var(--series-1)")
    corners = (HOSTILE, "b", "c", "d")
    for figure in (
        EmotionCurve((HOSTILE,), (replace(line, id="p"),), (point,)),
        EmotionCurve(("a",), (line,), (replace(point, line=line.id),)),
        Sparkline((1.0, -1.0), ((0, HOSTILE),), 616, 136),
        Trend((), unit=HOSTILE, target=3, ships=((date(2026, 1, 1), HOSTILE),)),
        HeatMap((HOSTILE,), (HOSTILE,), ((0, 0, 1.0),), (HOSTILE,)),
        Comparison((HOSTILE, "b"), lines, ()),
        Matrix((Bubble("a", HOSTILE, 1, 1, 1, "open"),), HOSTILE, HOSTILE, 5, 5, corners),
        Bars((HOSTILE,), ((1, 2),), (line, line), HOSTILE, 3),
    ):
        svg = draw(figure).svg
        root = ET.fromstring(svg)
        assert "<script" not in svg
        assert "]]>" not in svg
        assert not any("onload" in element.attrib for element in root.iter())


@pytest.mark.parametrize(
    "name", ["curve", "glance", "tile", "trend", "split", "heat", "comparison", "matrix", "coverage"]
)
def test_charts_are_valid_altair_and_drawn_as_altair_would_say(figures, name):
    figure = figures[name]
    chart = chart_of(figure)
    assert isinstance(chart, alt.LayerChart)
    with alt.data_transformers.enable(consolidate_datasets=False):
        said = chart.to_dict(validate=True)
    ours = json.loads(json.dumps(drawing.specification(figure)))
    for spec in (said, ours):
        spec.pop("$schema", None)
        spec.pop("config")
    assert ours == json.loads(json.dumps(said))


def test_nothing_at_all_is_a_valid_picture():
    assert picture((), 10, 20).to_dict()["width"] == 10
    for figure in (
        EmotionCurve((), (), ()), Sparkline(()), Sparkline((None, None)), Trend(()), Trend((), small=True),
        HeatMap((), (), ()), Comparison((), (), ()), Matrix((), "x", "y", 0, 0, ("", "", "", "")), Bars((), ()),
        Bars(("a",), ((0,),)), Bars(("a",), ((),)), Trend((), ships=((date(2026, 1, 1), "x"),)),
    ):  # fmt: skip
        ET.fromstring(draw(figure).svg)


def test_no_figures_need_no_drawing():
    assert draw_all([]) == ()


def test_canonical_tells_figures_apart():
    assert canonical(Sparkline((1.0,))) == canonical(Sparkline((1.0,)))
    assert canonical(Sparkline((1.0,))) != canonical(Sparkline((1.5,)))
    assert canonical(Bars((), ())) != canonical(Trend(()))
    assert canonical(Trend((), ships=((date(2026, 1, 1), "x"),))) != canonical(
        Trend((), ships=((date(2026, 1, 2), "x"),))
    )


def test_version_names_what_draws():
    assert re.fullmatch(r"\d+ altair [\w.]+ vl-convert [\w.]+", charts_version())


def test_libraries_are_imported_only_when_something_is_drawn():
    code = "import sys, jmsite.charts; sys.exit('altair' in sys.modules or 'vl_convert' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
