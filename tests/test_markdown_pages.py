"""Every page as Markdown beside it, and what programs read first."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from conftest import Built, Project

from jmsite.formats.prose import to_prose

LINK = re.compile(r"(?<!\\)\]\(<?([^)>]+)>?\)")
STAGE = """---
title: Arrive
goal: Get in
summary: "*Nearly* [Anna](/personas/anna.md), <b>bold</b>"
steps:
  - title: I find the door
    emotion: 1
    doing: [Reads the sign, Knocks]
    touchpoint: door
    pains: [{text: The sign is small, severity: 2, persona: anna}]
    next: {to: wait, when: it is shut}
  - id: wait
    title: I wait
    moment_of_truth: true
    duration: PT20M
---

Told by [Anna](/personas/anna.md#goals), see [the map](journey.md).
"""


@pytest.fixture
def made(project: Callable[[str], Project]) -> Project:
    return (
        project("minimal")
        .edit("journeys/visit/01-arrive.md", STAGE)
        .edit("touchpoints/door.md", "---\ntitle: The door\ntags: [wood]\n---\n")
        .edit("metrics/calm.yaml", "title: Calm\nreadings: [{date: 2026-01-01, value: 60.5, n: 1200}]\n")
        .edit("pages/guide/index.md", "# Our guide\n\nSee [the fields](/fields/).\n")
    )


def twin(built: Built, path: str) -> str:
    return built.files[path].decode()


def test_a_stage_tells_its_steps(made: Project):
    assert twin(made.build(), "journeys/visit/arrive/index.md") == (
        "# Arrive\n\n"
        "Stage: [A visit](../../../journeys/visit/index.md)\n\n"
        "Get in\n\n"
        "*Nearly* [Anna](../../../personas/anna/index.md), \\<b>bold\\</b>\n\n"
        "Told by [Anna](../../../personas/anna/index.md), see [the map](../../../journeys/visit/index.md).\n\n"
        "## Steps\n\n"
        "### I find the door\n\n"
        "- **Emotion:** Anna +1.0 (assumed)\n"
        "- **Touchpoint:** [The door](../../../touchpoints/door/index.md)\n"
        "- **Doing:** Reads the sign, Knocks\n"
        "- **Pains:** The sign is small (Severity: 2; [Anna](../../../personas/anna/index.md))\n"
        "- **Used by:** [Anna](../../../personas/anna/index.md)\n"
        "- **What happens next:** [I wait](../../../journeys/visit/arrive/index.md) (When: it is shut)\n\n"
        "### I wait\n\n"
        "- **Moment of truth**\n"
        "- **Duration:** 20 minutes\n"
        "- **Used by:** [Anna](../../../personas/anna/index.md)\n"
    )


def test_others_tell_what_they_are_and_what_uses_them(made: Project):
    built = made.build()
    door, calm, anna = (
        twin(built, f"{path}/index.md") for path in ("touchpoints/door", "metrics/calm", "personas/anna")
    )
    assert "- **Steps:** [I find the door, A visit](../../journeys/visit/arrive/index.md)" in door
    assert "| 1 January 2026 | 60.5 | 1,200 |" in calm
    assert anna.startswith(
        "# Anna\n\nPersona\n\n- **Kind:** Primary persona\n- **Quote:** I want to be home by six.\n"
    )
    assert "Anna works in the *next* street." in anna
    assert twin(built, "pages/guide/index.md").startswith("# Our guide\n\n")
    assert "- [The door](../touchpoints/door/index.md)" in twin(built, "touchpoints/index.md")
    assert "[The door](../../touchpoints/door/index.md)" in twin(built, "tags/wood/index.md")
    assert "- [Arrive](../../journeys/visit/arrive/index.md): Get in\n  - I find the door: Anna +1.0" in twin(
        built, "journeys/visit/index.md"
    )


def test_a_journey_with_a_scale_of_its_own_is_told_on_it(project: Callable[[str], Project]):
    files = project("scale-of-five").build().files
    map_, stage = (files[f"journeys/permit/{path}"].decode() for path in ("index.md", "ask/index.md"))
    assert "Words: 0: furious, 5: so-so, 😐, 9: glad, 🙂" in map_
    assert "I fill it in: Sam 5\n" in map_
    assert re.findall(r"Emotion:\*\* (.*)", stage) == [
        "Sam 9 (glad, assumed)", "Sam 5 (so-so, assumed)", "Sam 1.5 (uneasy, assumed)",
    ]  # fmt: skip


def test_each_text_of_a_twin_has_footnotes_of_its_own(made: Project):
    noted = "Words[^1] and words[^why].\n\n[^1]: A note\n[^why]: Why\n"
    made.edit("journeys/visit/01-arrive.md", f"{STAGE}\n{noted}")
    made.edit("journeys/visit/01-arrive.anna.md", f"---\npersona: anna\n---\n\n{noted}")
    labels = re.findall(r"\[\^([\w-]+)\]", twin(made.build(), "journeys/visit/arrive/index.md"))
    assert labels == ["1", "why", "1", "why", "1-2", "why-2", "1-2", "why-2"]


@pytest.mark.parametrize("case", ["minimal", "extremes", "ten-scripts", "two-states", "converted-personas"])
def test_every_link_of_a_twin_leads_somewhere(project: Callable[[str], Project], case: str):
    files = project(case).build().files
    twins = [path for path in files if path.endswith(".md")]
    pages = [
        path for path in files if path.endswith("index.html") and not path.startswith(("search/", "fields/"))
    ]
    assert {path.removesuffix("md") for path in twins} == {path.removesuffix("html") for path in pages}
    broken_links = [
        (path, href)
        for path in twins
        for href in LINK.findall(files[path].decode())
        if not href.startswith(("http:", "https:", "mailto:", "tel:", "#"))
        and posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href.partition("#")[0])))
        not in files
    ]
    assert broken_links == []


@pytest.mark.parametrize("case", ["extremes", "ten-scripts"])
def test_what_people_wrote_is_no_markup(project: Callable[[str], Project], case: str):
    """A twin has the headings that it was given, and no HTML."""
    files = project(case).build().files
    for path in (path for path in files if path.endswith(".md")):
        prose = to_prose(files[path].decode(), html="escape")
        assert "&lt;script" not in prose.html, path
        assert [heading.level for heading in prose.headings][:1] == [1], path


def test_programs_are_told_what_there_is(made: Project):
    assert twin(made.build(), "llms.txt") == (
        "# Minimal\n\n"
        "## Journeys\n\n- [A visit](journeys/visit/index.md)\n\n"
        "## Personas\n\n- [Anna](personas/anna/index.md)\n\n"
        "## All\n\n- [Touchpoints](touchpoints/index.md)\n- [Metrics](metrics/index.md)\n- [Pages](pages/index.md)\n"
    )
    away = twin(made.build(base_url="https://example.org/a/"), "llms.txt")
    assert "](https://example.org/a/journeys/visit/index.md)" in away


def test_a_page_names_its_twin(made: Project):
    built = made.build()
    named = '<link rel="alternate" type="text/markdown" href="'
    assert f'{named}../../journeys/visit/index.md">' in built.files["journeys/visit/index.html"].decode()
    assert f'{named}./index.md">' in built.files["index.html"].decode()
    assert named not in built.files["404.html"].decode()
    assert named not in built.files["fields/index.html"].decode()


def test_a_site_can_do_without_and_the_preview_does(made: Project):
    assert not any(
        path.endswith((".md", ".txt")) for path in made.build(preview=True).files if path != "robots.txt"
    )
    plain = made.edit("site.yaml", "title: Minimal\ntwins: false\n").build()
    assert not any(path.endswith((".md", ".txt")) for path in plain.files if path != "robots.txt")
    assert b"text/markdown" not in plain.files["index.html"]


def test_an_edit_is_in_the_twins_that_tell_of_it(made: Project):
    made.build()
    built = made.edit("personas/anna.md", "---\ntitle: Hanna\n---\n").build()
    assert "Hanna +1.0" in twin(built, "journeys/visit/arrive/index.md")
    assert built.files == made.build(clean=True).files


def test_a_metric_says_how_it_is_made_and_which_rows_count(project):
    site = project("minimal").edit("data/a.csv", "date,value\n2026-01-05,5\n2026-01-06,\n2026-01-07,4\n")
    told = {
        "kind: mean": "**Kind:** Mean\n",
        "kind: csat": "**Kind:** Customer satisfaction",
        "kind: csat\ntop: 1": "**Kind:** Customer satisfaction: share of the top answer\n",
        "kind: duration\nquantile: 0.9": "**Kind:** The time within which 90 % of cases are done\n",
    }
    for made, said in told.items():
        site.edit("metrics/m.yaml", f"title: M\n{made}\nreadings: {{file: data/a.csv}}\n")
        page = site.build().files["metrics/m/index.md"].decode().replace("\u00a0", " ")
        assert said in page
        assert "**Top:**" not in page
        assert "**Rows that count:** 2 of 3, no answer: 1" in page
