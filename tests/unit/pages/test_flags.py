"""The clauses of a finding: at the points that show them, with room for words, and for those who may read them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import Clause, Step
from jmsite.model.sources import Options
from jmsite.pages.parts.map.flags import Flag, Pinned, clauses_at_points, finding, finding_text, place_flags
from jmsite.pipeline import catalog_of

STAGE = """---
title: Look
steps:
  - {id: first, title: I look, emotion: {anna: 1, ben: -2}}
  - {id: second, title: I ask, personas: [anna], emotion: -1}
  - {id: third, title: I pay, emotion: {anna: 0.5, ben: 1}}
  - {id: unscored, title: I leave}
---
"""
JOURNEY = """---
title: Buy
personas: [anna, ben]
finding:
  - {text: We lose Ben at once, step: look/first, persona: ben}
  - {text: and Anna when she asks, step: second}
  - {text: The stage is lowest for Ben, step: look}
  - {text: Nobody says why they leave, step: unscored}
  - The rest is fine
---
"""


def site(project, journey: str = JOURNEY):
    made = project("minimal")
    made.edit("personas/ben.md", "---\ntitle: Ben\nvisibility: internal\n---\n")
    made.edit("journeys/buy/journey.md", journey)
    return made.edit("journeys/buy/01-look.md", STAGE)


def catalog(made, **options: str):
    return catalog_of(discover(made.root, Options(**options)), Memo()).value


def test_a_clause_stands_at_the_point_of_its_step_and_persona(project):
    every = catalog(site(project))
    pins = clauses_at_points(every, every.journey("buy"))
    assert [(pin.clause.text, pin.place, pin.persona) for pin in pins] == [
        ("We lose Ben at once", 0, "ben"),
        ("The stage is lowest for Ben", 0, "ben"),
        ("and Anna when she asks", 1, "anna"),
    ]


def test_a_clause_without_a_point_is_read_in_the_head(project):
    every = catalog(site(project))
    found = finding(every, every.journey("buy"))
    assert found.text == "Nobody says why they leave. The rest is fine."
    assert [flag.url for flag in found.flags] == ["look--first", "look--first", "look--second"]


def test_a_finding_as_text_is_read_as_it_is_written(project):
    every = catalog(site(project, "---\ntitle: Buy\nfinding: we lose Ben; and Anna\n---\n"))
    journey = every.journey("buy")
    assert finding_text(every, journey.fields) == "we lose Ben; and Anna"
    assert finding(every, journey).flags == ()


def test_a_clause_of_a_hidden_persona_or_step_goes_with_them(project):
    made = site(project, JOURNEY.replace("title: Buy", "title: Buy\nvisibility: public"))
    for path in ("personas/anna.md", "journeys/buy/01-look.md"):
        made.replace(path, "---\ntitle", "---\nvisibility: public\ntitle")
    built = made.build(audience="public")
    said = b"".join(built.files.values()).decode("utf-8", "ignore")
    assert "and Anna when she asks" in said
    assert "We lose Ben at once" not in said
    made.edit("journeys/buy/01-look.md", STAGE.replace("---\ntitle", "---\nvisibility: internal\ntitle"))
    said = b"".join(made.build(audience="public").files.values()).decode("utf-8", "ignore")
    assert "and Anna when she asks" not in said
    assert "The rest is fine" in said


@pytest.mark.parametrize("clause", ["{text: Lost, step: nowhere}", "{text: Lost, step: look/nowhere}"])
def test_a_clause_at_no_step_is_told_at_its_place(project, clause):
    made = site(project, f"---\ntitle: Buy\npersonas: [anna, ben]\nfinding: [{clause}]\n---\n")
    assert "ref/unknown-next" in made.build().rules


@given(st.integers(1, 200), st.lists(st.integers(0, 199), min_size=1, max_size=6))
def test_no_flags_words_meet_those_of_another_or_a_pole(steps: int, places: list[int]):
    flags = raised_over(steps, sorted(place % steps for place in places))
    assert len(flags) == len(places)
    for one, other in combinations(flags, 2):
        if one.row == other.row:
            assert one.last <= other.first or other.last <= one.first
        low, high = sorted((one, other), key=lambda flag: flag.row)
        if low.row < high.row <= len(flags):
            assert not high.first < low.pole < high.last
    # what has no room among the others has a row of its own below them, so that no author's words are lost
    own = [flag.row for flag in flags if flag.row > len(flags)]
    assert len(set(own)) == len(own)


@pytest.mark.parametrize(
    ("place", "back"), [(0, False), (10, False), (19, False), (29, False), (38, True), (39, True)]
)
def test_a_flag_alone_stands_high_and_before_its_pole_only_where_the_curve_ends(place: int, back: bool):
    (flag,) = raised_over(40, [place])
    assert (flag.row, flag.back) == (1, back)
    assert 0 <= flag.first < flag.last <= 80
    assert flag.pole == (flag.last if back else flag.first) == 2 * place + 1


def raised_over(steps: int, places: list[int]) -> tuple[Flag, ...]:
    every = [
        Entity(kind="step", id=f"a/b/{n}", url=f"#b--{n}", path="", title="", fields=Step(title="I act"))
        for n in range(steps)
    ]
    pins = [Pinned(clause=Clause(text="Words"), place=place, persona="anna") for place in places]
    return place_flags(pins, every)
