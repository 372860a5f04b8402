"""Metrics: how they are going, in which group they stand, and how they are taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import jmsite
from jmsite.pages.parts.map.head import objective_mark

Project = Callable[[str], Any]


def readings(*values: float, **also: Any) -> str:
    """A month's reading each, the last in December 2026."""
    more = "".join(f", {name}: {value}" for name, value in also.items())
    first = 24 - len(values)
    months = [divmod(first + place, 12) for place in range(len(values))]
    rows = [
        f"  - {{date: {2025 + year}-{month + 1:02}-01, value: {value:g}{more}}}"
        for (year, month), value in zip(months, values, strict=True)
    ]
    return "\n".join(rows) + "\n"


@pytest.fixture
def site(project: Project) -> Any:
    """A site with two personas and a metric of each course."""
    year = [20.0] * 12
    return (
        project("minimal")
        .edit("personas/ben.md", "---\ntitle: Ben\n---\n")
        .edit("metrics/near.yaml", f"target: 40\nreadings:\n{readings(*year, 30)}")
        .edit("metrics/far.yaml", f"target: 90\nreadings:\n{readings(*year, 30)}")
        .edit("metrics/down.yaml", f"target: 40\nreadings:\n{readings(*year, 10)}")
        .edit("metrics/wait.yaml", f"direction: lower\ntarget: 10\nreadings:\n{readings(*year, 8)}")
        .edit("metrics/flat.yaml", f"readings:\n{readings(*year, 20)}")
        .edit("metrics/empty.yaml", "title: Empty\n")
    )


def order(page: Any, *ids: str) -> list[str]:
    """Those of the ids that the page has, in its order."""
    return [id for id in page.ids if id in ids]


def test_what_gets_worse_comes_first_and_what_reached_its_target_after_what_has_not(site: Any) -> None:
    page = site.build().page("/metrics/")
    assert order(page, "near", "far", "down", "wait", "flat", "empty") == [
        "down",
        "flat",
        "far",
        "near",
        "wait",
        "empty",
    ]
    assert page.text.index("Getting worse") < page.text.index("On target")


def test_lower_is_better_where_the_metric_says_so(site: Any) -> None:
    text = site.build().page("/metrics/wait/").text
    assert "12 better" in text
    assert "Compared with December 2025 20" in text
    assert "reached" in text


def test_a_change_inside_the_intervals_is_called_chance(site: Any) -> None:
    def share(month: str, yes: int) -> str:
        return f"  - {{date: {month}-01, numerator: {yes}, denominator: 40}}\n"

    rows = share("2025-12", 20) + share("2026-12", 22)
    site.edit("metrics/few.yaml", f"kind: share\nunit: '%'\nreadings:\n{rows}")
    built = site.build()
    page = built.page("/metrics/few/").text
    assert "Compared with December 2025 50 % no clear change" in page
    assert " better" not in page.replace("higher is better", "")
    site.edit(
        "metrics/few.yaml", f"kind: share\nunit: '%'\nreadings:\n{share('2025-12', 5)}{share('2026-12', 35)}"
    )
    assert "Compared with December 2025 12 % 76 better" in site.build().page("/metrics/few/").text


def test_the_word_of_the_highest_threshold_reached_is_said(site: Any) -> None:
    words = "thresholds: [{value: 0, label: act}, {value: 25, label: good}]\n"
    site.edit("metrics/near.yaml", f"{words}readings:\n{readings(20, 30)}")
    page = site.build().page("/metrics/near/")
    assert "Below 25 act, from 25 good" in page.text
    assert {"word", "is-p"} <= page.classes


def test_a_reading_below_all_thresholds_has_the_word_of_the_lowest(site: Any) -> None:
    words = "thresholds: [{value: 0, label: act}, {value: 25, label: good}]\n"
    site.edit("metrics/near.yaml", f"{words}readings:\n{readings(20, -30)}")
    page = site.build().page("/metrics/near/")
    assert "−30 act" in page.text
    assert {"word", "is-n"} <= page.classes


def test_a_single_threshold_says_from_where_on_it_holds(site: Any) -> None:
    site.edit("metrics/near.yaml", f"thresholds: [{{value: 25, label: good}}]\nreadings:\n{readings(20, 19)}")
    page = site.build().page("/metrics/near/")
    assert "Thresholds From 25 good" in page.text
    assert "word" not in page.classes


def test_values_of_one_sentence_have_the_same_decimals(site: Any) -> None:
    page = (
        site.edit("metrics/near.yaml", f"readings:\n{readings(15.04, 33.7)}").build().page("/metrics/near/")
    )
    assert ": 34 in December 2026, 15 in November 2026" in page.text


def test_a_metric_without_readings_says_so(site: Any) -> None:
    page = site.build().page("/metrics/empty/")
    assert "There are no readings yet." in page.text
    assert "gauge" not in page.classes
    assert "Not used anywhere yet." in page.text


def test_one_reading_is_a_number_with_its_table_and_no_picture(site: Any) -> None:
    page = site.edit("metrics/near.yaml", f"readings:\n{readings(31)}").build().page("/metrics/near/")
    assert "December 2026 31" in page.text
    assert "figure" not in page.classes


def test_personas_are_told_apart_the_worst_first(site: Any) -> None:
    rows = readings(20, 30, persona="anna") + readings(5, 8, persona="ben")
    page = site.edit("metrics/near.yaml", f"readings:\n{rows}").build().page("/metrics/near/")
    assert "Worst for Ben (8), best for Anna (30) in December 2026." in page.text
    assert page.text.index("By persona") < page.text.index("Ben 8") < page.text.index("Anna 30")


def test_a_funnel_keeps_the_order_of_the_journey_and_says_where_most_are_lost(site: Any) -> None:
    site.edit("journeys/visit/02-pay.md", "---\ntitle: Pay\n---\n").edit(
        "journeys/visit/03-go.md", "---\ntitle: Go\n---\n"
    )
    site.edit(
        "data/funnel.csv",
        "date,stage,n\n2026-12-01,visit/pay,40\n2026-12-01,visit/arrive,100\n2026-12-01,visit/go,30\n",
    )
    site.edit("metrics/near.yaml", "kind: funnel\nreadings: {file: data/funnel.csv, stage: stage, n: n}\n")
    text = site.build().page("/metrics/near/").text
    assert "Most are lost between “Arrive” and “Pay”: 60 % in December 2026." in text


def test_objectives_solutions_and_steps_that_name_a_metric_are_shown(site: Any) -> None:
    site.edit(
        "journeys/visit/journey.md",
        "---\ntitle: A visit\npersonas: [anna]\nobjectives: [{text: Be quick, metric: near, by: 2027-03-01}]\n---\n",
    )
    site.edit(
        "solutions/bell.md", "---\ntitle: Bell\nstatus: shipped\nshipped: 2026-05-02\nmetrics: near\n---\n"
    )
    site.edit("solutions/horn.md", "---\ntitle: Horn\nstatus: dropped\nmetrics: near\n---\n")
    site.replace("journeys/visit/01-arrive.md", "emotion: -1", "emotion: -1\n    metrics: near")
    page = site.build().page("/metrics/near/")
    for words in ("Be quick", "1 March 2027", "Bell", "2 May 2026", "I wait"):
        assert words in page.text
    assert "Horn" not in page.text
    assert {"readings", "target"} <= set(page.ids)


@pytest.mark.parametrize(
    ("baseline", "now", "share"),
    [("baseline: 20\n", 30, 50), ("", 30, 33), ("baseline: 20\n", 10, 0), ("baseline: 20\n", 50, 100)],
)
def test_how_far_an_objective_is_counts_from_the_baseline_or_the_first_reading(
    site: Any, baseline: str, now: int, share: int
) -> None:
    readings = f"readings: [{{date: 2026-01-01, value: 25}}, {{date: 2026-02-01, value: {now}}}]\n"
    site.edit("metrics/near.yaml", f"title: Near\ntarget: 40\n{baseline}{readings}")
    site.edit(
        "journeys/visit/journey.md",
        "---\ntitle: A visit\npersonas: [anna]\nobjectives: [{text: Be quick, metric: near}]\n---\n",
    )
    catalog = jmsite.load(site.root)
    (objective,) = catalog.all("journey")[0].fields.objectives
    found = objective_mark(catalog, objective)
    assert (found.value, found.before, found.share) == (now, 20 if baseline else 25, share)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (10, 40, "30 better"),
        (40.04, 40.1, "0.06 better"),
        (40, 40.04, "0.04 better"),
        (60.5, 80.4, "20 better"),
    ],
)
def test_a_change_is_the_difference_of_what_is_printed(site: Any, then: float, now: float, told: str) -> None:
    text = f"title: A\nreadings:\n  - {{date: 2025-05-01, value: {then}}}\n  - {{date: 2026-05-01, value: {now}}}\n"
    assert told in site.edit("metrics/digits.yaml", text).build().page("/metrics/digits/").text


FUNNEL = """title: Way
kind: funnel
unit: people
readings: {file: data/way.csv, n: people, step: step}
"""
COUNTS = "date,step,people\n" + "".join(
    f"2026-0{month}-01,visit/arrive/{step},{count}\n"
    for month, counts in ((1, (1000, 500, 100)), (2, (2000, 1000, 400)))
    for step, count in zip(("door", "desk", "seat"), counts, strict=True)
)
STAGE = """---
title: Arrive
steps:
  - {id: door, title: I find the door, metrics: [way]}
  - {id: desk, title: I ask at the desk, metrics: [way]}
  - {id: seat, title: I sit down}
---
"""


@pytest.fixture
def funnel(project):
    site = project("minimal").edit("journeys/visit/01-arrive.md", STAGE)
    return site.edit("metrics/way.yaml", FUNNEL).edit("data/way.csv", COUNTS).build()


def test_a_funnel_tells_who_gets_through_and_who_is_lost_in_percent(funnel):
    text = funnel.page("/metrics/way/").text
    assert "20 %" in text
    assert "Compared with January 2026 10 % 10 better" in text
    assert "1,000 better" not in text
    assert (
        "20 % get from “I find the door” to “I sit down”. "
        "Most are lost between “I ask at the desk” and “I sit down”: 60 % in February 2026."
    ) in text
    assert "50 % (50 % lost)" in text
    html = funnel.page("/metrics/way/").html
    assert html.index("chart-bars") < html.index("chart-trend")
    assert "20 % (60 % lost)" in text
    assert "I ask at the desk 50 % 50 % 1,000 people" in text


def test_the_way_of_a_funnel_is_that_of_its_steps_though_channels_tell_it_apart_too(project):
    site = project("minimal").edit("journeys/visit/01-arrive.md", STAGE)
    site.edit("channels.yaml", "door: {title: At the door}\nweb: {title: On the web}\n")
    rows = COUNTS.replace("people\n", "people,channel\n", 1).replace("0\n", "0,\n")
    rows += "".join(f"2026-02-01,,{count},{channel}\n" for channel, count in (("door", 900), ("web", 700)))
    site.edit("metrics/way.yaml", FUNNEL.replace("step: step", "step: step, channel: channel"))
    html = site.edit("data/way.csv", rows).build().page("/metrics/way/").html
    bars, trend = html.index("I ask at the desk"), html.index("chart-trend")
    assert bars < trend < html.index("On the web")


def test_a_step_says_what_share_of_a_funnel_reaches_it(funnel):
    assert "Way, I find the door" not in funnel.page("/metrics/way/").text
    html = funnel.page("/journeys/visit/").text
    assert "50 %" in html
    assert "1,000 people" not in html


def test_parts_say_where_they_stood_before_a_solution_went_live_and_are_drawn_as_they_are(site: Any) -> None:
    rows = "date,channel,value\n" + "".join(
        f"2026-{month:02}-01,{channel},{value}\n"
        for month, web, app in (
            (1, 40.4, 61.26),
            (2, 41.3, 61.31),
            (3, 50.1, 61.38),
            (4, 52.44, 61.42),
            (5, 55.26, 61.46),
        )
        for channel, value in (("web", web), ("app", app))
    )
    site.edit("channels.yaml", "web: {title: Web shop}\napp: {title: App}\n").edit("data/parts.csv", rows)
    site.edit(
        "solutions/guest.md",
        "---\ntitle: Guest checkout\nstatus: shipped\nshipped: 2026-03-17\nmetrics: [near]\n---\n",
    )
    site.edit(
        "metrics/near.yaml",
        "unit: '%'\ntarget: 70\nreadings: {file: data/parts.csv, date: date, channel: channel, value: value}\n",
    )
    built = site.build()
    assert built.rules == []
    page = built.page("/metrics/near/")
    assert "Before Guest checkout (17 March 2026)" in page.text
    assert "Web shop 55 % 41 %" in page.text
    assert "App 61 % 61 %" in page.text
    wide = [
        float(each)
        for each in re.findall(
            r"class=\"what\">(?:Web shop|App)</span>.*?<rect x=\"0.0%\" width=\"([\d.]+)%", page.html
        )
    ]
    assert wide == [pytest.approx(100 * value / 70, abs=0.06) for value in (55.26, 61.46)]


def test_a_number_that_an_author_wrote_is_printed_as_it_was_and_the_way_to_it_adds_up(site: Any) -> None:
    site.edit("metrics/near.yaml", f"unit: days\ntarget: 4.25\nbaseline: 3.125\nreadings:\n{readings(3, 4)}")
    text = site.build().page("/metrics/near/").text
    assert "Target 4.25 days 0.25 to go" in text
    assert "Baseline 3.125 days" in text


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("kind: ces\nscale: {min: 1, max: 7}\n", "1"),
        ("kind: mean\nscale: {min: 1, max: 7}\n", "1"),
        ("", "0"),
    ],
)
def test_the_scale_of_answers_begins_where_their_scale_does(site: Any, said: str, first: str) -> None:
    site.edit("metrics/near.yaml", f"{said}readings:\n{readings(*[1.8] * 12, 6.4)}")
    words = re.findall(r"<text[^>]*>([\d.]+)</text>", site.build().page("/metrics/near/").html)
    assert [word for word in ("0", "1") if word in words] == [first]
