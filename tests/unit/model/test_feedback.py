"""Where readers may send what they would change: GitHub's issues, a mailbox, or a page of the web, and nothing else."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from jmsite.model.entities.site import Site


@pytest.mark.parametrize(
    "place",
    [None, "issues", "mailto:maps@example.org", "MAILTO:maps@example.org", "https://example.org/ideas"],
)
def test_suggestions_go_to_issues_a_mailbox_or_the_web(place: str | None):
    assert Site(title="Maps", feedback=place).feedback == place


@pytest.mark.parametrize("place", ["issue", "maps@example.org", "pages/ideas.md", "javascript:alert(1)"])
def test_suggestions_go_nowhere_else(place: str):
    with pytest.raises(ValidationError, match="not a place for suggestions"):
        Site(title="Maps", feedback=place)
