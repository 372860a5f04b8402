"""Which readings of a metric stand beside a step."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jmsite.model.readings import Measured, Series
from jmsite.pages.parts.metrics.scope import nearest_readings

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
STAGE = {"journey": "buy", "stage": "buy/pay"}
STEP = {**STAGE, "step": "buy/pay/card"}
TOTAL = (Measured(day=JUNE, value=50.0, n=100), Measured(day=JULY, value=60.0, n=100))


def latest(*parts: Measured, of: str = "buy/pay/card") -> tuple[str, float | None, int | None]:
    scope, series = nearest_readings(Series(metric="ease", total=TOTAL, parts=parts), of)
    reading = series.latest
    assert reading is not None
    return scope, reading.value, reading.n


def test_a_step_shows_its_own_readings():
    assert latest(
        Measured(day=JUNE, value=20.0, n=9, **STAGE), Measured(day=JULY, value=10.0, n=5, **STEP)
    ) == ("step", 10.0, 5)


def test_a_step_without_readings_shows_its_stage_then_its_journey():
    assert latest(Measured(day=JULY, value=20.0, n=9, **STAGE)) == ("stage", 20.0, 9)
    assert latest(Measured(day=JULY, value=30.0, n=9, journey="buy")) == ("journey", 30.0, 9)


def test_readings_of_other_places_leave_the_total_and_say_so():
    assert latest(Measured(day=JULY, value=30.0, n=9, journey="sell")) == ("all", 60.0, 100)


def test_where_no_places_are_told_apart_there_is_nothing_to_say():
    assert latest(Measured(day=JULY, value=30.0, n=9, persona="ann")) == ("", 60.0, 100)


def test_a_stage_does_not_show_one_of_its_steps():
    assert latest(Measured(day=JULY, value=10.0, n=5, **STEP), of="buy/pay") == ("all", 60.0, 100)


def test_a_reading_of_everybody_goes_before_those_of_personas():
    both = (
        Measured(day=JUNE, value=30.0, n=4, **STEP),
        Measured(day=JULY, value=10.0, n=1, **STEP, persona="ann"),
    )
    assert latest(*both) == ("step", 30.0, 4)


def test_personas_count_as_often_as_they_were_asked():
    ann, bob = (
        Measured(day=JULY, value=10.0, n=30, **STEP, persona="ann"),
        Measured(day=JULY, value=20.0, n=10, **STEP, persona="bob"),
    )
    assert latest(ann, bob) == ("step", 12.5, 40)


def test_personas_count_alike_where_it_is_not_known_how_often():
    ann, bob = (
        Measured(day=JULY, value=10.0, n=None, **STEP, persona="ann"),
        Measured(day=JULY, value=20.0, n=10, **STEP, persona="bob"),
    )
    assert latest(ann, bob) == ("step", 15.0, None)


def test_a_channel_and_a_missing_value_are_not_the_step():
    parts = (
        Measured(day=JULY, value=10.0, n=5, **STEP, channel="web"),
        Measured(day=JULY, value=None, n=0, **STEP),
    )
    assert latest(*parts) == ("all", 60.0, 100)


@pytest.mark.parametrize(
    ("also", "aim"),
    [
        ({}, "n\u00a01,234"),
        ({"target": 60}, "Target 60 · n\u00a01,234"),
        ({"target": 60, "n": False}, "Target 60"),
        ({"n": False}, ""),
    ],
)
def test_the_lane_says_how_many_cases_the_value_of_its_step_rests_on(
    project: Callable[[str], Any], also: dict[str, Any], aim: str
) -> None:
    few, many = (", n: 1234", ", n: 99000") if also.pop("n", True) else ("", "")
    target = "".join(f"{name}: {value}\n" for name, value in also.items())
    readings = (
        f"  - {{date: 2026-06-01, value: 40{few}, step: visit/arrive/wait}}\n"
        f"  - {{date: 2026-06-01, value: 50{many}}}\n"
    )
    site = project("minimal").edit("metrics/ease.yaml", f"title: Ease\n{target}readings:\n{readings}")
    site.replace(
        "journeys/visit/01-arrive.md", "title: I wait", "title: I wait\n    id: wait\n    metrics: ease"
    )
    page = site.build().page("/journeys/visit/")
    (shown,) = {
        found.strip()
        for found in re.findall(r'class="metric".*?class="aim">(.*?)<span class="dated">', page.html)
    }
    assert shown == aim
