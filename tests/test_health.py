"""How far the maps can be trusted: what is counted, in which order it stands, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import Built, Project

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pages.health import HealthView
from jmsite.pipeline import catalog_of

STEPS = """---
title: Arrive
steps:
  - {id: door, title: I find the door, emotion: 1.5, metrics: [mood]}
  - {id: wait, title: I wait, emotion: {anna: {score: -1, research: [talks]}}}
  - {id: sit, title: I sit, emotion: 0}
---
"""
FILES = {
    "journeys/visit/journey.md": "---\ntitle: A visit\nowner: Mara\npersonas: [anna]\n"
    "reviewed: 2026-03-01\nreview_every: P30D\n---\n",
    "journeys/visit/01-arrive.md": STEPS,
    "journeys/next/journey.md": "---\ntitle: Next year\nstate: future\npersonas: [anna]\nowner: Mara\n---\n",
    "journeys/other/journey.md": "---\ntitle: Another\npersonas: [anna]\n---\n",
    "journeys/other/01-go.md": "---\ntitle: Go\nsteps: [I go]\n---\n".replace("[I go]", "[{title: I go}]"),
    "personas/anna.md": "---\ntitle: Anna\nowner: Lena\nvalidated: 2026-01-01\n---\n",
    "metrics/mood.yaml": "title: Mood\nowner: Jon\nkind: csat\nreadings:\n"
    "  - {date: 2026-03-01, value: 25, n: 400, step: visit/arrive/door}\n",
    "metrics/empty.yaml": "title: Empty\nowner: Jon\n",
    "research/talks.md": "---\ntitle: Talks\nto: 2026-04-02\n---\n",
    "research/older.md": "---\ntitle: Older\nto: 2025-04-02\n---\n",
    "research/idle.md": "---\ntitle: Idle\nto: 2020-01-01\n---\n",
    "insights/dark.md": "---\ntitle: Dark\nresearch: [talks, older]\n---\n",
    "touchpoints.yaml": "door: {title: The door, owner: house}\nbell: {title: The bell}\n",
    "departments.yaml": "house: {title: The house}\n",
}


@pytest.fixture
def made(project: Callable[[str], Project]) -> Project:
    return project("minimal").edit_all(FILES)


def view(made: Project) -> HealthView:
    checked = catalog_of(discover(made.root, Options()), Memo())
    found: Any = VIEWS["health"](checked.value, "").view
    assert isinstance(found, HealthView)
    return found


def titles(rows: Any) -> list[str]:
    return [row.title for row in rows.rows]


def test_scores_are_counted_by_what_they_rest_on(made: Project):
    found = view(made)
    assert found.scores == 3
    assert found.backed == pytest.approx(1 / 3)
    assert found.coverage is not None


def test_what_is_written_otherwise_than_measured_is_told(made: Project):
    (found,) = view(made).contradictions.rows
    assert (found.title, found.place, found.url) == (
        "I find the door",
        "A visit, Arrive",
        "journeys/visit/#arrive--door",
    )
    assert (found.written.score, found.measured.score) == (1.5, -1.0)
    # neutral is a measured score like any other
    made.replace("metrics/mood.yaml", "value: 25", "value: 50")
    (found,) = view(made).contradictions.rows
    assert (found.written.score, found.measured.score) == (1.5, 0.0)


def test_what_nobody_looks_after_is_named(made: Project):
    found = view(made)
    assert titles(found.unowned) == ["Another", "The bell"]
    assert titles(found.unreviewed) == ["Another"]
    assert [(row.title, row.due) for row in found.due.rows] == [("A visit", date(2026, 3, 31))]


def test_evidence_stands_by_age_where_something_rests_on_it(made: Project):
    found = view(made)
    assert titles(found.evidence) == ["Older", "Talks"]
    assert [row.under for row in found.evidence.rows] == ["cited once", "cited 2 times"]
    assert [(row.title, row.under, row.day) for row in found.readings.rows] == [
        ("Empty", "Jon", None),
        ("Mood", "Jon", date(2026, 3, 1)),
    ]


def test_a_long_list_says_how_much_more_there_is(made: Project):
    for number in range(20):
        made.edit(f"metrics/m{number}.yaml", f"title: Metric {number}\n")
    found = view(made)
    assert (len(found.unowned.rows), found.unowned.count) == (8, 22)
    shown = made.build().page("/health/").text
    assert 0 < shown.find("and 14 more") < shown.find("Metric 9")


def test_a_site_without_maps_has_no_such_page(made: Project):
    for folder in ("journeys", "insights"):
        made.delete(folder)
    assert "health/index.html" not in made.build().files


# -- findings


def found_by(built: Built) -> str:
    return built.page("/health/").text.partition("what the check found")[2]


def test_findings_stand_with_who_keeps_the_file(made: Project):
    settings = "title: Minimal\nrules: {stage: {severity: warning}}\n"
    made.edit("site.yaml", settings).edit("journeys/visit/arrive-late.md", "---\ntitle: Late\n---\n")
    built = made.build()
    assert built.rules == ["stage/without-number"], built.report
    told = found_by(built)
    assert told.index("Mara") < told.index("Late") < told.index("stage/without-number")
    made.delete("journeys/visit/arrive-late.md")
    assert found_by(made.build()) == ""
    assert made.build().files == made.build(clean=True).files


def test_what_is_turned_off_is_no_finding(made: Project):
    made.edit("site.yaml", "title: Minimal\nrules: {stage/without-number: {severity: 'off'}}\n")
    assert found_by(made.edit("journeys/visit/late.md", "---\ntitle: Late\n---\n").build()) == ""


def opened(made: Project) -> None:
    """The visit may be seen by everybody."""
    for path, text in FILES.items():
        if path.startswith(("journeys/visit", "personas", "metrics/mood")):
            made.edit(path, text.replace("title:", "visibility: public\ntitle:", 1))


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_no_finding_quotes_what_was_answered(made: Project, audience: str):
    rows = (
        "date,value,persona\n2026-01-01,Frau Meyer weint,anna\n2026-01-02,5,frau-meyer\n2026-01-03,4,anna\n"
    )
    asked = "title: Asked\nkind: csat\nscale: {min: 1, max: 5}\nvisibility: public\n"
    opened(made)
    made.edit("data/m.csv", rows).edit("site.yaml", "title: M\nrules: {data: {severity: warning}}\n")
    for name in ("", "persona: persona, "):
        readings = f"readings: {{{name}file: data/m.csv}}\n"
        built = made.edit("metrics/asked.yaml", asked + readings).build(audience=audience)
        assert "data/not-a-number" in built.rules
        assert ("data/unknown-id" in built.rules) == bool(name)
        assert "content/metrics/asked.yaml" in found_by(built)
        assert not [path for path, found in built.files.items() if b"eyer" in found]


RULES = "{field: {severity: warning}, ref: {severity: warning}, yaml: {severity: warning}}"


def test_a_finding_stands_with_what_it_is_about_and_with_nothing_else(made: Project):
    made.edit("site.yaml", f"title: Minimal\nrules: {RULES}\n").edit(
        "touchpoints.yaml",
        "door: {title: The door, visibility: public}\n"
        "order: {visibility: internal, channel: secret-merger, secret: X}\n"
        "broken: 5\n"
        "bell:\n  title: The bell\n  visibility: public\n  colour: red\n",
    )
    opened(made)
    inside, outside = made.build(), made.build(audience="public")
    places = ("yaml:2", "yaml:3", "yaml:7")
    assert all(place in found_by(inside) for place in places)
    told = found_by(outside)
    assert "The bell" in told
    assert "content/touchpoints.yaml:7" in told
    for hidden in ("The door", "secret", "merger", "yaml:2", "yaml:3"):
        assert hidden not in told


def test_a_finding_in_a_step_that_is_hidden_is_hidden(made: Project):
    text = (
        "---\ntitle: Arrive\nsteps:\n  - {id: door, title: I find the door, colour: red}\n"
        "  - {id: lift, title: I take the lift, personas: [ben], colour: red}\n---\n\nSee [x](x.md).\n"
    )
    made.edit("site.yaml", "title: M\nrules: {field: {severity: warning}, link: {severity: warning}}\n")
    made.edit("journeys/visit/01-arrive.md", text)
    made.edit("personas/ben.md", "---\ntitle: Ben\ndraft: true\n---\n")
    told = found_by(made.build())
    assert [line for line in (4, 5, 8) if f"arrive.md:{line}" in told] == [4, 8]
    told = found_by(made.build(drafts=True))
    assert [line for line in (4, 5, 8) if f"arrive.md:{line}" in told] == [4, 5, 8]


def test_it_stands_in_markdown_too(made: Project):
    made.edit("site.yaml", "title: Minimal\nrules: {stage: {severity: warning}}\n")
    told = (
        made.edit("journeys/visit/late.md", "---\ntitle: Late\n---\n")
        .build()
        .files["health/index.md"]
        .decode()
    )
    for line in (
        "## Contradictions (1)",
        "- [I find the door](../journeys/visit/arrive/index.md): A visit, Arrive, Anna, assumed +1.5, measured −1.0",
        "- [A visit](../journeys/visit/index.md): Mara, 31 March 2026",
        "- [Older](../research/older/index.md): cited once, 2 April 2025",
        "## Content warnings: Mara",
    ):
        assert f"\n{line}\n" in told, told


def test_every_page_leads_there(made: Project):
    built = made.build()
    for path, to in (("index.html", "./health/"), ("personas/anna/index.html", "../../health/")):
        assert f'href="{to}"' in built.files[path].decode().partition('class="colophon"')[2]
