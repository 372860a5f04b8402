"""Measured scores stand beside written ones in one picture; too few answers move no curve and are not given away."""

from __future__ import annotations

from typing import Any

import pytest

from jmsite.content.discover import discover
from jmsite.model.catalog import Catalog
from jmsite.model.readings import Point
from jmsite.model.sources import Options
from jmsite.pages.parts.figures.curve_and_trend import curve
from jmsite.pipeline import catalog_of

STAGE = """---
title: Look
steps:
  - {id: wait, title: I wait, emotion: {anna: 1, ben: -1}, metrics: [mood]}
  - {id: look, title: I look, emotion: {anna: {metric: mood}, ben: {metric: mood}}}
---
"""
METRIC = """title: Mood
kind: csat
scale: {min: 1, max: 5}
readings: {file: data/mood.csv, value: score, step: step, persona: persona}
"""
MAPPED = """title: Mood
kind: median
unit: minutes
direction: lower
emotion: {at: {0: 2, 10: -2}}
readings: {file: data/mood.csv, value: score, step: step, persona: persona}
"""
Answers = dict[tuple[str, str, str], list[int]]
ENOUGH: Answers = {
    ("2026-01-05", "wait", "anna"): [5] * 8 + [1] * 2,
    ("2026-01-05", "wait", "ben"): [1] * 9 + [5] * 3,
    ("2026-01-05", "look", "anna"): [5] * 6 + [1] * 6,
    ("2026-01-05", "look", "ben"): [5] * 9,
}


@pytest.fixture
def site(project: Any) -> Any:
    made = project("minimal")
    for path in ("journey.md", "01-arrive.md"):
        made.delete(f"journeys/visit/{path}")
    made.edit("personas/anna.md", "---\ntitle: Anna\n---\n").edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    made.edit("journeys/buy/journey.md", "---\ntitle: Buy\npersonas: [anna, ben]\n---\n")
    made.edit("journeys/buy/01-look.md", STAGE)
    return made


def read(site: Any, answers: Answers, metric: str = METRIC) -> Catalog:
    rows = [
        f"{day},{value},buy/look/{step},{who}" for (day, step, who), some in answers.items() for value in some
    ]
    site.edit("data/mood.csv", "\n".join(["date,score,step,persona", *rows]) + "\n")
    site.edit("metrics/mood.yaml", metric)
    return catalog_of(discover(site.root, Options()), site.memo).value


def points(catalog: Catalog) -> list[Point]:
    return [point for step in ("wait", "look") for point in catalog.points(f"buy/look/{step}")]


def test_both_curves_are_in_one_picture_with_interval_and_n(site: Any):
    figure = curve(read(site, ENOUGH), "buy")
    assert [(one.step, one.line, one.score) for one in figure.points if one.step == 0] == [
        (0, "anna", 1),
        (0, "ben", -1),
    ]
    beside = {one.line: one for one in figure.beside}
    assert {who: (one.step, one.n, one.basis) for who, one in beside.items()} == {
        "anna": (0, 10, "measured"),
        "ben": (0, 12, "measured"),
    }
    assert [beside[who].score for who in ("anna", "ben")] == [pytest.approx(1.2), pytest.approx(-1)]
    assert all((one.low or 0) < one.score < (one.high or 0) for one in figure.beside)


def test_the_map_says_what_each_score_rests_on(site: Any):
    read(site, ENOUGH)
    page = site.build().page("/journeys/buy/")
    assert "measured, beside a written score" in page.text
    assert "measured: +1.2, n 10" in page.text
    assert "I wait Anna +1.2 measured 10" in " ".join(page.text.split())


def test_no_key_explains_a_sign_that_is_not_there(site: Any):
    catalog = read(site, {("2026-01-05", "look", "anna"): [5] * 9, ("2026-01-05", "look", "ben"): [1] * 9})
    assert curve(catalog, "buy").beside == ()
    assert "beside a written score" not in site.build().page("/journeys/buy/").text


def test_minutes_stand_beside_a_score_where_it_is_declared_how_they_feel(site: Any):
    found = {one.line: one.score for one in curve(read(site, ENOUGH, MAPPED), "buy").beside}
    assert found == {"anna": pytest.approx(0), "ben": pytest.approx(1.6)}
    plain = MAPPED.replace("emotion: {at: {0: 2, 10: -2}}", "scale: {min: 0, max: 10}")
    assert curve(read(site, ENOUGH, plain), "buy").beside == ()


@pytest.mark.parametrize("how", ["hide", "mark"])
@pytest.mark.parametrize("step", ["wait", "look"])
def test_what_a_small_group_answered_moves_no_point(site: Any, how: str, step: str):
    rule = f"min_n: 5\nsmall_groups: {how}\n{METRIC}"
    few = {("2026-02-05", step, "anna"): [1] * 3, ("2026-02-05", step, "ben"): [3] * 9}
    others = {("2026-02-05", step, "anna"): [5] * 3, ("2026-02-05", step, "ben"): [3] * 9}
    without = {**ENOUGH, ("2026-02-05", step, "ben"): [3] * 9}
    alike, opposite, none = (
        [one for one in points(read(site, {**ENOUGH, **more}, rule)) if one.persona == "anna"]
        for more in (few, others, without)
    )
    assert alike == opposite == none


def test_a_small_group_is_not_had_by_subtraction_from_what_the_curve_shows(site: Any):
    rule = f"min_n: 5\n{METRIC}"
    answers = {("2026-01-05", "wait", "anna"): [5] * 3, ("2026-01-05", "wait", "ben"): [1] * 12}
    found = points(read(site, answers, rule))
    # of one of two that is hidden the other would tell: only what all answered is shown, which tells of neither
    assert [one.measured for one in found] == [None] * 4
    assert [one.n for one in found] == [None, None, 15, 15]


def test_what_others_answered_is_not_taken_for_the_answer_of_a_persona_with_too_few(site: Any):
    rule = f"min_n: 5\nsmall_groups: mark\n{METRIC}"
    answers = {("2026-01-05", "wait", "anna"): [5] * 3, ("2026-01-05", "wait", "ben"): [1] * 12}
    anna, ben = catalog_points = read(site, answers, rule).points("buy/look/wait")
    assert len(catalog_points) == 2
    assert anna.measured is None
    assert ben.measured == pytest.approx(-2)
