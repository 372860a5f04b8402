"""What is written on a whole stage, beside its steps, counts wherever it would count in one of them, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SITE = {
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "touchpoints.yaml": "counter: {title: Counter}\nform: {title: Form}\n",
    "channels.yaml": "letter: {title: Letter}\n",
    "systems.yaml": "ledger: {title: Ledger}\n",
    "departments.yaml": "town: {title: Town hall}\ntax: {title: Tax office}\n",
    "metrics/waits.yaml": "title: Waits\nreadings: [{date: 2026-01-01, value: 4}]\n",
    "research/visits.md": "---\ntitle: Visits\nfrom: 2026-01-01\n---\n",
    "insights/asked-twice.md": "---\ntitle: Asked twice\ntype: pain\n---\n",
    "opportunities/one-form.md": "---\ntitle: One form\ncustomer_value: 90\neffort: 1\n---\n",
    "journeys/move/journey.md": "---\ntitle: Moving\npersonas: [anna, ben]\n---\n",
    "journeys/move/01-register.md": "---\ntitle: Register\n"
    "touchpoint: [form]\nchannel: [letter]\nsystems: [ledger]\ndepartments: [town]\nmetrics: [waits]\n"
    "opportunities: [one-form]\n"
    "quotes: [{text: Not again, persona: anna}]\n"
    "pains: [{text: Three offices ask the same, severity: 3, insight: asked-twice, persona: anna}]\n"
    "fail_point: The form is lost\n"
    "steps:\n"
    "  - {id: queue, title: I queue, emotion: {anna: -2, ben: 1}, touchpoint: [counter]}\n"
    "  - {id: sign, title: I sign, emotion: -1, departments: [tax], metrics: [waits]}\n---\n",
    "journeys/move/02-live.md": "---\ntitle: Live\n"
    "steps: [{id: rest, title: I rest, emotion: 2, touchpoint: [counter]}]\n---\n",
}
PAIN = "Three offices ask the same"


@pytest.fixture
def town(project: Callable[[str], Any]) -> Any:
    return project("minimal").delete("journeys").delete("personas").edit_all(SITE)


@pytest.fixture
def built(town: Any) -> Any:
    return town.build()


def test_nothing_of_it_is_a_fault(built: Any) -> None:
    assert built.report == ""


def test_where_it_hurts_says_the_words_and_the_remedy_of_the_stage(built: Any) -> None:
    front = built.page("/").text
    assert "“Not again”" in front
    assert "One form" in front.partition("I queue")[2].partition("I sign")[0]


def test_the_worst_moments_of_a_persona_tell_the_pain_of_the_stage(built: Any) -> None:
    assert f"Moving, Register: {PAIN}" in built.page("/personas/anna/").text
    assert PAIN not in built.page("/personas/ben/").text


@pytest.mark.parametrize(
    "url", ["/touchpoints/form/", "/channels/letter/", "/systems/ledger/", "/departments/town/"]
)
def test_what_a_stage_names_is_used_in_each_of_its_steps_and_hurts_once(built: Any, url: str) -> None:
    page = built.page(url)
    assert "mean of 4 scores" in page.text
    assert "2 steps of one journey" in page.text
    assert page.text.count(PAIN) == 1
    assert page.text.count("The form is lost") == 1
    assert "Pains 1 1 severe" in page.text or url.startswith("/departments")
    assert "One form" in page.text or url.startswith("/departments")
    assert "Waits" in page.text
    assert any(link.endswith("journeys/move/register/") for link in page.links)
    assert "I rest" not in page.text


def test_what_only_a_step_names_has_the_pains_of_its_stage_too(built: Any) -> None:
    page = built.page("/touchpoints/counter/").text
    assert "Pains 1 1 severe" in page
    assert "mean of 4 scores" in page
    assert page.count(PAIN) == 1
    assert "I sign" not in page


@pytest.mark.parametrize("kind", ["touchpoints", "channels", "systems"])
def test_lists_count_it(built: Any, kind: str) -> None:
    name = {"touchpoints": "Form", "channels": "Letter", "systems": "Ledger"}[kind]
    assert f"{name} −0.8 2 1" in built.page(f"/{kind}/").text


def test_a_department_leads_the_steps_of_a_stage_that_name_no_other(built: Any) -> None:
    assert "Town hall −0.8 1 of 2" in built.page("/departments/").text
    assert "Tax office −1.0 1 of 1" in built.page("/departments/").text
    assert "1 of 2 led by this department" in built.page("/departments/town/").text


def test_an_insight_is_felt_in_the_steps_of_the_stage_by_whom_it_names_there(built: Any) -> None:
    page = built.page("/insights/asked-twice/").text
    assert "−2.0 I queue A Anna" in page
    assert "Ben" not in page.partition("I queue")[2].partition("I sign")[0]
    assert page.count(PAIN) == 1


def test_an_opportunity_mends_the_steps_of_a_stage_that_names_it(built: Any) -> None:
    assert "improves 2 steps" in built.page("/").text
    assert "Improves two steps, −2.0 at worst" in built.page("/opportunities/").text
    assert "I queue" in built.page("/opportunities/one-form/").text


def test_a_solution_mends_the_steps_of_its_opportunities(town: Any) -> None:
    town.edit(
        "solutions/portal.md",
        "---\ntitle: Portal\nopportunities: [one-form]\nstatus: planned\ndue: 2027-01-01\n---\n",
    )
    assert "I queue" in town.build().page("/solutions/portal/").text


def test_a_metric_watches_the_steps_of_a_stage(built: Any) -> None:
    assert "I queue" in built.page("/metrics/waits/").text


def test_a_study_is_heard_in_a_stage_and_backs_its_scores(town: Any) -> None:
    assert "0 % of points are backed" in town.build().page("/journeys/move/").text
    town.replace("journeys/move/01-register.md", "insight: asked-twice", "research: visits")
    built = town.build()
    assert PAIN in built.page("/research/visits/").text
    assert "33 % of as-is scores are measured or researched" in built.page("/research/").text
    town.replace("journeys/move/01-register.md", "research: visits", "insight: asked-twice")
    town.edit("insights/asked-twice.md", "---\ntitle: Asked twice\nresearch: [visits]\n---\n")
    assert "33 % of as-is scores are measured or researched" in town.build().page("/research/").text
    town.replace("journeys/move/01-register.md", "title: Register\n", "title: Register\nresearch: visits\n")
    assert "67 % of as-is scores are measured or researched" in town.build().page("/research/").text


def test_a_stage_without_steps_is_counted_as_its_one_step(town: Any) -> None:
    alone = "---\ntitle: Register\ndepartments: [town]\npains: [{text: Only once, severity: 2}]\nemotion: -1\n---\n"
    page = town.edit("journeys/move/01-register.md", alone).build().page("/departments/town/").text
    assert "1 step of one journey, leads 1" in page
    assert page.count("Only once") == 1


def test_a_pain_of_a_stage_is_a_thread_of_its_own_answered_by_what_the_stage_names(town: Any) -> None:
    town.replace("journeys/move/01-register.md", ", insight: asked-twice, persona: anna", "")
    page = town.build().page("/thread/")
    row = page.text[page.text.index(PAIN) :]
    assert "Register" in row
    assert "One form" in row
    assert page.text.count(PAIN) == 1
    assert any(link.endswith("journeys/move/register/") for link in page.links)


def test_an_edit_of_a_whole_stage_gives_what_a_clean_build_gives(town: Any) -> None:
    path = "journeys/move/01-register.md"
    town.edit("journeys/stay/journey.md", "---\ntitle: Staying\n---\n")
    town.edit(
        "journeys/stay/01-rest.md", "---\ntitle: Rest\nsteps: [{title: I sit, journey: move/register}]\n---\n"
    )
    town.build()
    for old, new in (
        (PAIN, "Five offices"),
        ("departments: [town]", "departments: [tax]\nresearch: visits"),
        ("opportunities: [one-form]\n", ""),
        ("title: Register\n", "title: Registering\n"),
        ("pains: [", "gains: ["),
    ):
        town.replace(path, old, new)
        assert town.build().files == town.build(clean=True).files, new


def test_personas_are_compared_in_what_holds_for_one_of_them_in_a_whole_stage(built: Any) -> None:
    page = built.page("/compare/move/")
    register = page.text.partition("Side by side")[2]
    assert register.index("Register The whole stage") < register.index(PAIN) < register.index("I queue")
    assert page.text.count(PAIN) == 1
    assert "Live The whole stage" not in page.text


def test_pains_of_steps_and_of_whole_stages_stand_in_the_state_that_has_them(town: Any) -> None:
    town.edit("journeys/then/journey.md", "---\ntitle: Then\nstate: future\ncompares_to: move\n---\n")
    town.edit(
        "journeys/then/01-register.md",
        "---\ntitle: Register\ngains: [Nobody asks twice]\nsteps:\n"
        "  - {id: sign, title: I sign, emotion: 1, pains: [The pen is dry]}\n---\n",
    )
    told = town.build().page("/compare/move/").text.rpartition("As-is and to-be")[2]
    row = told.partition("Change Register")[2].partition("Live")[0]
    places = [row.index(words) for words in ("I queue", PAIN, "The pen is dry", "Nobody asks twice")]
    assert places == sorted(places)
