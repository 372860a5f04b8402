"""Threads: a pain, what is known of it, what answers that, what is built, and whether a metric moved."""

from __future__ import annotations

import re
from typing import Any

import pytest

from jmsite.content.discover import discover
from jmsite.model.sources import Options
from jmsite.pages.parts.evidence.thread_list import LISTED
from jmsite.pages.parts.evidence.threads import Thread, threads
from jmsite.pipeline import catalog_of

STAGE = """---
title: Look
steps:
  - id: sizes
    title: I guess my size
    departments: [shop]
    pains:
      - {text: No size like mine, severity: 3, persona: anna, insight: fit}
      - {text: The hall is cold, severity: 3}
  - id: pay
    title: I pay
    opportunities: [guest]
    pains:
      - {text: An account first, severity: 3, insight: account}
      - {text: The card is asked for twice, severity: 1}
---
"""
READINGS = "".join(
    f"  - {{date: 2026-0{month}-01, value: {value}}}\n"
    for month, value in enumerate((10, 11, 10, 30, 31, 30), 1)
)
SOLUTION = "---\ntitle: {}\nopportunities: [{}]\nstatus: {}\n{}---\n"


@pytest.fixture
def site(project: Any) -> Any:
    made = project("minimal")
    for path in ("journey.md", "01-arrive.md"):
        made.delete(f"journeys/visit/{path}")
    made.edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    made.edit("departments.yaml", "shop: {title: Shop}\ndesk: {title: Desk}\n")
    made.edit("journeys/buy/journey.md", "---\ntitle: Buy\npersonas: [anna, ben]\n---\n")
    made.edit("journeys/buy/01-look.md", STAGE)
    made.edit("insights/fit.md", "---\ntitle: Fit\ntype: pain\n---\n")
    made.edit("insights/account.md", "---\ntitle: Account\ntype: pain\n---\n")
    made.edit("opportunities/chart.md", "---\ntitle: A chart\ninsights: [fit]\ndepartments: [desk]\n---\n")
    made.edit("opportunities/guest.md", "---\ntitle: As a guest\ninsights: [account]\n---\n")
    made.edit("opportunities/old.md", "---\ntitle: Old\ninsights: [fit]\nstatus: dismissed\n---\n")
    made.edit("metrics/sales.yaml", f"title: Sales\nreadings:\n{READINGS}")
    made.edit(
        "solutions/link.md",
        SOLUTION.format("A link", "guest", "shipped", "shipped: 2026-04-01\nmetrics: [sales]\n"),
    )
    return made


def rows(built: Any) -> dict[str, tuple[str, list[str]]]:
    """Return for each pain its state and the cells of its row."""
    html = built.page("/thread/").html
    found = {}
    for state, row in re.findall(r"<tr class=\"(\w+)\" data-knots(.*?)</tr>", html, re.S):
        cells = [
            re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        ]
        found[re.findall(r"<b>(.*?)</b>", row)[0]] = (state, cells[:4])
    return found


def test_a_thread_runs_from_a_pain_to_the_metric_that_moved(site: Any) -> None:
    assert rows(site.build()) == {
        "No size like mine": ("nobody", ["Fit", "A chart", "–", "–"]),
        "The hall is cold": ("nobody", ["–", "–", "–", "–"]),
        "An account first": ("mended", ["Account", "As a guest", "A link", "Sales"]),
        "The card is asked for twice": ("mended", ["–", "As a guest", "A link", "Sales"]),
    }


def test_the_lead_counts_severe_pains_and_what_becomes_of_them(site: Any) -> None:
    told = "3 severe pains; 1 has somebody on it; 1 has seen a metric improve."
    built = site.build()
    for url in ("/thread/", "/", "/journeys/buy/"):
        assert told in built.page(url).text
    assert told in built.files["thread/index.md"].decode()
    site.edit("solutions/bot.md", SOLUTION.format("A bot", "chart", "planned", ""))
    assert (
        "3 severe pains; 2 have somebody on them; 1 has seen a metric improve."
        in site.build().page("/thread/").text
    )


@pytest.mark.parametrize(
    ("status", "state"),
    [("idea", "nobody"), ("planned", "taken"), ("building", "taken"), ("shipped", "taken")],
)
def test_somebody_is_on_a_pain_once_work_is_planned(site: Any, status: str, state: str) -> None:
    site.edit("solutions/bot.md", SOLUTION.format("A bot", "chart", status, ""))
    assert rows(site.build())["No size like mine"][0] == state


def test_what_was_dropped_or_may_be_chance_mends_nothing(site: Any) -> None:
    site.edit("solutions/bot.md", SOLUTION.format("A bot", "chart", "dropped", ""))
    assert rows(site.build())["No size like mine"] == ("nobody", ["Fit", "A chart", "–", "–"])
    site.replace("metrics/sales.yaml", "value: 30", "value: 10").replace(
        "metrics/sales.yaml", "value: 31", "value: 11"
    )
    assert rows(site.build())["An account first"] == ("taken", ["Account", "As a guest", "A link", "–"])


def test_a_department_has_the_threads_that_it_has_a_part_in(site: Any) -> None:
    built = site.build()
    assert (
        "2 severe pains; nobody is on any; none has seen a metric improve."
        in built.page("/departments/shop/").text
    )
    assert (
        "1 severe pain; nobody is on any; none has seen a metric improve."
        in built.page("/departments/desk/").text
    )
    assert '?department=shop"' in built.page("/departments/shop/").html


def test_the_picture_is_as_thick_as_pains_are_severe_and_ends_where_nobody_is_on(site: Any) -> None:
    import jmsite
    from jmsite.pages import VIEWS

    site.build()
    figure = VIEWS["thread"](jmsite.load(site.root), "").view.picture.figure
    knots = {knot.id: knot for knot in figure.knots}
    assert {id: knot.weight for id, knot in knots.items() if knot.column < 2} == {
        "journey/buy": 10,
        "insight/fit": 3,
        "insight/account": 3,
    }
    assert {id: knot.loose for id, knot in knots.items() if knot.loose} == {
        "journey/buy": 3,
        "opportunity/chart": 3,
    }
    ends = {(one.start, one.end): (one.weight, one.good) for one in figure.strands}
    assert ends["solution/link", "metric/sales"] == (4, True)
    assert ends["insight/fit", "opportunity/chart"] == (3, False)
    for id, knot in knots.items():
        out = sum(weight for (start, _), (weight, _) in ends.items() if start == id)
        into = sum(weight for (_, end), (weight, _) in ends.items() if end == id)
        assert knot.column == 0 or into == knot.weight
        assert out <= knot.weight


def test_without_pains_there_is_no_page(project: Any) -> None:
    built = project("minimal").build()
    if "/thread/" not in str(built.page("/").links):
        assert "thread/index.html" not in built.files


def test_threads_are_the_same_while_scores_change(site: Any) -> None:
    def found() -> tuple[Thread, ...]:
        return threads(catalog_of(discover(site.root, Options()), site.memo).value)

    before = found()
    site.edit("journeys/buy/01-look.md", STAGE.replace("title: I pay\n", "title: I pay\n    emotion: -2\n"))
    assert found() == before
    site.edit("journeys/buy/01-look.md", STAGE.replace("title: I pay\n", "title: I pay again\n"))
    assert found() != before


def many(site: Any, journeys: int, pains: int) -> None:
    """Add journeys with as many pains each, of which every tenth is severe."""
    for number in range(journeys):
        site.edit(f"journeys/more-{number}/journey.md", f"---\ntitle: More {number}\npersonas: [ben]\n---\n")
        said = "".join(f"      - {{text: P{at}, severity: {1 if at % 10 else 3}}}\n" for at in range(pains))
        site.edit(
            f"journeys/more-{number}/01-all.md",
            f"---\ntitle: All\nsteps:\n  - title: I wait\n    pains:\n{said}---\n",
        )


def left(built: Any) -> dict[str, list[int]]:
    """Return for each journey how many threads are counted only, by state."""
    html = built.page("/thread/").html.partition("thread-others")[2]
    found = re.findall(
        r"<th scope=\"row\"><a href=\"\.\./journeys/([\w-]+)/\">.*?</th>(.*?)</tr>", html, re.S
    )
    return {id: [int(count) for count in re.findall(r">(\d+)<", cells)] for id, cells in found}


def test_as_many_threads_as_one_reads_are_listed_and_no_others_are_counted(site: Any) -> None:
    many(site, 4, 24)
    built = site.build()
    assert len(re.findall(r"data-knots", built.page("/thread/").html)) == LISTED
    assert left(built) == {}
    assert "Every pain, and what is being done about it" in built.page("/thread/").text


def test_the_most_severe_threads_are_listed_and_the_others_counted_by_journey(site: Any) -> None:
    many(site, 5, 30)
    site.edit("solutions/bot.md", SOLUTION.format("A bot", "chart", "planned", ""))
    built = site.build()
    page = built.page("/thread/")
    severities = re.findall(r"<tr class=\"\w+\" data-knots.*?sev-(\d)", page.html, re.S)
    assert severities == ["3"] * 18 + ["1"] * 82
    counts = left(built)
    assert sum(sum(states) for states in counts.values()) == 154 - LISTED
    # of those of one weight, one that is mended comes after all that nobody is on
    assert counts["buy"] == [0, 0, 1]
    assert [*counts.values()] == sorted(counts.values(), key=lambda states: -states[0])
    assert "The 100 most severe pains, and what is being done about them" in page.text
    assert "54 more pains, by journey" in page.text
    twin = built.files["thread/index.md"].decode()
    assert "## The 100 most severe pains, and what is being done about them" in twin
    assert "## 54 more pains, by journey" in twin
    assert "| [Buy](../journeys/buy/) | 0 | 0 | 1 |" in twin.replace("index.md", "")
    assert len(re.findall(r"^\| (?:P\d|No size|The hall|An account)", twin, re.M)) == LISTED
