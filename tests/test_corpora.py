"""Real documents of others come through whole: see corpora/README.md and sites/converted-personas/README.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project

DOCS = sorted((Path(__file__).parent / "corpora" / "docs-ja").glob("*.md"))
CONVERTED = Path(__file__).parent / "sites" / "converted-personas" / "content" / "personas"


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_a_page_of_another_handbook_is_shown_whole(project: Callable[[str], Project], file: Path):
    found = project("minimal").edit("pages/page.md", file.read_bytes()).build()
    headings = re.findall(r"^#{1,6} ([^\n#`*_\[<{]+)$", file.read_text("utf-8"), re.MULTILINE)
    shown = found.page("/pages/page/").text
    assert headings
    assert [heading for heading in headings if " ".join(heading.split()) not in shown] == []


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_every_fault_in_it_has_a_line_of_its_own(project: Callable[[str], Project], file: Path):
    found = project("minimal").edit("pages/page.md", file.read_bytes()).build()
    assert set(found.rules) <= {
        "field/unknown",
        "link/missing-file",
        "link/missing-anchor",
        "link/outside-content",
    }
    assert [fault for fault in found.diagnostics if fault.place.line == 1 or not fault.excerpt] == []


@pytest.mark.parametrize(
    "tag", ["{{% alert title='x' %}}", "{{< youtube id >}}", "{% include a.html %}", "{{ page.title }}"]
)
def test_the_tags_of_another_generator_are_words(project: Callable[[str], Project], tag: str):
    found = project("minimal").edit("pages/page.md", f"# Page\n\n{tag}\n\n- in a list {tag}\n").build()
    assert found.rules == []
    assert found.page("/pages/page/").text.count(tag) == 2


def test_converted_personas_are_complete(project: Callable[[str], Project]):
    found = project("converted-personas").build()
    assert found.rules == []
    for file in CONVERTED.iterdir():
        shown = found.page(f"/personas/{file.stem}/").text
        words = re.findall(r'^\s+- "(.*)"$', file.read_text("utf-8"), re.MULTILINE)
        assert words
        assert [word for word in words if word not in shown] == []


def test_a_converted_persona_has_an_empathy_map_and_prose(project: Callable[[str], Project]):
    shown = project("converted-personas").build().page("/personas/engineer-emery/").text
    assert "Worried the site won't respect my need for reduced motion" in shown
    assert "Emery manages two FOSS projects" in shown
