"""What has clearly changed, and that what is printed adds up."""

from __future__ import annotations

from datetime import date
from math import sqrt
from statistics import variance
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from jmsite.formats.messages import BabelMessages
from jmsite.model.decimals import decimals
from jmsite.model.readings import Measured
from jmsite.pages.parts.figures.curve_and_trend import value_words
from jmsite.pages.parts.metrics.clear_change import change, unusual

VALUES = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 4))


def reading(value: float, half: float | None = None) -> Measured:
    if half is None:
        return Measured(day=date(2026, 1, 1), value=value)
    return Measured(day=date(2026, 1, 1), value=value, low=value - half, high=value + half)


def printed(value: float, digits: int) -> float:
    return float(
        value_words(BabelMessages(language="en", phrases={}), value, digits)
        .replace(",", "")
        .replace("−", "-")
    )


@given(VALUES, VALUES)
def test_the_printed_change_is_the_difference_of_the_printed_values(before: float, after: float) -> None:
    digits = decimals(after, (before, after))
    moved = change((reading(before),), (reading(after),), digits, "higher")
    difference = round(printed(after, digits) - printed(before, digits), digits)
    assert printed(moved.amount, moved.digits) == pytest.approx(abs(difference), abs=10**-digits / 1000)
    if moved.better is None:
        assert difference == 0
    else:
        assert moved.better == (difference > 0) == moved.up


@given(VALUES, VALUES, st.floats(0.001, 1e6), st.floats(0.001, 1e6))
def test_what_two_intervals_allow_by_chance_is_no_change(
    before: float, after: float, half: float, other: float
) -> None:
    moved = change((reading(before, half),), (reading(after, other),), 4, "lower")
    if abs(after - before) <= max(half, other):
        assert moved.better is None
    if abs(after - before) > half + other and round(after, 4) != round(before, 4):
        assert moved.better == (after < before)


@pytest.mark.parametrize(
    ("yes", "of", "told"),
    [(20, 40, "± 15"), (39, 40, "87 to 100"), (1, 40, "0.4 to 12.9")],
)
def test_an_interval_that_leans_to_one_side_is_printed_from_end_to_end(
    project: Any, yes: int, of: int, told: str
) -> None:
    rows = f"readings:\n  - {{date: 2026-12-01, numerator: {yes}, denominator: {of}}}\n"
    page = project("minimal").edit("metrics/few.yaml", f"kind: share\nunit: '%'\n{rows}").build()
    assert f"n 40, {told}" in page.page("/metrics/few/").text


def test_what_should_be_counts_in_no_share_of_what_is_backed(project: Any) -> None:
    site = project("minimal")
    step = "---\ntitle: S\nsteps:\n  - {id: a, title: A, emotion: {anna: %s}}\n---\n"
    study = "{score: 1, research: [talks]}"
    site.edit("research/talks.md", "---\ntitle: Talks\n---\n")
    site.edit("journeys/now/journey.md", "---\ntitle: Now\npersonas: [anna]\n---\n")
    site.edit("journeys/now/01-s.md", step % study)
    site.edit("journeys/then/journey.md", "---\ntitle: Then\nstate: future\npersonas: [anna]\n---\n")
    site.edit("journeys/then/01-s.md", step % "2")
    before = site.build().page("/health/").text
    site.edit("journeys/then/02-s.md", step.replace("id: a", "id: b") % "-2")
    after = site.build().page("/health/").text
    assert "100 %" in before.replace("\u00a0", " ")
    assert before.partition("To-be")[0] == after.partition("To-be")[0]
    assert "To-be 0 0 1" in before
    assert "To-be 0 0 2" in after


def test_what_is_planned_is_not_called_nobodys(project: Any) -> None:
    site = project("minimal")
    good = "---\ntitle: %s\ncustomer_value: 80\neffort: 1\n---\n"
    for name in ("One", "Two", "Three"):
        site.edit(f"opportunities/{name.lower()}.md", good % name)
    for status, of in (("planned", "one"), ("building", "two"), ("dropped", "three")):
        site.edit(f"solutions/{status}.md", f"---\ntitle: S\nopportunities: [{of}]\nstatus: {status}\n---\n")
    text = site.build().page("/opportunities/").text
    assert "one is under way, one is planned and nobody is on the other one yet." in text


@pytest.mark.parametrize("count", [*range(6, 14), 25, 41])
def test_what_is_unusual_is_judged_by_students_t(count: int) -> None:
    history = [reading(float(place % 5)) for place in range(count)]
    scatter = sqrt(2 * variance([one.value or 0.0 for one in history]) / 3)
    expected = float(student.ppf(0.975, count - 1)) * scatter
    assert unusual(history, 3) == pytest.approx(expected, rel=2e-4)


def test_of_fewer_than_six_readings_nobody_knows_what_is_unusual() -> None:
    assert unusual([reading(1.0)] * 5, 3) is None
    assert unusual([reading(1.0)] * 6, 3) == 0
