"""The one table of kinds of charts: each has its view, its drawing, and an example for the tests of all."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import jmsite
from jmsite.charts import chart
from jmsite.charts.draw import chart_of
from jmsite.checks.charts import TAKES
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.figures import CHART_KINDS, ChartKind, Figure, VegaLiteSpec
from jmsite.pages import loaded

SAMPLE = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def catalog():
    return jmsite.load(SAMPLE)


def test_every_figure_has_an_example_that_all_tests_of_charts_look_at(figures):
    assert {type(figure) for figure in figures.values()} == set(get_args(Figure))


def test_every_figure_of_ours_is_drawn_by_the_function_of_its_name(figures):
    for figure in figures.values():
        if not isinstance(figure, VegaLiteSpec):
            assert chart_of(figure).to_dict(validate=False)["layer"]


@pytest.mark.parametrize("kind", CHART_KINDS.values(), ids=lambda kind: kind.name)
def test_a_row_is_whole(kind: ChartKind):
    assert callable(loaded(f"parts.figures.{kind.view}"))
    assert kind.takes in ("", *TAKES)
    assert kind.of in ("", *ChartBlock.model_fields)


@pytest.mark.parametrize(
    "kind", [kind for kind in CHART_KINDS.values() if kind.of != "spec"], ids=lambda kind: kind.name
)
def test_a_notebook_has_every_kind(catalog, kind: ChartKind):
    id = {"journey": "buy-clothes-online", "metric": "step-satisfaction", "": ""}[kind.of]
    assert chart(catalog, kind.name, id).to_dict(validate=False)["layer"]


def test_a_notebook_is_told_which_kinds_there_are(catalog):
    with pytest.raises(
        LookupError, match="there is no chart 'vega-lite'; there are: emotion-curve, sparkline"
    ):
        chart(catalog, "vega-lite")
    with pytest.raises(LookupError, match="there is no journey 'none'"):
        chart(catalog, "heat-map", "none")
