"""Funnels that are counted from the log of a journey: in order or in any, by period and persona, and no small group."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Built, Project

Make = Callable[[str], Project]
PAGE = "/metrics/through/"


def portal(project: Make, events: str, log: str = "", more: str = "") -> Built:
    made = project("event-logs").edit(
        "metrics/through.md", f"---\ntitle: Through\nkind: funnel\nevents: {events}\n---\n"
    )
    if log:
        made.edit("data/events.csv", log).replace(
            "journeys/shop/journey.md", "  min_n: 2", f"  min_n: 5\n{more}"
        )
    return made.build()


@pytest.mark.parametrize(
    ("events", "share", "said"),
    [("shop", "33 %", "after the one before"), ("{journey: shop, order: any}", "42 %", "in any order")],
)
def test_the_share_that_gets_through_is_that_of_the_corpus(
    project: Make, events: str, share: str, said: str
) -> None:
    text = portal(project, events).page(PAGE).text
    assert f"{share} get from “I come by” to “I pay”" in text
    assert said in text


def test_a_funnel_may_have_some_of_the_steps(project: Make) -> None:
    steps = "[shop/buy/visit, shop/buy/basket]"
    text = portal(project, f"{{journey: shop, steps: {steps}}}").page(PAGE).text
    assert "get from “I come by” to “I put it in the basket”" in text


def rows(*people: tuple[str, int, int]) -> str:
    """A log of some personas: how many came by, and how many of them paid."""
    found = ["user,timestamp,event,who"]
    for who, came, paid in people:
        for case in range(came):
            found.append(f"{who}{case},2026-03-02T10:00Z,visit,{who}")
            found += [f"{who}{case},2026-03-02T11:00Z,paid,{who}"] if case < paid else []
    return "\n".join(found) + "\n"


def test_personas_are_told_apart_and_small_ones_are_not_told(project: Make) -> None:
    made = project("event-logs")
    for id in ("anna", "ben", "cleo"):
        made.edit(f"personas/{id}.md", f"---\ntitle: {id.title()}\n---\n")
    made.edit("data/events.csv", rows(("anna", 20, 10), ("ben", 10, 1), ("cleo", 6, 6)))
    made.replace("journeys/shop/journey.md", "  min_n: 2", "  min_n: 6\n  persona: who")
    made.edit("metrics/through.md", "---\ntitle: Through\nkind: funnel\nevents: shop\n---\n")
    text = made.build().page(PAGE).text
    assert "Cleo gets through most often (100 %), Ben least often (10 %)" in text
    made.replace("journeys/shop/journey.md", "  min_n: 6", "  min_n: 7")
    text = made.build().page(PAGE).text
    # Cleo is too few, and Ben with her: all less Anna and Ben would be Cleo
    assert "Cleo" not in text
    assert "least often" not in text


def monthly(*people: tuple[str, int, int, int]) -> str:
    """A log of personas by month: how many came by, and how many of them paid."""
    found = ["user,timestamp,event,who"]
    for who, month, came, paid in people:
        for case in range(came):
            name = f"{who}{month}-{case}"
            found.append(f"{name},2026-{month:02}-02T10:00Z,visit,{who}")
            found += [f"{name},2026-{month:02}-02T11:00Z,paid,{who}"] if case < paid else []
    return "\n".join(found) + "\n"


def test_each_persona_is_told_in_each_month_with_enough_cases(project: Make) -> None:
    made = project("event-logs")
    for id in ("anna", "ben"):
        made.edit(f"personas/{id}.md", f"---\ntitle: {id.title()}\n---\n")
    log = (("anna", 3, 20, 10), ("anna", 4, 20, 15), ("ben", 3, 20, 4), ("ben", 4, 25, 5))
    made.edit("data/events.csv", monthly(*log))
    made.replace("journeys/shop/journey.md", "  min_n: 2", "  min_n: 6\n  persona: who")
    made.edit("metrics/through.md", "---\ntitle: Through\nkind: funnel\nevents: shop\n---\n")
    text = made.build().page(PAGE).text
    assert "By persona over time" in text
    told = text.partition("By persona over time")[2]
    for row in ("March 2026 Anna 50", "April 2026 Anna 75", "March 2026 Ben 20", "April 2026 Ben 20"):
        assert row in told
    made.replace("journeys/shop/journey.md", "  min_n: 6", "  min_n: 26")
    assert "By persona over time" not in made.build().page(PAGE).text


def test_no_case_is_in_any_output(project: Make) -> None:
    made = project("event-logs").edit(
        "data/events.csv",
        "user,timestamp,event\nsentinel-4711,2026-03-02T10:00Z,visit\nsentinel-4711,2026-03-02T10:05Z,paid\n",
    )
    built = made.build()
    assert not [path for path, data in built.files.items() if b"sentinel-4711" in data]
    assert "sentinel-4711" not in built.report


def test_a_log_is_shown_on_the_map_and_below_it(project: Make) -> None:
    text = project("event-logs").build().page("/journeys/shop/").text
    for said in ("75 % of cases", "Planned and actual", "Paths nobody drew"):
        assert said in text


def test_a_step_that_nobody_takes_is_named(project: Make) -> None:
    log = "user,timestamp,event\n" + "".join(
        f"{case},2026-03-02T10:00Z,visit\n{case},2026-03-02T10:05Z,paid\n" for case in range(9)
    )
    made = project("event-logs").edit("data/events.csv", log)
    made.replace("journeys/shop/journey.md", "{newsletter_popup: }", "{looked: search}")
    text = made.build().page("/journeys/shop/").text
    assert "No case gets here" in text
    assert "Steps nobody takes" in text
