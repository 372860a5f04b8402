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
    every = [*figures.values(), *(Sparkline(scores=(0.1 * n, -1.0, 1.0)) for n in range(15))]
    alone = {figure: draw(figure) for figure in every}
    together = draw_all(every)

    def in_two_shares(draw, figures):
        return [*draw(figures[:5]), *draw(figures[5:])]

    apart = draw_all([*reversed(every), every[0]], in_two_shares)
    assert together == tuple(alone.values())
    assert apart == (*reversed(together), together[0])


def test_words_of_content_are_escaped(lines):
    point = CurvePoint(step=0, line="p", score=1.0, basis="measured", word=HOSTILE)
    line = Line(id='p" onload="x', title=HOSTILE, colour="var(--series-1)")
    corners = (HOSTILE, "b", "c", "d")
    for figure in (
        EmotionCurve(steps=(HOSTILE,), lines=(replace(line, id="p"),), points=(point,)),
        EmotionCurve(steps=("a",), lines=(line,), points=(replace(point, line=line.id),)),
        Trend(points=(), unit=HOSTILE, target=3, ships=((date(2026, 1, 1), HOSTILE),)),
        HeatMap(rows=(HOSTILE,), columns=(HOSTILE,), cells=((0, 0, 1.0),), words=(HOSTILE,)),
        Comparison(steps=(HOSTILE, "b"), lines=lines, points=()),
        Matrix(
            bubbles=(Bubble(id="a", title=HOSTILE, x=1, y=1, size=1, status="open"),),
            x_title=HOSTILE,
            y_title=HOSTILE,
            x_max=5,
            y_max=5,
            corners=corners,
        ),
        Bars(names=(HOSTILE,), values=((1, 2),), parts=(line, line), unit=HOSTILE, target=3),
    ):
        svg = draw(figure).svg
        root = ET.fromstring(svg)
        assert "<script" not in svg
        assert "]]>" not in svg
        assert not any("onload" in element.attrib for element in root.iter())


@pytest.mark.parametrize(
    "name",
    ["curve", "glance", "tile", "trend", "split", "heat", "comparison", "matrix", "coverage", "threads"],
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
        EmotionCurve(steps=(), lines=(), points=()),
        Sparkline(scores=()),
        Sparkline(scores=(None, None)),
        Trend(points=()),
        Trend(points=(), small=True),
        HeatMap(rows=(), columns=(), cells=()),
        Comparison(steps=(), lines=(), points=()),
        Matrix(bubbles=(), x_title="x", y_title="y", x_max=0, y_max=0, corners=("", "", "", "")),
        Bars(names=(), values=()),
        Bars(names=("a",), values=((0,),)),
        Bars(names=("a",), values=((),)),
        Trend(points=(), ships=((date(2026, 1, 1), "x"),)),
    ):
        ET.fromstring(draw(figure).svg)


def test_no_figures_need_no_drawing():
    assert draw_all([]) == ()


def test_canonical_tells_figures_apart():
    assert canonical(Sparkline(scores=(1.0,))) == canonical(Sparkline(scores=(1.0,)))
    assert canonical(Sparkline(scores=(1.0,))) != canonical(Sparkline(scores=(1.5,)))
    assert canonical(Bars(names=(), values=())) != canonical(Trend(points=()))
    assert canonical(Trend(points=(), ships=((date(2026, 1, 1), "x"),))) != canonical(
        Trend(points=(), ships=((date(2026, 1, 2), "x"),))
    )


def test_version_names_what_draws():
    assert re.fullmatch(r"\d+ altair [\w.]+ vl-convert [\w.]+", charts_version())


def test_libraries_are_imported_only_when_something_is_drawn():
    code = "import sys, jmsite.charts; sys.exit('altair' in sys.modules or 'vl_convert' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
