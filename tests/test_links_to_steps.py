"""A link to the file of a stage can lead to one of its steps, as its page has each of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project

STAGE = "journeys/visit/01-arrive.md"
STEPS = "steps: [{title: I find the door, id: door}, {title: I wait, id: wait%s}]"


def test_a_link_leads_to_a_step_of_a_stage(project: Callable[[str], Project]):
    built = (
        project("minimal")
        .edit(STAGE, f"---\ntitle: Arrive\n{STEPS % ''}\n---\n")
        .edit("pages/a.md", f"# A\n\nWhere [we wait](../{STAGE}#wait).\n")
        .build()
    )
    assert built.rules == []
    assert "../../journeys/visit/arrive/#wait" in built.page("/pages/a/").links
    assert "wait" in built.page("/journeys/visit/arrive/").ids


def test_a_step_that_a_stage_does_not_have_is_missed(project: Callable[[str], Project]):
    site = project("minimal").edit("pages/a.md", f"# A\n\nWhere [we wait](../{STAGE}#i-wiat).\n")
    (told,) = site.build().diagnostics
    assert told.rule == "link/missing-anchor"
    assert "'i-wait'" in (told.hint or "")


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_step_that_may_not_be_shown_is_words(project: Callable[[str], Project], audience: str):
    page = (
        project("minimal")
        .edit("site.yaml", "title: A\nvisibility: {journeys: public, pages: public, personas: public}\n")
        .edit("personas/ben.md", "---\ntitle: Ben\nvisibility: internal\n---\n")
        .edit("journeys/visit/journey.md", "---\ntitle: A visit\npersonas: [anna, ben]\n---\n")
        .edit(STAGE, f"---\ntitle: Arrive\n{STEPS % ', personas: [ben]'}\n---\n")
        .edit("pages/a.md", f"# A\n\nWhere [we wait](../{STAGE}#wait).\n")
        .build(audience=audience)
        .page("/pages/a/")
    )
    assert any(link.endswith("#wait") for link in page.links) == (audience == "internal")
    assert "Where we wait" in page.text
