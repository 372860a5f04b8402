"""What of a journey can be compared: how its personas feel, or its two states."""

from __future__ import annotations

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.pipeline import catalog_of


@pytest.mark.parametrize(
    ("personas", "feeling", "compared"),
    [
        ("[]", "", False),
        ("[]", "    emotion: 1\n", False),
        ("[anna]", "    emotion: 1\n", False),
        ("[anna, ben]", "", False),
        ("[anna, ben]", "    emotion: 1\n", True),
    ],
)
def test_a_journey_is_compared_between_personas_who_feel_or_between_its_states(
    project, personas: str, feeling: str, compared: bool
):
    site = project("minimal").edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    site.edit("journeys/visit/journey.md", f"---\ntitle: A visit\npersonas: {personas}\n---\n")
    site.edit("journeys/visit/01-arrive.md", f"---\ntitle: Arrive\nsteps:\n  - title: I wait\n{feeling}---\n")
    assert catalog_of(discover(site.root), Memo()).value.is_comparable("visit") == compared
    site.edit("journeys/later/journey.md", "---\ntitle: Later\ncompares_to: visit\n---\n")
    catalog = catalog_of(discover(site.root), Memo()).value
    assert (catalog.is_comparable("visit"), catalog.is_comparable("later")) == (True, True)
    assert not catalog.is_comparable("nowhere")
