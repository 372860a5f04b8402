"""Lanes of a site's own: where they stand, in which views they are seen, and that nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import Built, Project
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.entities.lanes import LANES, ROLES
from jmsite.model.entities.site import VIEWS, OwnLane
from jmsite.model.lane_order import default_views, lane_order

STEP = (
    "---\ntitle: Arrive\nsteps:\n  - id: wait\n    title: I wait\n    thinking: [When?]\n    pains: [It is cold]\n"
    "    gains: [Tea]\n    backstage: [Somebody calls]\n    fields: {risks: Frost, costs: 12}\n---\n"
)


@pytest.fixture
def made(project: Callable[[str], Project]) -> Project:
    site = project("minimal").edit("journeys/visit/journey.md", "---\ntitle: A visit\n---\n")
    return site.edit("journeys/visit/01-arrive.md", STEP)


def built(made: Project, risks: str, costs: str = "") -> Built:
    lanes = f"lanes:\n  risks: {{title: Risks{risks}}}\n  costs: {{title: Costs, type: number{costs}}}\n"
    return made.edit("site.yaml", f"title: Small\n{lanes}").build()


def lanes(built: Built) -> list[str]:
    html = built.files["journeys/visit/index.html"].decode()
    return re.findall(r'<div class="lane [^"]*" data-lane="([\w-]+)"', html)


def left_out(built: Built, lane: str) -> set[str]:
    """The views that leave out a lane: its name, its cells and the line above it alike."""
    html = built.files["journeys/visit/index.html"].decode()
    found = re.findall(rf'<div class="(?:lane|cell|rule) ([^"]*)"[^>]* data-lane="{lane}"', html)
    found += re.findall(rf'<div class="(?:lane|cell|rule) ([^"]*)" data-lane="{lane}"', html)
    said = {frozenset(name[4:] for name in each.split() if name.startswith("not-")) for each in found}
    assert len(said) == 1
    return set(said.pop())


def test_a_lane_stands_after_the_one_it_names_and_those_that_follow_it_after_it(made: Project) -> None:
    site = built(made, ", after: pains", ", after: risks")
    assert site.rules == []
    order = lanes(site)
    assert order[order.index("pains") :][:4] == ["pains", "risks", "costs", "gains"]


def test_a_lane_may_be_placed_by_a_field_and_by_a_lane_that_nobody_fills(made: Project) -> None:
    order = lanes(built(made, ", after: fail_point", ", after: touchpoint"))
    assert order.index("backstage") < order.index("risks")
    assert order.index("thinking") < order.index("costs") < order.index("pains")


def test_without_a_word_customer_lanes_are_on_the_map_and_others_on_the_blueprint(made: Project) -> None:
    site = built(made, "", ", role: support")
    assert left_out(site, "risks") == set()
    assert left_out(site, "costs") == {"map", "table"}
    assert left_out(built(made, "", ", after: backstage"), "costs") == {"map", "table"}


def test_views_are_those_that_are_named(made: Project) -> None:
    site = built(made, ", views: blueprint", ", role: support, views: [map]")
    assert (left_out(site, "risks"), left_out(site, "costs")) == ({"map", "table"}, {"blueprint", "table"})


def test_a_lane_is_on_the_stage_in_its_twin_and_counts_on_the_poster(made: Project) -> None:
    site = built(made, ", after: pains", ", role: support")
    assert {"Risks", "Frost"} <= set(site.page("/journeys/visit/arrive/").text.split())
    assert "- **Risks:** Frost" in site.files["journeys/visit/arrive/index.md"].decode()
    long = STEP.replace("Frost", "Frost and much more of it than anybody would think. " * 400)
    made.edit("journeys/visit/01-arrive.md", long)
    assert "poster-a3" not in built(made, ", after: pains").files["journeys/visit/index.html"].decode()
    assert "poster-a3" in built(made, ", views: blueprint").files["journeys/visit/index.html"].decode()


NAMES = [f"own-{n}" for n in range(5)]
PLACES = st.sampled_from([None, *NAMES, *(kind.key for kind in LANES)])
OWN = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(
        lambda after, role: OwnLane(title="Own", after=after, role=role),
        PLACES,
        st.sampled_from(["customer", "backstage", "evidence"]),
    ),
)


@given(OWN)
def test_every_lane_is_there_once_and_ours_keep_their_order(own: dict[str, OwnLane]) -> None:
    order = lane_order(own)
    keys = [lane.kind.key for lane in order]
    assert sorted(keys) == sorted([*own, *(kind.key for kind in LANES)])
    ours = [lane.kind for lane in order if lane.own is None]
    assert ours == sorted(LANES, key=lambda kind: ROLES.index(kind.role))
    for lane in order:
        after = lane.own.after if lane.own else None
        if after in {kind.key for kind in LANES}:
            at = keys.index(str(after))
            assert keys.index(lane.kind.key) > at
            assert all(order[n].own for n in range(at + 1, keys.index(lane.kind.key)))
            assert lane.kind.role == order[at].kind.role
        if lane.own and after is None:  # last among those of its role, but for what stands after a lane
            behind = order[keys.index(lane.kind.key) + 1 :]
            assert lane.kind.role == lane.own.role
            assert not [one for one in behind if one.own is None and one.kind.role == lane.own.role]
        if lane.own:
            assert set(VIEWS) - set(lane.left_out) == set(default_views(lane.kind.role))


def test_a_text_in_one_is_markdown_as_in_any_other(made: Project):
    made.edit(
        "journeys/visit/01-arrive.md", STEP.replace("Frost", "'*Frost*, [who](../../personas/anna.md)[^1]'")
    )
    found = built(made, "")
    assert [(fault.rule, fault.place.line) for fault in found.diagnostics] == [("link/missing-reference", 10)]
    page = found.page("/journeys/visit/")
    assert "<em>Frost</em>" in page.html
    assert "../../personas/anna/" in page.links
    made.replace("journeys/visit/01-arrive.md", "anna.md", "nobody.md")
    rules = [(fault.rule, fault.place.line) for fault in built(made, "").diagnostics]
    assert ("link/missing-file", 10) in rules
