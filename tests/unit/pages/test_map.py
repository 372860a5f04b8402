"""What the views make of a small site: the map's lanes and cells, its head, and the marks of people."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.faces import SERIES
from jmsite.model.readings import Point
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pages.parts.evidence.coverage import coverage
from jmsite.pages.parts.figures.curve_and_trend import curve
from jmsite.pages.parts.map.branches import ways
from jmsite.pages.parts.page.marks import heat, score_mark
from jmsite.pages.parts.page.people import persona_marks, persona_styles
from jmsite.pipeline import catalog_of

FILES = {
    "site.yaml": "title: Small\nlanes:\n  carbon: {title: Carbon, type: rating, role: backstage}\n",
    "personas/ann.md": "---\ntitle: Ann\n---\n",
    "personas/amy.md": "---\ntitle: Amy\ncolour: '#336699'\n---\n",
    "personas/bob.md": "---\ntitle: Bob\ncolour: series-1\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann, bob]\n---\n",
    "journeys/buy/01-look.md": """---
title: Look
steps:
  - id: see
    title: I see it
    doing: [{text: Looks, persona: ann}]
    emotion: {ann: 2, bob: -2}
    frontstage: [A window]
    fields: {carbon: 3}
  - id: ask
    title: I ask
    personas: [ann]
    emotion: {ann: 1}
    next: [{to: see, when: unsure}, {to: pay, when: sure}]
---
""",
    "journeys/buy/02-pay.md": "---\ntitle: Pay\nsteps:\n  - title: I pay\n    moment_of_truth: true\n---\n",
    "journeys/buy/03-after.md": "---\ntitle: After\n---\nOnly words.\n",
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> Catalog:
    root: Path = tmp_path_factory.mktemp("small")
    write_files(root / "content", FILES)
    checked = catalog_of(discover(root, Options()), Memo())
    assert checked.diagnostics == ()
    return checked.value


@pytest.fixture(scope="module")
def view(catalog):
    return VIEWS["journey"](catalog, "buy").view


def cells(view, step: str):
    return {
        cell.lane: cell
        for stage in view.stages
        for each in stage.steps
        if each.id == step
        for cell in each.cells
    }


def test_only_lanes_with_content_are_drawn_in_reading_order(view):
    assert [lane.key for lane in view.lanes] == ["doing", "emotion", "next", "frontstage", "carbon"]


def test_rows_follow_one_another_with_a_line_between_customer_and_company(view):
    assert sorted([lane.row for lane in view.lanes] + [line.row for line in view.lines]) == [
        3,
        4,
        5,
        6,
        7,
        8,
        9,
    ]
    assert [(line.key, line.row) for line in view.lines] == [("interaction", 6), ("visibility", 8)]


def test_the_curve_lies_in_the_row_of_feelings(view):
    assert [lane.key for lane in view.lanes if lane.row == view.curve_row] == ["emotion"]


def test_a_cell_knows_its_row_and_its_permalink(view):
    cell = cells(view, "look--see")["frontstage"]
    assert (cell.id, cell.classes) == ("look--see--frontstage", "quiet r-7")


def test_a_lane_of_the_sites_own_stands_in_its_role(view):
    cell = cells(view, "look--see")["carbon"]
    assert cell.title == "Carbon"
    assert cell.parts[0].dots == (True, True, True, False, False)


def test_a_readout_lies_on_its_track(view):
    felt = {
        part.who.id: (part.at, part.start, part.width) for part in cells(view, "look--see")["emotion"].parts
    }
    assert felt == {"ann": (100.0, 50.0, 50.0), "bob": (0.0, 0.0, 50.0)}


def test_ways_on_tell_back_from_forth(view):
    found = [(way.title, way.when, way.icon, way.url) for way in cells(view, "look--ask")["next"].parts]
    assert found == [
        ("I see it", "unsure", "loop", "journeys/buy/#look--see"),
        ("Pay", "sure", "branch", "journeys/buy/#pay"),
    ]


def test_a_step_names_its_people_only_where_not_all_take_it(view):
    steps = {step.id: [who.id for who in step.people] for stage in view.stages for step in stage.steps}
    assert steps == {"look--see": [], "look--ask": ["ann"], "pay--i-pay": []}


def test_a_stage_without_steps_is_named_beside_the_map(view):
    assert [(stage.title, stage.url) for stage in view.bare] == [("After", "journeys/buy/after/")]


def test_the_curve_has_a_column_for_each_step(catalog):
    figure = curve(catalog, "buy")
    assert figure.steps == ("I see it", "I ask", "I pay")
    assert [(point.step, point.line) for point in figure.points] == [(0, "ann"), (0, "bob"), (1, "ann")]
    assert figure.truths == (2,)


def test_people_who_share_a_letter_get_two(catalog):
    assert {id: mark.letter for id, mark in persona_marks(catalog).items()} == {
        "amy": "Am",
        "ann": "An",
        "bob": "B",
    }


def test_nobody_is_given_the_colour_that_another_chose(catalog):
    assert persona_marks(catalog)["ann"].colour == "var(--series-2)"
    styles = persona_styles(catalog)
    assert ".persona-bob{--hue:var(--series-1)" in styles
    assert ":root{--persona-amy:light-dark(#336699" in styles


def test_coverage_counts_what_scores_rest_on():
    points = tuple(
        Point(step="a/b/c", persona="ann", score=0, basis=basis)
        for basis in ("measured", "researched", "assumed", "assumed")
    )
    found = coverage(points)
    assert found is not None
    assert (found.measured, found.researched, found.assumed, found.backed) == (1, 1, 2, 0.5)
    assert [(name, start) for name, start, _ in found.bars] == [
        ("value", 0.0),
        ("rest", 25.0),
        ("open", 50.0),
    ]
    assert coverage(()) is None


@pytest.mark.parametrize(
    ("score", "side", "face", "colour"),
    [
        (-2, "is-n", "face-1", "heat-n2"),
        (-1.25, "is-n", "face-2", "heat-n1"),  # shown as −1.2
        (-0.5, "is-n", "face-2", "heat-n1"),
        (-0.34, "is-0", "face-3", "heat-0"),  # these two are both shown as −0.3
        (-0.26, "is-0", "face-3", "heat-0"),
        (0, "is-0", "face-3", "heat-0"),
        (0.5, "is-p", "face-4", "heat-p1"),
        (2, "is-p", "face-5", "heat-p2"),
    ],
)
def test_a_score_has_a_side_a_face_and_a_colour(catalog, score, side, face, colour):
    mark = score_mark(catalog, score)
    assert (mark.side, mark.face, mark.heat) == (side, face, colour)
    assert heat(None) == ""


def test_there_are_eight_colours_to_give():
    assert len(set(SERIES)) == 8


def test_a_way_to_a_stage_is_none_to_a_stage_whose_name_begins_like_it(project):
    made = project("minimal").edit(
        "journeys/visit/01-arrive-early.md", stage("Arrive early", "{title: I come}")
    )
    made.edit("journeys/visit/02-ask.md", stage("Ask", "{id: ask, title: I ask, next: [{to: arrive}]}"))
    made.delete("journeys/visit/01-arrive.md")
    made.edit("journeys/visit/03-arrive.md", stage("Arrive", "{title: I am there}"))
    found = catalog_of(discover(made.root, Options()), made.memo).value
    step = found.step("visit/ask/ask")
    assert step is not None
    assert [(way.title, way.icon) for way in ways(found, step)] == [("Arrive", "branch")]


def stage(title: str, step: str) -> str:
    return f"---\ntitle: {title}\nsteps:\n  - {step}\n---\n"
