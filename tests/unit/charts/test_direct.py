"""What is drawn without Vega is what Vega draws, byte for byte: the picture, and what it is explored with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_figures import KINDS
from made_layers import charts

import jmsite.charts.draw  # noqa: F401, the module lies beneath the function of its name
from jmsite.charts.clean_svg import clean, tokens
from jmsite.charts.direct import UnknownError, as_vega, layered, svg_of_chart
from jmsite.charts.layers import IN_ORDER, across, layer, picture
from jmsite.model.figures import Drawn, Figure, VegaLiteSpec

drawing = sys.modules["jmsite.charts.draw"]
TOGETHER = 12


def by_hand(figures: list[Figure]) -> list[Drawn | None]:
    made: list[Drawn | None] = drawing.draw_directly(figures)
    return made


def holds(kind: str, figures: list[Figure]) -> None:
    for figure, made, measure in zip(figures, by_hand(figures), drawing.draw_by_vega(figures), strict=True):
        assert made is not None, f"{kind} is left to Vega: {figure}"
        assert made.svg == measure.svg, figure
        assert made.vega == measure.vega, figure


def test_every_kind_of_figure_is_made():
    assert {*KINDS} == {kind.__name__ for kind in get_args(Figure)} - {VegaLiteSpec.__name__}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_drawn_by_hand_is_what_vega_draws(kind):
    @settings(max_examples=8)
    @given(st.lists(KINDS[kind], min_size=3, max_size=TOGETHER))
    def held(figures):
        holds(kind, figures)

    held()


@pytest.mark.long
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_drawn_by_hand_is_what_vega_draws_many_times(kind):
    @settings(max_examples=400)
    @given(st.lists(KINDS[kind], min_size=1, max_size=TOGETHER))
    def held(figures):
        holds(kind, figures)

    held()


def test_examples_are_drawn_by_hand(figures):
    known = [figure for figure in figures.values() if not isinstance(figure, VegaLiteSpec)]
    holds("an example", known)


def by_hand_or_not(spec: dict[str, Any], sizes: dict[str, float]) -> tuple[str, dict[str, Any]] | None:
    try:
        chart = layered(spec)
        return svg_of_chart(chart, ("a", "b"), sizes), as_vega(chart)
    except UnknownError:
        return None


def agrees(chart: Any) -> bool:
    """Whether a chart is drawn by hand; where it is, what Vega draws is the same."""
    spec, sizes = drawing.without_text_sizes(drawing.as_plain_values(chart))
    made = by_hand_or_not(spec, sizes)
    if made:
        vega, svg = drawing.compiled(spec)
        del vega["$schema"]
        assert made[0] == clean(tokens(svg), ("a", "b"), sizes, ""), spec
        assert json.dumps(made[1]) == json.dumps(vega), spec
    return made is not None


@settings(max_examples=60)
@given(charts())
def test_a_chart_that_nobody_has_foreseen_is_drawn_as_vega_does_or_left_to_it(chart):
    agrees(chart)


@pytest.mark.long
@settings(max_examples=3000)
@given(charts())
def test_many_charts_that_nobody_has_foreseen_are_drawn_as_vega_does_or_left_to_it(chart):
    agrees(chart)


def test_what_is_not_known_by_hand_is_drawn_by_vega(figures, monkeypatch):
    stepped = picture(
        [
            layer(
                "line",
                "line",
                [{"a": 1, "b": 2}, {"a": 3, "b": 4}],
                {"x": across("a", 0, 5), "y": across("b", 0, 5), "order": IN_ORDER},
                interpolate="step",
                stroke="var(--ink)",
            )
        ],
        320,
        64,
    )
    monkeypatch.setattr(drawing, "chart_of", lambda _: stepped)
    wanted = [figures["sparkline"], figures["trend"]]
    assert drawing.draw_directly(wanted) == [None, None]
    drawn = drawing.draw_all(wanted)
    assert drawn == tuple(drawing.draw_by_vega(wanted))
    assert all("H" in one.svg or "L" in one.svg for one in drawn)


def test_our_charts_load_no_vega():
    code = (
        "import sys; from conftest import FIGURES; from jmsite.charts.draw import draw_all\n"
        "draw_all([figure for name, figure in FIGURES.items() if name != 'own']); sys.exit('vl_convert' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=False).returncode == 0
    )


def test_a_site_without_charts_loads_nothing_that_draws(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: Words\ncharts: false\n")
    code = (
        f"import sys, jmsite; jmsite.build({str(tmp_path)!r})\n"
        "sys.exit(bool({'altair', 'jmsite.charts.draw'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_of_all_processes_that_draw_only_the_one_for_charts_of_authors_loads_vega():
    code = """
import os, subprocess, sys
from conftest import FIGURES
from jmsite.charts.draw import draw_all
from jmsite.engine.parallel import share_work

started, seen = [], set()
sys.addaudithook(lambda event, told: started.append(told[1]) if event == "subprocess.Popen" else None)

def share(run, figures):
    def look(some):
        return [(one, (os.getpid(), "vl_convert" in sys.modules)) for one in run(some)]

    told = share_work(2, small=1)(look, figures, None, None)
    seen.update(process for _, process in told)
    return [one for one, _ in told]

own = FIGURES["own"]
draw_all([*FIGURES.values(), own], share)
draw_all([own], share)
drawers = [words for words in started if any("sandbox" in word for word in words)]
sys.exit("vl_convert" in sys.modules or any(loaded for _, loaded in seen) or len(drawers) != 1)
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=False)
    assert ended.returncode == 0
