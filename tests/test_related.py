"""What else names an entity stands at the end of its page, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project

FILES = {
    "journeys/visit/01-arrive.md": "---\ntitle: Arrive\nsteps:\n  - {title: I open it, journey: door}\n---\n",
    "journeys/door/journey.md": "---\ntitle: The door\npersonas: [anna]\n---\n",
    "personas/anna.md": "---\ntitle: Anna\nresearch: [own]\n---\n",
    "research/own.md": "---\ntitle: Own study\npersonas: [anna]\n---\n",
    "research/other.md": "---\ntitle: Other study\npersonas: [anna]\n---\n",
    "insights/dark.md": "---\ntitle: It is dark\npersonas: [anna]\n---\n",
    "departments.yaml": "house: {title: The house}\nyard: {title: The yard}\n",
    "systems.yaml": "lock: {title: The lock, owner: house, departments: [house, yard]}\n",
}


@pytest.fixture
def made(project: Callable[[str], Project]) -> Project:
    return project("minimal").edit_all(FILES)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/personas/anna/", "See also Insights It is dark Research Other study"),
        ("/journeys/door/", "See also Steps I open it, A visit"),
        ("/departments/yard/", "See also Systems The lock"),
    ],
)
def test_a_page_ends_with_what_else_names_it(made: Project, url: str, told: str):
    assert told in " ".join(made.build().page(url).text.split())


@pytest.mark.parametrize("url", ["/departments/house/", "/journeys/visit/", "/insights/dark/", "/"])
def test_what_the_page_tells_itself_is_not_told_twice(made: Project, url: str):
    assert "See also" not in made.build().page(url).text
