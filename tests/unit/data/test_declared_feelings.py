"""What values of a metric feel like where the metric says so: straight lines between values, on the site's scale."""

from __future__ import annotations

from typing import Any

import pytest

from jmsite.content.discover import discover
from jmsite.model.sources import Options
from jmsite.pipeline import catalog_of

STAGE = "---\ntitle: Look\nsteps:\n  - {id: wait, title: I wait, emotion: {metric: days}}\n---\n"
METRIC = """title: Days
kind: value
direction: lower
emotion: {{at: {at}}}
readings: [{{date: 2026-01-01, value: {value}}}]
"""


@pytest.fixture
def site(project: Any) -> Any:
    made = project("minimal")
    for path in ("journey.md", "01-arrive.md"):
        made.delete(f"journeys/visit/{path}")
    made.edit("journeys/buy/journey.md", "---\ntitle: Buy\n---\n")
    made.edit("journeys/buy/01-look.md", STAGE)
    return made


def felt(site: Any, at: str, value: float) -> float:
    site.edit("metrics/days.yaml", METRIC.format(at=at, value=value))
    catalog = catalog_of(discover(site.root, Options()), site.memo).value
    (point,) = catalog.points("buy/look/wait")
    assert point.basis == "measured"
    return point.score


@pytest.mark.parametrize(
    ("value", "score"), [(0, 2), (1, 2), (2, 1), (3, 0), (6.5, -1), (10, -2), (30, -2)], ids=str
)
def test_a_value_feels_as_the_lines_between_those_declared_say(site: Any, value: float, score: float):
    assert felt(site, "{10: -2, 3: 0, 1: 2}", value) == pytest.approx(score)


def test_scores_are_those_of_the_scale_of_the_site(site: Any):
    site.edit("site.yaml", "title: S\nemotion_scale: {min: 1, max: 5}\n")
    assert felt(site, "{0: 5, 10: 1}", 5) == pytest.approx(0)
    assert felt(site, "{0: 5, 10: 1}", 0) == pytest.approx(2)


def test_the_page_says_what_was_declared(site: Any):
    felt(site, "{10: -2, 3: 0}", 5)
    assert "3: 0.0, 10: −2.0" in site.build().page("/metrics/days/").text


@pytest.mark.parametrize("at", ["{1: 2}", "{1: 2, 3: 0, 10: 2}", "{1: 1, 3: 1}"])
def test_what_does_not_go_one_way_is_a_fault(site: Any, at: str):
    site.edit("metrics/days.yaml", METRIC.format(at=at, value=1))
    assert "needs two values or more, and scores that only rise or only fall" in site.build().report
