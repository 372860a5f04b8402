"""Where to act next: people × severity × value, what is missing named and never filled, and nobody shown too much."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Built, Project

from jmsite.cli.app import run

STAGE = """---
title: Look
steps:
  - id: sizes
    title: I guess my size
    personas: [anna]
    departments: [shop]
    pains: [{text: No size like mine, severity: 3}]
    opportunities: [chart]
  - {id: pay, title: I pay, pains: [{text: An account first, severity: 2}]}
  - {id: wait, title: I wait, personas: [ben], emotion: -1}
  - {id: wear, title: I wear it, emotion: 1, pains: [{text: It itches}]}
---
"""
COUNTS = """title: People
unit: people
readings:
  - {date: 2026-01-01, value: 900, stage: buy/look}
  - {date: 2026-02-01, value: 1000, stage: buy/look}
  - {date: 2026-02-01, value: 200, step: buy/look/wait}
"""
WORTH = """title: Order
unit: pounds
kind: mean
readings: {file: data/orders.csv}
"""


@pytest.fixture
def site(project: Any) -> Project:
    made = project("minimal")
    for path in ("journey.md", "01-arrive.md"):
        made.delete(f"journeys/visit/{path}")
    made.edit("personas/anna.md", "---\ntitle: Anna\nshare: 40\nvisibility: public\n---\n")
    made.edit("personas/ben.md", "---\ntitle: Ben\nvisibility: public\n---\n")
    made.edit("departments.yaml", "shop: {title: Shop, visibility: public}\ndesk: {title: Desk}\n")
    made.edit("metrics/people.yaml", COUNTS)
    made.edit("metrics/order.yaml", WORTH)
    made.edit(
        "data/orders.csv",
        "date,value\n" + "".join(f"2026-02-{day:02},{48 + day % 5}\n" for day in range(1, 21)),
    )
    made.edit("opportunities/chart.md", "---\ntitle: A chart\n---\n")
    made.edit("solutions/chart.md", "---\ntitle: Charts\nopportunities: [chart]\nstatus: building\n"
              "due: 2026-12-01\ndepartments: [desk]\n---\n")  # fmt: skip
    made.edit("journeys/buy/01-look.md", STAGE)
    declare(made, "reach: people\nvalue: order\n")
    return made


def declare(site: Project, fields: str) -> None:
    site.edit(
        "journeys/buy/journey.md",
        f"---\ntitle: Buy\npersonas: [anna, ben]\nvisibility: public\n{fields}---\n",
    )


def lists(capsys: pytest.CaptureFixture[str], site: Project, *words: str) -> dict[str, Any]:
    assert run(["next", "--root", str(site.root), "--format", "json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def sizes(found: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [
        (one["by"], step["id"].rpartition("/")[2], round(step["size"]["value"], 6))
        for one in found["lists"]
        for step in one["steps"]
    ]


def test_steps_are_ranked_by_people_severity_and_value(site: Project, capsys):
    found = lists(capsys, site)
    # all take the payment: no share is needed; Anna is 40 % of those who look; who waits is counted by itself
    assert sizes(found) == [
        ("value", "pay", round(1000 * 2 / 3 * 50, 6)),
        ("value", "sizes", 1000 * 0.4 * 50),
        ("value", "wait", 200 * 1.5 / 3 * 50),
    ]
    first = found["lists"][0]["steps"][0]
    low, high = first["value"]["low"], first["value"]["high"]
    assert low < 50 < high
    assert first["size"]["low"] == pytest.approx(1000 * 2 / 3 * low)
    assert first["size"]["high"] == pytest.approx(1000 * 2 / 3 * high)
    assert (first["missing"], first["without_interval"]) == ([], ["severity"])
    assert found["lists"][0]["steps"][1]["without_interval"] == ["shares", "severity"]
    assert found["unranked_pains"] == 1


BY_PEOPLE = [("people", "pay", 666.666667), ("people", "sizes", 400), ("people", "wait", 100)]
BY_SHARE = [("share", "sizes", 40), ("share", "pay", 26.666667), ("severity", "wait", 1.5)]


@pytest.mark.parametrize(
    ("fields", "told", "missing"),
    [("reach: people\n", BY_PEOPLE, ["value"]), ("value: order\n", BY_SHARE, ["reach", "value"])],
)
def test_what_is_missing_is_named_and_not_filled(site: Project, capsys, fields, told, missing):
    declare(site, fields)
    found = lists(capsys, site)
    assert sizes(found) == told
    steps = [step for one in found["lists"] for step in one["steps"]]
    named = {key for step in steps for key in step["missing"]}
    assert named - {"share"} == set(missing) - ({"value"} if "value" in fields else set())


def test_a_persona_without_a_share_is_not_counted_and_named(site: Project, capsys):
    declare(site, "")
    found = lists(capsys, site)
    pay = next(step for one in found["lists"] for step in one["steps"] if step["id"].endswith("pay"))
    assert (pay["missing"], pay["without_share"]) == (["reach", "share", "value"], ["ben"])
    assert [each["persona"] for each in pay["people"]] == ["anna"]


def test_the_value_of_everybody_is_shared_out(site: Project, capsys):
    declare(site, "value: {metric: order, per: period}\n")
    assert sizes(lists(capsys, site))[0] == ("value", "sizes", 0.4 * 50)
    declare(site, "reach: people\nvalue: {metric: order, per: period}\n")
    assert sizes(lists(capsys, site))[0] == ("value", "pay", round(2 / 3 * 50, 6))


def test_the_page_says_how_a_step_was_ranked_and_who_is_on_it(site: Project):
    page = built(site).page("/next/")
    assert "People affected × severity × value at stake" in page.text
    assert "33,300 pounds" in page.text
    assert "Building Charts due 1 December 2026 Desk" in " ".join(page.text.split())
    assert "Nobody is on it" in page.text
    assert "1 pain is not ranked" in page.text


def built(site: Project, audience: str = "internal") -> Built:
    made = site.build(audience=audience)
    assert [rule for rule in made.rules if not rule.startswith("metric/")] == []
    return made


def test_an_audience_is_told_no_value_that_it_may_not_see(site: Project):
    page = built(site, "public").page("/next/")
    assert "pounds" not in page.text
    assert "No value is given" in page.text
    assert "Charts" not in page.text


def test_a_department_sees_what_concerns_it_in_every_format(site: Project, capsys):
    assert [id for _, id, _ in sizes(lists(capsys, site, "--department", "desk"))] == ["sizes"]
    assert [id for _, id, _ in sizes(lists(capsys, site, "--journey", "buy", "--limit", "1"))] == ["pay"]
    assert run(["next", "--root", str(site.root), "--department", "desk"]) == 0
    told = capsys.readouterr().out
    assert "20,000 pounds" in told
    assert "building: Charts, due 2026-12-01, by Desk" in told
    assert run(["next", "--root", str(site.root), "--format", "markdown", "--limit", "1"]) == 0
    assert "| 1 | [I pay](" in capsys.readouterr().out


def test_wrong_names_are_told(site: Project, capsys):
    assert run(["next", "--root", str(site.root), "--department", "dek"]) == 2
    assert "'dek'" in capsys.readouterr().err
    assert run(["next", "--root", str(site.root), "--format", "xml"]) == 2


WHOLE = "  - {date: 2026-02-01, value: 1000, stage: buy/look}\n"


@pytest.mark.parametrize("whole", ["", WHOLE], ids=["parts", "whole"])
def test_all_who_take_a_step_are_its_personas_together_and_not_their_mean(site: Project, capsys, whole: str):
    """Given values without a number of cases are averaged over their parts, which is no count of people."""
    parts = "".join(
        f"  - {{date: 2026-02-01, value: {count}, stage: buy/look, persona: {who}}}\n"
        for who, count in (("anna", 300), ("ben", 500))
    )
    site.edit("metrics/people.yaml", f"title: People\nunit: people\nreadings:\n{parts}{whole}")
    declare(site, "reach: people\n")
    assert sizes(lists(capsys, site)) == [
        ("people", "pay", round((1000 if whole else 800) * 2 / 3, 6)),
        ("people", "sizes", 300),
        ("people", "wait", 250),
    ]
