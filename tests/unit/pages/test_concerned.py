"""Steps of an insight, an opportunity and a solution are told and ranked by the personas whom these concern."""

from __future__ import annotations

import re
from typing import Any

import pytest

STAGE = """---
title: Look
steps:
  - id: sizes
    title: I guess my size
    emotion: {anna: -1.5, ben: 2}
    pains: [{text: No size like mine, severity: 3, persona: anna, insight: fit}]
  - id: pay
    title: I pay
    emotion: {anna: 1, ben: -2}
    pains: [{text: The card is asked for twice, severity: 2, insight: twice}]
  - id: wait
    title: I wait
    emotion: {anna: -0.5, ben: -0.6}
---
"""


@pytest.fixture
def built(project: Any) -> Any:
    site = project("minimal")
    site.edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    site.edit("journeys/buy/journey.md", "---\ntitle: Buy\npersonas: [anna, ben]\n---\n")
    site.edit("journeys/buy/01-look.md", STAGE)
    steps = "steps: [buy/look/sizes, buy/look/pay, buy/look/wait]"
    site.edit("insights/fit.md", f"---\ntitle: Fit\ntype: pain\npersonas: [anna, ben]\n{steps}\n---\n")
    site.edit("insights/twice.md", "---\ntitle: Twice\ntype: pain\npersonas: [anna]\n---\n")
    site.edit("insights/lone.md", f"---\ntitle: Lone\npersonas: [anna]\n{steps}\n---\n")
    site.edit("opportunities/table.md", f"---\ntitle: Table\ninsights: [lone]\n{steps}\n---\n")
    site.edit("opportunities/all.md", f"---\ntitle: All\n{steps}\n---\n")
    site.edit("solutions/chart.md", "---\ntitle: Chart\nopportunities: [table]\n---\n")
    return site.build()


def listed(built: Any, url: str) -> list[tuple[str, str, str, list[str]]]:
    """Return the steps of a page: title, score, where, and whose marks they bear."""
    html = built.page(url).html
    part = re.search(r"<div id=\"(?:ui:)?steps\">.*?</ul>", html, re.S)
    assert part is not None
    rows = re.findall(r"<li><a class=\"row.*?</a></li>", part[0], re.S)
    return [
        (
            re.findall(r"<b>(.*?)</b>", row)[0],
            re.findall(r"</svg>([^<]*)</span><b>", row)[0],
            re.findall(r"class=\"under\">(.*?)</span>", row)[0],
            re.findall(r"class=\"hidden\">(.*?)</span>", row),
        )
        for row in rows
    ]


def test_a_pain_about_one_persona_lists_its_step_with_her_feeling(built: Any) -> None:
    rows = {title: rest for title, *rest in listed(built, "/insights/fit/")}
    assert rows["I guess my size"] == ["−1.5", "Buy, Look", ["Anna"]]


def test_steps_are_ranked_by_the_worst_of_those_concerned_who_is_named(built: Any) -> None:
    rows = listed(built, "/insights/fit/")
    assert [(title, score) for title, score, *_ in rows] == [
        ("I pay", "−2.0"),
        ("I guess my size", "−1.5"),
        ("I wait", "−0.6"),
    ]
    assert rows[0][2:] == ("Buy, Look; lowest for Ben", ["Ben", "Anna"])


def test_a_pain_of_everybody_leaves_the_word_to_the_insight(built: Any) -> None:
    assert listed(built, "/insights/twice/") == [("I pay", "+1.0", "Buy, Look", ["Anna"])]


@pytest.mark.parametrize("url", ["/insights/lone/", "/opportunities/table/", "/solutions/chart/"])
def test_an_opportunity_and_its_solution_concern_those_of_its_insights(built: Any, url: str) -> None:
    assert [(title, score, who) for title, score, _, who in listed(built, url)] == [
        ("I guess my size", "−1.5", ["Anna"]),
        ("I wait", "−0.5", ["Anna"]),
        ("I pay", "+1.0", ["Anna"]),
    ]


def test_an_opportunity_without_insights_concerns_everybody(built: Any) -> None:
    assert [row[:2] for row in listed(built, "/opportunities/all/")] == [
        ("I pay", "−2.0"),
        ("I guess my size", "−1.5"),
        ("I wait", "−0.6"),
    ]


def test_the_backlog_shows_steps_as_they_feel_to_those_concerned(built: Any) -> None:
    assert "−1.5 I guess my size −0.5 I wait and 1 more Table" in built.page("/opportunities/").text


def test_a_step_is_coloured_by_whoever_feels_worst(built: Any) -> None:
    html = built.page("/journeys/buy/look/").html
    colours = re.findall(r"heat-[np]?\d", html)
    assert colours[:2] == ["heat-n2", "heat-n2"]
