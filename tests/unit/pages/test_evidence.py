"""Opportunities, solutions, insights and research: what comes first, and whether something helped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.figures import Matrix
from jmsite.model.readings import Measured
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pages.parts.metrics.clear_change import chance
from jmsite.pages.parts.metrics.effects import sides
from jmsite.pipeline import catalog_of

READINGS = "".join(
    f"  - {{date: 2026-{month:02}-01, value: {value}}}\n"
    for month, value in enumerate([50, 52, 54, 53, 60, 62, 64, 66], 1)
)
STEP = """---
title: Look
steps:
  - id: see
    title: I see it
    emotion: {ann: -1.5}
    pains:
      - {text: Too dark, severity: 2, insight: dark, research: [talks]}
      - {text: Too far, severity: 3, insight: dark}
    quotes: [{text: "I said “no”", persona: ann, research: talks}]
  - {id: find, title: I find it, emotion: {ann: 0.5}}
---
"""
FILES = {
    "site.yaml": "title: Small\nfields:\n  research:\n    guide: {title: Guide, type: link}\n",
    "personas/ann.md": "---\ntitle: Ann\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann]\n---\n",
    "journeys/buy/01-look.md": STEP,
    "data/raw.csv": "day,score\n",
    "journeys/later/journey.md": "---\ntitle: Later\nstate: future\npersonas: [ann]\n---\n",
    "journeys/later/01-look.md": "---\ntitle: Look\nsteps:\n"
    "  - {id: see, title: I see all, opportunities: [lamp]}\n---\n",
    "metrics/sales.yaml": f"title: Sales\nunit: '%'\ntarget: 70\nreadings:\n{READINGS}",
    "metrics/cost.yaml": f"title: Cost\ndirection: lower\nreadings:\n{READINGS}",
    "opportunities/lamp.md": "---\ntitle: Lamp\ninsights: [dark]\nsteps: [buy/look/see, buy/look/find]\n"
    "customer_value: 80\nbusiness_value: 60\neffort: 1\nmetrics: [sales]\n---\n## Metrics\n\nWords.\n",
    "opportunities/sign.md": "---\ntitle: Sign\ncustomer_value: 90\nbusiness_value: 70\neffort: 4\n---\n",
    "opportunities/half.md": "---\ntitle: Half\ncustomer_value: 99\neffort: 2\nstatus: solved\n---\n",
    "opportunities/vague.md": "---\ntitle: Vague\n---\n",
    "solutions/bulb.md": "---\ntitle: Bulb\nopportunities: [lamp]\nstatus: shipped\nshipped: 2026-04-10\n"
    "metrics: [sales, cost]\n---\n",
    "solutions/wire.md": "---\ntitle: Wire\nstatus: shipped\nshipped: 2026-06-15\nmetrics: [sales]\n---\n",
    "solutions/plan.md": "---\ntitle: Plan\nopportunities: [lamp]\nstatus: building\ndue: 2027-01-01\n---\n",
    "insights/dark.md": "---\ntitle: Dark\ntype: pain\nseverity: 2\nstatus: validated\nresearch: [talks]\n---\n",
    "insights/deep.md": "---\ntitle: Deep\ntype: pain\nseverity: 3\n---\n",
    "insights/nice.md": "---\ntitle: Nice\ntype: gain\n---\n",
    "research/talks.md": "---\ntitle: Talks\nmethod: interview\nnature: qualitative\nfrom: 2026-05-01\nn: 9\n"
    "file: data/raw.csv\nfields: {guide: 'https://x.example/guide'}\n---\n",
    "research/old.md": "---\ntitle: Old\nto: 2024-01-01\n---\n",
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> Catalog:
    root: Path = tmp_path_factory.mktemp("small")
    write_files(root / "content", FILES)
    checked = catalog_of(discover(root, Options()), Memo())
    assert [fault.message for fault in checked.diagnostics if fault.severity == "error"] == []
    return checked.value


def view(catalog, kind: str, id: str = ""):
    return VIEWS[kind](catalog, id).view


def test_the_backlog_has_what_is_judged_in_full_first_then_by_value(catalog):
    rows = view(catalog, "opportunities").rows
    assert [(row.number, row.title) for row in rows] == [(1, "Sign"), (2, "Lamp"), (3, "Half"), (4, "Vague")]


def test_a_bubble_bears_the_number_of_its_row_in_both_matrices(catalog):
    found = view(catalog, "opportunities")
    for drawing in (found.matrix.drawing, found.business.drawing):
        assert isinstance(drawing.figure, Matrix)
        rows = {row.url: row.number for row in found.rows}
        for number, bubble in enumerate(drawing.figure.bubbles, 1):
            assert rows[f"opportunities/{bubble.id}/"] == number
    assert [row[0] for row in found.matrix.drawing.table.rows] == ["Sign", "Lamp", "Half"]
    assert [row[0] for row in found.business.drawing.table.rows] == ["Sign", "Lamp"]


def test_below_a_chart_without_room_stand_the_first_ten_by_their_numbers(catalog):
    found = view(catalog, "opportunities")
    assert [(row.number, row.title) for row in found.matrix.named] == [(1, "Sign"), (2, "Lamp"), (3, "Half")]
    assert [(row.number, row.title) for row in found.business.named] == [(1, "Sign"), (2, "Lamp")]


def test_beside_customers_and_business_stands_what_is_good_for_both(catalog):
    rows = view(catalog, "opportunities").business.first
    assert [row.title for row in rows] == ["Sign", "Lamp"]


def test_do_first_are_the_cheap_and_valuable_that_wait(catalog):
    (row,) = view(catalog, "opportunities").matrix.first
    assert (row.title, row.side) == ("Lamp", "80")
    assert row.under == "Improves two steps, −1.5 at worst; shipped April 2026"


def test_the_lead_is_made_of_facts(catalog):
    lead = view(catalog, "opportunities").lead
    assert lead == (
        "Four opportunities from one insight. "
        "Two are high value, low effort: one is done and one is under way."
    )


def test_an_opportunity_keeps_steps_as_they_should_be_apart(catalog):
    found = view(catalog, "opportunity", "lamp")
    assert [mark.title for mark in found.steps] == ["I see it", "I find it"]
    assert [mark.title for mark in found.goals] == ["I see all"]


def test_a_section_leaves_its_anchor_to_a_heading_of_the_prose(catalog):
    ids = view(catalog, "opportunity", "lamp").ids
    assert "metrics" not in ids
    assert "steps" in ids


def reading(month: int, value: float | None, half: float | None = None) -> Measured:
    low, high = (None, None) if half is None or value is None else (value - half, value + half)
    return Measured(day=date(2026, month, 1), value=value, n=None, low=low, high=high)


def test_sides_are_even_and_leave_out_the_month_of_the_day():
    months = [reading(month, month) for month in range(1, 9)]
    before, after = sides(months, date(2026, 4, 10))
    assert [each.day.month for each in before] == [1, 2, 3]
    assert [each.day.month for each in after] == [5, 6, 7]
    assert [each.day.month for each in sides(months, date(2026, 4, 1))[1]] == [4, 5, 6]


def test_the_only_reading_before_counts_though_the_day_lies_in_its_time():
    before, after = sides([reading(1, 5), reading(3, 6)], date(2026, 1, 20))
    assert (len(before), len(after)) == (1, 1)


def test_a_reading_without_a_value_is_on_no_side():
    assert sides([reading(1, None), reading(3, 6)], date(2026, 2, 1))[0] == []


def test_a_change_within_the_intervals_is_not_clear():
    wide, narrow = [reading(1, 5, 3)], [reading(3, 6, 4)]
    assert chance(wide, narrow) == 5
    assert chance(wide, [reading(3, 6)]) == 0


def test_before_and_after_are_told_by_the_direction_of_the_metric(catalog):
    sales, cost = view(catalog, "solution", "bulb").effects
    assert (sales.before, sales.after, sales.count, sales.change.better) == (52, 62, 3, True)
    assert cost.change.better is False
    assert (
        sales.words == "10 better: from 52 % to 62 % on average, over three readings before and three after."
    )
    assert [link.title for link in sales.also] == ["Wire"]


def test_the_answer_sums_up_its_metrics(catalog):
    assert view(catalog, "solution", "bulb").answer == "Of two metrics, one got better and one got worse."
    # of two readings on a side nobody knows how far they would have differed anyway
    assert view(catalog, "solution", "wire").answer == "Too early to say."


def test_what_has_not_shipped_says_where_the_metrics_of_its_opportunity_stand(catalog):
    found = view(catalog, "solution", "plan")
    assert found.answer == ""
    assert [each.aim for each in found.effects] == ["66 % now, target 70"]


def test_solutions_stand_in_groups_the_newest_first(catalog):
    groups = view(catalog, "solutions").groups
    assert [(name, [row.title for row in rows]) for name, rows in groups] == [
        ("shipped", ["Wire", "Bulb"]),
        ("coming", ["Plan"]),
    ]


def test_insights_stand_by_type_the_most_severe_first(catalog):
    found = view(catalog, "insights")
    assert [(type, [mark.title for mark in marks]) for type, marks in found.groups] == [
        ("pain", ["Deep", "Dark"]),
        ("gain", ["Nice"]),
    ]
    assert found.lead.endswith("Two have no opportunity yet.")


def test_an_insight_shows_the_pains_that_are_instances_of_it(catalog):
    found = view(catalog, "insight", "dark")
    assert [(told.mark.text, told.place) for told in found.told] == [
        ("Too far", "Buy, Look"),
        ("Too dark", "Buy, Look"),
    ]
    assert [card.title for card in found.opportunities] == ["Lamp"]


def test_research_is_listed_by_year_with_what_rests_on_it(catalog):
    found = view(catalog, "research")
    assert [(year, [mark.title for mark in marks]) for year, marks in found.years] == [
        (2026, ["Talks"]),
        (2024, ["Old"]),
    ]
    assert found.coverage.table.rows == (("Buy", "0", "1", "1"),)
    assert found.coverage.figure.values == ((0, 50, 50),)  # shares, so that bars of few scores compare
    assert found.coverage.figure.words == ("50\xa0% of 2",)


def test_a_study_shows_quotes_and_never_leads_to_raw_files(catalog):
    found = view(catalog, "study", "talks")
    assert [(heard.text, heard.who.title) for heard in found.quotes] == [("I said ‘no’", "Ann")]
    assert [told.mark.text for told in found.told] == ["Too dark"]
    facts = {fact.title or fact.key: fact.value for fact in found.facts}
    assert "raw" not in facts
    assert [(link.title, link.url) for link in facts["Guide"]] == [
        ("x.example/guide", "https://x.example/guide")
    ]


def test_what_is_empty_stays_empty(catalog):
    found = view(catalog, "opportunity", "vague")
    assert not any((found.steps, found.goals, found.insights, found.solutions, found.metrics))
    assert [fact.key for fact in found.facts] == ["status"]
    assert not view(catalog, "study", "old").quotes


@pytest.mark.parametrize(
    ("status", "waits"), [("open", True), ("in-progress", True), ("solved", False), ("dismissed", False)]
)
def test_what_is_solved_or_dismissed_waits_for_nobody(project, status: str, waits: bool):
    text = f"---\ntitle: Mend it\ncustomer_value: 90\nbusiness_value: 90\neffort: 1\nstatus: {status}\n---\n"
    built = project("minimal").edit("opportunities/mend.md", text).build()
    assert ("<h2>Do first</h2>" in built.page("/opportunities/").html) is waits
    assert ("Mend it" in built.page("/").text) is waits
