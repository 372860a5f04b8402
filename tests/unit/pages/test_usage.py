"""Where things are used, and the lists of them: what comes first, what is told, what is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Project = Callable[[str], Any]

TOUCHPOINTS = """
chat: {title: Chat, channel: web, owner: care, perceived_owner: sales, status: at-risk, importance: 5}
mail: {title: Mail, channel: web, owner: care, perceived_owner: care, importance: 2}
door: {title: Door, owner: sales}
shelf: {title: Shelf}
"""
STAGE = """---
title: Arrive
steps:
  - title: I ask
    touchpoint: chat
    systems: desk
    departments: [care, sales]
    emotion: -1.5
    pains: [{text: A small one, severity: 1}, {text: A bad one, severity: 3}]
    metrics: answered
    opportunities: [quick]
  - title: I wait
    touchpoint: [chat, mail]
    departments: sales
    emotion: -0.5
    metrics: answered
  - title: I leave
    touchpoint: mail
    channel: phone
    emotion: 1.5
---
"""
FUTURE = """---
title: Ask
steps:
  - {title: I am told, touchpoint: chat, emotion: 2}
---
"""
JOURNEY = (
    "---\ntitle: A visit\npersonas: [anna]\nowner: Una\ndepartments: [care]\nreviewed: 2026-01-01\n---\n"
)


@pytest.fixture
def site(project: Project) -> Any:
    """A shop with two departments, two channels, four touchpoints, and a journey as it should be."""
    return (
        project("minimal")
        .edit(
            "site.yaml", "title: Minimal\nreview_every: P30D\nfields: {touchpoint: {room: {title: Room}}}\n"
        )
        .edit("touchpoints.yaml", TOUCHPOINTS)
        .edit("channels.yaml", "web: {title: Web}\nphone: {title: Telephone}\n")
        .edit("systems.yaml", "desk: {title: Desk, owner: care, link: https://desk.example/queue}\n")
        .edit("departments.yaml", "care: {title: Care, lead: Una}\nsales: {title: Sales, parent: care}\n")
        .edit("metrics/answered.yaml", "title: Answered\nreadings: [{date: 2026-01-01, value: 3}]\n")
        .edit("opportunities/quick.md", "---\ntitle: Quick\nstatus: open\ndepartments: [care]\n---\n")
        .edit(
            "solutions/bell.md",
            "---\ntitle: Bell\nstatus: planned\ndue: 2026-12-24\ndepartments: care\n---\n",
        )
        .edit("journeys/visit/journey.md", JOURNEY)
        .edit("journeys/visit/01-arrive.md", STAGE)
        .edit("journeys/soon/journey.md", "---\ntitle: Soon\nstate: future\npersonas: [anna]\n---\n")
        .edit("journeys/soon/01-ask.md", FUTURE)
    )


def in_order(text: str, *words: str) -> bool:
    """Whether the words come one after the other."""
    place = 0
    for word in words:
        place = text.find(word, place)
        if place < 0:
            return False
        place += len(word)
    return True


def test_the_worst_touchpoint_comes_first_and_what_nobody_scored_last(site: Any) -> None:
    page = site.build().page("/touchpoints/")
    assert in_order(page.text, "Worst: Chat (−1.0)", "Best: Mail (+0.5)")
    assert [id for id in page.ids if id in ("chat", "mail", "door", "shelf")] == [
        "chat",
        "mail",
        "door",
        "shelf",
    ]
    assert "1 at risk" in page.text


def test_a_score_of_what_should_be_is_shown_but_not_counted(site: Any) -> None:
    page = site.build().page("/touchpoints/chat/")
    assert "mean of 2 scores" in page.text
    assert in_order(page.text, "A visit", "Soon", "To-be", "I am told", "+2.0")


def test_steps_stand_in_the_order_of_the_journey_with_the_worst_pain_first(site: Any) -> None:
    page = site.build().page("/touchpoints/chat/")
    assert in_order(page.text, "Where it is used", "I ask", "A bad one", "A small one", "I wait")
    assert "I leave" not in page.text


def test_a_touchpoint_says_whom_customers_think_it_belongs_to_only_where_they_err(site: Any) -> None:
    built = site.build()
    assert in_order(
        built.page("/touchpoints/chat/").text, "Owner", "Care", "Owner as customers see it", "Sales"
    )
    assert "Owner as customers see it" not in built.page("/touchpoints/mail/").text


def test_what_no_step_uses_says_so_and_shows_no_empty_boxes(site: Any) -> None:
    page = site.build().page("/touchpoints/shelf/")
    assert "Not used in any step yet." in page.text
    assert "Where it is used" not in page.text
    assert "sum" not in page.classes


def test_a_channel_is_used_through_its_touchpoints_and_directly(site: Any) -> None:
    built = site.build()
    assert in_order(
        built.page("/channels/web/").text, "Touchpoints", "Chat", "Mail", "I ask", "I wait", "I leave"
    )
    assert "I leave" in built.page("/channels/phone/").text
    assert "I ask" not in built.page("/channels/phone/").text


def test_a_system_leads_to_its_owner_and_to_where_it_is_found(site: Any) -> None:
    page = site.build().page("/systems/desk/")
    assert "../../departments/care/" in page.links
    assert "https://desk.example/queue" in page.links
    assert {"owner", "link"} <= set(page.ids)


def test_a_department_shows_what_it_runs_what_waits_and_what_is_due(site: Any) -> None:
    page = site.build().page("/departments/care/")
    assert in_order(page.text, "Solutions", "Bell", "24 December 2026", "Open work", "Quick")
    assert in_order(page.text, "Maps to review", "A visit", "31 January 2026")
    assert in_order(page.text, "Touchpoints it runs", "Chat", "Mail", "Systems it runs", "Desk")
    assert page.html.count("data-late") >= 2


def test_a_department_leads_the_steps_that_name_it_first(site: Any) -> None:
    built = site.build()
    sales = built.page("/departments/sales/").text
    assert in_order(sales, "I ask", "takes part", "I wait", "leads")
    assert "1 of 2 led by this department" in sales


def test_departments_stand_below_what_they_belong_to(site: Any) -> None:
    page = site.build().page("/departments/")
    assert [id for id in page.ids if id in ("care", "sales")] == ["care", "sales"]
    assert "level-1" in page.classes


def test_departments_that_belong_to_each_other_are_each_listed_once(site: Any) -> None:
    site.edit("departments.yaml", "care: {title: Care, parent: sales}\nsales: {title: Sales, parent: care}\n")
    assert [id for id in site.build().page("/departments/").ids if id in ("care", "sales")] == [
        "care",
        "sales",
    ]


def test_a_field_of_the_sites_own_is_shown_and_a_heading_keeps_its_anchor(site: Any) -> None:
    site.delete("touchpoints.yaml").edit(
        "touchpoints/chat.md", "---\nfields: {room: 12b}\nowner: care\n---\n## Owner\n"
    )
    page = site.build().page("/touchpoints/chat/")
    assert in_order(page.text, "Room", "12b")
    assert page.ids.count("owner") == 1


def test_a_figure_is_of_the_place_that_its_steps_share(project):
    stage = "---\ntitle: {0}\nsteps:\n  - {{id: a, title: A {0}, touchpoint: desk, metrics: [ease]}}\n---\n"
    rows = "".join(
        f"  - {{date: 2026-0{month}-01, value: {value}, journey: visit{place}}}\n"
        for month in (1, 2)
        for place, value in ((", stage: visit/pay", 20 + month), (", stage: visit/go", 70 + month))
    )
    site = (
        project("minimal")
        .edit("touchpoints.yaml", "desk: {title: The desk}\n")
        .edit("metrics/ease.yaml", f"title: Ease\nreadings:\n{rows}")
        .edit("journeys/visit/05-pay.md", stage.format("Pay"))
    )
    assert "Ease, Pay 22" in site.build().page("/touchpoints/desk/").text
    site.edit("journeys/visit/06-go.md", stage.format("Go"))
    assert "Ease, A visit 47" in site.build().page("/touchpoints/desk/").text
    site.edit("journeys/call/journey.md", "---\ntitle: A call\n---\n").edit(
        "journeys/call/01-ring.md", stage.format("Ring")
    )
    assert "Ease, all 47" in site.build().page("/touchpoints/desk/").text
