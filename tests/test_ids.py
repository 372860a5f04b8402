"""Every id stands once on a page: what authors write never meets what the theme needs, nor one part another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Project
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.formats.prose import to_prose
from jmsite.formats.template.renderer import OWN

THEME = Path(__file__).parent.parent / "themes" / "default"
WRITTEN = re.compile(r"""\bid=["'](?!\{\{)([^"'{]*)""")
CALLED = (
    "main",
    "keys",
    "explorer",
    "finder",
    "map said",
    "view map",
    "i search",
    "ui main",
    "anna",
    "choose",
    "look",
)
"""What headings, stages and steps are called that would like to meet others."""


def ids(page: str) -> list[str]:
    return re.findall(r'<[a-z][^<>]*\sid="([^"]+)"', page)


def twice(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    pages = {path: Counter(ids(data.decode())) for path, data in files.items() if path.endswith(".html")}
    found = {path: [id for id, times in count.items() if times > 1] for path, count in pages.items()}
    return {path: names for path, names in found.items() if names}


def hostile(site: Project) -> Project:
    """A site in which everything is called like everything else."""
    headings = "\n\n".join(
        f"## {name.capitalize()}[^n]" for name in (*CALLED, "choose -- look", "owner", "goals")
    )
    prose = f"{headings}\n\n[a](#choose) [b](#look)\n\n[^n]: A note.\n"
    steps = "\n".join(f"  - {{title: {name.capitalize()}, emotion: 1, thinking: [x]}}" for name in CALLED)
    for path in ("pages/talk.md", "index.md"):
        site = site.edit(path, f"---\ntitle: Talk\n---\n{prose}")
    site = site.edit("personas/anna.md", f"---\ntitle: Anna\ngoals: [x]\n---\n{prose}")
    site = site.edit(
        "journeys/main/journey.md", f"---\ntitle: Main\npersonas: [anna]\nowner: x\n---\n{prose}"
    )
    for number, name in enumerate(("choose", "main", "keys"), 1):
        stage = f"journeys/main/0{number}-{name}"
        site = site.edit(f"{stage}.md", f"---\ntitle: {name}\nsteps:\n{steps}\n---\n{prose}")
        site = site.edit(f"{stage}.anna.md", f"---\ngoal: x\n---\n{prose}")
    rows = "\n".join(f"{name.replace(' ', '-')}: {{title: {name}, channel: main}}" for name in CALLED)
    return site.edit("channels.yaml", "main: {title: Main}\n").edit("touchpoints.yaml", f"{rows}\n")


def test_no_id_stands_twice_where_everything_is_called_the_same(project: Callable[[str], Project]):
    built = hostile(project("minimal")).build()
    assert built.rules == []
    assert twice(built.files) == {}


def test_links_lead_to_the_heading_that_was_meant(project: Callable[[str], Project]):
    built = hostile(project("minimal")).build()
    html = built.page("/journeys/main/").html
    assert '<h2 id="text:choose">Choose' in html
    assert '#text:choose">a</a>' in html
    stage = built.page("/journeys/main/choose/").html
    for prefix in ("text:", "text:anna:"):
        assert f'id="{prefix}look"' in stage
    note = re.search(r'<li id="(text:anna:fn:1)">', stage)
    assert note is not None
    assert f'href="#{note[1]}"' in stage


def test_a_heading_that_meets_nothing_keeps_its_anchor(project: Callable[[str], Project]):
    site = project("minimal").edit(
        "pages/talk.md", "---\ntitle: T\n---\n\n## I search\n\n## Main\n\n[m](#main)\n"
    )
    page = site.build().page("/pages/talk/")
    assert {"i-search", "main", f"{OWN}main"} <= set(page.ids)
    assert page.ids.count("main") == 1


@pytest.mark.parametrize("path", [path.relative_to(THEME).as_posix() for path in THEME.rglob("*.html")])
def test_ids_of_the_theme_have_its_prefix(path: str):
    named = [id for id in WRITTEN.findall((THEME / path).read_text("utf-8")) if not id.startswith(OWN)]
    assert [id for id in named if id not in SECTIONS] == []


SECTIONS = {"summary", "readings", "anytime"}
"""Fields of an entity, which prose can link to by their names. The first two give way to headings; a heading called
"anytime" gives way to the moments of its journey."""


@pytest.mark.parametrize("mode", ["escape", "sanitize"])
@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from([*CALLED, "ui:main", "ui:i-search", "&#117;i:main", "\u0130", "fn:1"])))
def test_prose_never_makes_an_id_of_the_theme(mode: str, words: list[str]):
    written = "\n\n".join(f'## {word}\n\n<b id="{word}">x</b>[^1]' for word in words) + "\n\n[^1]: note\n"
    prose = to_prose(written, html="escape" if mode == "escape" else "sanitize")
    assert not [id for id in (*prose.anchors, *ids(prose.html)) if id.lower().startswith(OWN)]
    assert [id for id, times in Counter(ids(prose.html)).items() if times > 1] == []
