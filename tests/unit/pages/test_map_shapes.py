"""What maps of real shapes need of their pages: lines, names where room is short, and a state that is called anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pages.parts.changes.compared_state import compared_curve
from jmsite.pipeline import catalog_of

SITES = Path(__file__).parents[2] / "sites"


def catalog(case: str) -> Catalog:
    checked = catalog_of(discover(SITES / case, Options()), Memo())
    assert checked.diagnostics == ()
    return checked.value


def test_steps_that_are_called_anew_are_compared_in_their_order():
    every = catalog("transition-map")
    now, later = (every.journey_steps(id) for id in ("come-home", "come-home-next-year"))
    assert compared_curve(every, "come-home", now) == ((0, 1), (1, 1), (2, 1), (3, 0), (4, 1.5), (5, 2))
    assert [score for _, score in compared_curve(every, "come-home-next-year", later)] == [
        -2,
        -1,
        0,
        -2,
        -1.5,
        1,
    ]


@pytest.mark.parametrize(
    ("drop", "scores"),
    [
        ("I am told two days before", [1, 1]),
        ("I get one folder", [1, 1]),
        ("", [1, 1]),
    ],
)
def test_a_stage_of_other_length_is_spread_over_the_steps(project, drop, scores):
    site = project("transition-map")
    path = "journeys/come-home-next-year/01-ward.md"
    if drop:
        text = (site.root / "content" / path).read_text(encoding="utf-8")
        head, *steps = text.split("  - title: ")
        kept = [step for step in steps if not step.startswith(drop)]
        site.edit(path, head + "".join(f"  - title: {step}" for step in kept).rstrip("-\n") + "\n---\n")
    every = catalog_of(discover(site.root, Options()), Memo()).value
    found = compared_curve(every, "come-home", every.journey_steps("come-home"))
    assert [score for place, score in found if place < 2] == scores


def test_more_steps_than_there_were_are_taken_together(project):
    site = project("transition-map")
    steps = "".join(
        f"  - {{title: I do it {n}, emotion: {score}}}\n" for n, score in enumerate((2, 1, 0, -2))
    )
    site.edit("journeys/come-home-next-year/01-ward.md", f"---\ntitle: Ward\nsteps:\n{steps}---\n")
    every = catalog_of(discover(site.root, Options()), Memo()).value
    found = compared_curve(every, "come-home", every.journey_steps("come-home"))
    assert found[:2] == ((0, 1.5), (1, -1))


def test_a_line_says_what_it_divides_and_whether_the_map_shows_it():
    view = VIEWS["journey"](catalog("enterprise-map"), "supplied").view
    told = [(line.key, line.above[-1:], line.below, line.on_map) for line in view.lines]
    assert told == [
        ("interaction", ("next",), ("policies", "systems"), True),
        ("internal", ("policies",), ("systems",), False),
    ]


def test_phases_are_named_under_the_curve_where_there_are_any():
    view = VIEWS["journey"](catalog("phases-map"), "move-to-another-town").view
    assert [(part.id, part.columns, part.fits) for part in view.parts] == [
        ("ui:phase-before", 15, "always"),
        ("ui:phase-during", 11, "always"),
        ("ui:phase-after", 16, "always"),
    ]
    assert (view.steps, len(view.stages), view.heads) == (42, 12, "")


def test_a_name_that_its_columns_cannot_hold_is_not_written_under_the_curve(project):
    stages = {
        f"journeys/visit/{n:02}-s{n}.md": f"---\ntitle: {title}\nsteps: [{{title: I act, emotion: 1}}]\n---\n"
        for n, title in enumerate(["Ask", "Unpronounceable", "予約を確認する", *["Go"] * 9], 2)
    }
    site = project("minimal").edit_all(stages)
    view = VIEWS["journey"](catalog_of(discover(site.root, Options()), Memo()).value, "visit").view
    assert [part.fits for part in view.parts][1:5] == ["always", "never", "always", "always"]
    assert view.heads == ""


@pytest.mark.parametrize(
    ("title", "when", "heads"),
    [
        ("Look", "", ""),
        ("Look around", "nine months before", "heads-2"),
        ("Sustainability and what comes after", "", "heads-2"),
        ("Sustainability and what comes after", "from the tenth day on", "heads-3"),
        ("Sustainability and what comes after that, for as long as anybody asks", "", "heads-3"),
    ],
)
def test_the_head_of_a_stage_is_as_high_as_its_longest_name_needs(project, title, when, heads):
    text = f"---\ntitle: {title}\nwhen: {when}\nsteps: [{{title: I act}}]\n---\n"
    site = project("minimal").edit("journeys/visit/02-s.md", text)
    view = VIEWS["journey"](catalog_of(discover(site.root, Options()), Memo()).value, "visit").view
    assert view.heads == heads


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("{1: awful, 2: poor, 3: fine, 4: good, 5: great}", ["awful", "poor", "fine", "good", "great"]),
        ("{1: awful, 5: great}", ["awful", "bad", "neither good nor bad", "good", "delighted"]),
    ],
)
def test_the_key_of_heat_speaks_the_words_of_the_scale_where_it_has_them_all(project, words, said):
    site = project("enterprise-map")
    site.replace("site.yaml", "{1: awful, 2: poor, 3: fine, 4: good, 5: great}", words)
    view = VIEWS["journeys"](catalog_of(discover(site.root, Options()), Memo()).value, "").view
    assert [word for _, word in view.key] == said
