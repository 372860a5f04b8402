"""Where lists end and where words change: how many of a thing a page names, and from which value on it says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from small_catalog import Make, maker, view

from jmsite.model.readings import Point
from jmsite.model.reviews import expiry_day
from jmsite.pages.opportunities import is_quick_win
from jmsite.pages.parts.changes.reviews import due
from jmsite.pages.parts.evidence.coverage import coverage
from jmsite.pages.parts.evidence.worst_moments import worst_points

STEPS = "".join(
    f"  - {{id: s{place}, title: Step {place}, emotion: {{ann: {ann}, ben: {ben}}}}}\n"
    for place, (ann, ben) in enumerate(
        [(0, -0.74), (0.5, -0.25), (-2, 1), (1, -1), (2, -1), (1.5, -2), (-0.1, 0)]
    )
)
FILES = {
    "site.yaml": "title: Small\n",
    "personas/ann.md": "---\ntitle: Ann\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann, ben]\n---\n",
    "journeys/buy/01-look.md": f"---\ntitle: Look\nsteps:\n{STEPS}---\n",
}


@pytest.fixture
def made(tmp_path) -> Make:
    return maker(tmp_path, FILES)


def opportunity(value: float | None, effort: float | None, status: str = "open") -> str:
    known = [f"customer_value: {value}\n"] if value is not None else []
    known += [f"effort: {effort}\n"] if effort is not None else []
    return f"---\nstatus: {status}\n{''.join(known)}---\n"


def test_the_front_page_has_nine_journeys_and_five_rows_of_each_list(made: Make):
    many = {
        f"journeys/j{at:02}/journey.md": "---\nreviewed: 2026-01-01\nreview_every: P7D\n---\n"
        for at in range(10)
    }
    many |= {f"opportunities/o{at}.md": opportunity(at, 1) for at in range(7)}
    many |= {f"research/r{at}.md": f"---\nto: 2026-0{at + 1}-01\n---\n" for at in range(7)}
    many |= {f"metrics/m{at}.yaml": f"readings: [{{date: 2026-01-01, value: {at}}}]\n" for at in range(7)}
    home = view(made(many), "home")
    assert home.counts == (11, 2, 7)
    assert len(home.journeys) == 9
    assert [each.value for each in home.opportunities] == [6, 5, 4, 3, 2]
    assert [row.title for row in home.research] == ["R6", "R5", "R4", "R3", "R2"]
    assert [mark.title for mark in home.metrics] == ["M0", "M1", "M2", "M3", "M4"]
    assert [(row.title, row.due) for row in home.due] == [(f"J0{at}", date(2026, 1, 8)) for at in range(5)]


def test_metrics_of_objectives_come_first_and_then_those_with_a_target(made: Make):
    reading = "readings: [{date: 2026-01-01, value: 1}]\n"
    goals = "---\ntitle: Sell\npersonas: [ann]\nobjectives: [{text: More, metric: c}]\n---\n"
    metrics = {
        "metrics/a.yaml": reading,
        "metrics/b.yaml": f"target: 3\n{reading}",
        "metrics/c.yaml": reading,
    }
    home = view(made({"journeys/sell/journey.md": goals, "metrics/d.yaml": "target: 2\n", **metrics}), "home")
    assert [mark.title for mark in home.metrics] == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("value", "effort", "good"),
    [(50, 2.5, True), (49, 2.5, False), (50, 3, False), (51, 0.5, True), (None, 1, False), (90, None, False)],
)
def test_worth_much_is_half_of_all_and_costs_little_half_of_five(made: Make, value, effort, good: bool):
    entity = made({"opportunities/o.md": opportunity(value, effort)}).opportunity("o")
    assert entity is not None
    assert is_quick_win(entity) is good


def test_five_opportunities_are_to_be_done_first(made: Make):
    many = {f"opportunities/o{at}.md": opportunity(90 - at, 1) for at in range(7)}
    shown = view(made({**many, "opportunities/o0.md": opportunity(99, 1, "solved")}), "opportunities")
    assert [row.title for row in shown.matrix.first] == ["O1", "O2", "O3", "O4", "O5"]
    assert [row.number for row in shown.rows] == [1, 2, 3, 4, 5, 6, 7]
    assert [row.title for row in shown.rows][:2] == ["O0", "O1"]


def test_only_what_hurts_is_a_moment_that_hurts_and_once_a_step(made: Make):
    catalog = made({})
    found = [(step.title, point.persona, point.score) for point, step, _ in worst_points(catalog, 9)]
    assert found == [
        ("Step 2", "ann", -2), ("Step 5", "ben", -2), ("Step 3", "ben", -1), ("Step 4", "ben", -1),
        ("Step 0", "ben", -0.74), ("Step 1", "ben", -0.25), ("Step 6", "ann", -0.1),
    ]  # fmt: skip
    assert [step.title for _, step, _ in worst_points(catalog, 2)] == ["Step 2", "Step 5"]
    assert [step.title for _, step, _ in worst_points(catalog, 9, "ann")] == ["Step 2", "Step 6"]


def test_moments_of_journeys_that_are_retired_or_wished_for_are_left_out(made: Make):
    for state in ("status: retired", "state: future"):
        journey = {"journeys/buy/journey.md": f"---\ntitle: Buy\npersonas: [ann, ben]\n{state}\n---\n"}
        assert worst_points(made(journey), 9) == ()


def test_the_four_widest_gaps_from_three_quarters_on_are_told_first(made: Make):
    shown = view(made({}), "compare", "buy")
    assert [(step.title, step.gap) for step in shown.widest] == [
        ("Step 5", 3.5), ("Step 2", 3), ("Step 4", 3), ("Step 3", 2),
    ]  # fmt: skip
    assert [step.gap for step in shown.steps] == [0.74, 0.75, 3, 2, 3, 3.5, 0.1]
    few = {"journeys/buy/01-look.md": f"---\ntitle: Look\nsteps:\n{''.join(STEPS.splitlines(True)[:2])}---\n"}
    assert [step.title for step in view(made(few), "compare", "buy").widest] == ["Step 1"]


@pytest.mark.parametrize(("value", "leans"), [(44, "left"), (45, ""), (55, ""), (56, "right"), (0, "left")])
def test_a_trait_leans_to_a_side_where_it_is_more_than_five_off_the_middle(
    made: Make, value: int, leans: str
):
    persona = f"---\ntitle: Ann\ntraits: [{{left: Quick, right: Careful, value: {value}}}]\n---\n"
    (trait,) = view(made({"personas/ann.md": persona}), "persona", "ann").traits
    assert (trait.leans, trait.value) == (leans, value)


@pytest.mark.parametrize(("headings", "listed"), [(2, 0), (3, 3), (4, 4)])
def test_three_headings_need_a_list_of_them(made: Make, headings: int, listed: int):
    prose = "# Guide\n\n#### Aside\n\n" + "".join(f"## Part {at}\n\n" for at in range(headings))
    shown = view(made({"pages/guide.md": f"---\ntitle: Guide\n---\n{prose}"}), "page", "guide")
    assert [heading.text for heading in shown.contents] == [f"Part {at}" for at in range(listed)]
    assert shown.titled


def test_twenty_pages_on_either_side_stand_beside_one_of_a_large_folder(made: Make):
    many = {f"pages/p{at:02}.md": "---\n---\n" for at in range(1, 81)}
    catalog = made(many)
    assert len(view(catalog, "page", "p40").around) == 80
    assert view(catalog, "page", "p40").more is None
    catalog = made({"pages/p81.md": "---\n---\n"})
    assert len(catalog.table("page_neighbours")) == 81
    middle, early, last = (view(catalog, "page", id) for id in ("p40", "p03", "p81"))
    assert [item.title for item in middle.around] == [f"P{at}" for at in range(20, 61)]
    assert [item.title for item in middle.around if item.here] == ["P40"]
    assert len(early.around) == 2 + 1 + 20
    assert len(last.around) == 20 + 1
    assert middle.more is not None
    assert "81" in middle.more.title
    assert (middle.before.url, middle.after.url) == ("pages/p39/", "pages/p41/")


def points(*bases: Any) -> tuple[Point, ...]:
    return tuple(Point(step="buy/look/s1", persona="ann", score=0, basis=basis, word="") for basis in bases)


def test_what_scores_rest_on_are_shares_of_a_bar_with_gaps_between_them():
    found = coverage(points("measured", "researched", "assumed", "assumed"))
    assert found is not None
    assert (found.measured, found.researched, found.assumed, found.backed) == (1, 1, 2, 0.5)
    assert found.bars == (("value", 0.0, 24.2), ("rest", 25.0, 24.2), ("open", 50.0, 49.2))
    thin = coverage(points(*["measured"] * 199, "assumed"))
    assert thin is not None
    assert thin.bars == (("value", 0.0, 98.7), ("open", 99.5, 0.5))
    assert coverage(()) is None


def test_a_review_is_due_after_its_own_time_or_that_of_the_site(made: Make):
    own = "---\nreviewed: 2026-01-01\nreview_every: P7D\n---\n"
    files = {
        "site.yaml": "title: Small\nreview_every: P30D\n",
        "journeys/own/journey.md": own,
        "journeys/usual/journey.md": "---\nreviewed: [2026-01-01, {day: 2026-01-05}]\n---\n",
        "journeys/never/journey.md": "---\ntitle: Never\n---\n",
        "personas/zoe.md": "---\nvalidated: 2026-01-02\n---\n",
    }
    catalog = made(files)
    days = {id: due(catalog, entity) for id in ("own", "usual", "never") if (entity := catalog.journey(id))}
    assert days == {"own": date(2026, 1, 8), "usual": date(2026, 1, 31), "never": None}
    zoe = catalog.persona("zoe")
    assert zoe is not None
    assert due(catalog, zoe) == date(2026, 2, 1)
    assert expiry_day(date(9999, 12, 31), timedelta(days=7)) is None
    assert expiry_day(date(2026, 1, 1), None) is None
