"""Maps of which little is known: they offer nothing that is not there, and say what is missing."""

from __future__ import annotations

import pytest

STAGE = "---\ntitle: Asking\nsteps: [{{id: ask, title: I ask{}}}, {{id: wait, title: I wait{}}}]\n---\n"
JOURNEY = "---\ntitle: A permit\npersonas: {}\nlevel: lifecycle\n---\n"


@pytest.fixture
def permit(project):
    site = project("minimal").delete("journeys").delete("personas")
    site.edit_all({f"personas/{name}.md": f"---\ntitle: {name.title()}\n---\n" for name in ("anna", "ben")})

    def made(personas: str, ask: str = "", wait: str = ""):
        site.edit("journeys/permit/journey.md", JOURNEY.format(personas))
        return site.edit("journeys/permit/01-ask.md", STAGE.format(ask, wait)).build()

    return made


@pytest.mark.parametrize(
    ("personas", "ask", "offered"),
    [
        ("[anna, ben]", "", False),
        ("[anna]", ", emotion: 1", False),
        ("[anna, ben]", ", emotion: 1", True),
        ("[anna, ben]", ", feeling: lost", False),
    ],
)
def test_a_comparison_is_offered_where_there_are_scores_to_compare(permit, personas, ask, offered):
    built = permit(personas, ask)
    assert ("compare/permit/index.html" in built.files) is offered
    assert any("compare/" in link for link in built.page("/journeys/permit/").links) is offered


def test_the_only_score_is_neither_lowest_nor_highest(permit):
    page = permit("[anna]", ", emotion: -1").page("/journeys/permit/").text
    assert "only score" in page
    assert "Highest" not in page
    assert "highest" not in page


def test_the_card_of_a_journey_without_scores_draws_nothing_and_knows_no_lowest_moment(permit):
    page = permit("[anna]").page("/journeys/")
    assert "A permit" in page.text
    assert "chart-sparkline" not in page.html
    assert "lowest" not in page.text.casefold()
    assert "chart-sparkline" in permit("[anna]", ", emotion: -1", ", emotion: 1").page("/journeys/").html


def test_the_level_of_a_journey_is_shown(permit):
    built = permit("[anna]")
    assert "lifecycle" in built.page("/journeys/permit/").text
    assert "lifecycle" in built.files["journeys/permit/index.md"].decode()
