"""What is moved says what it said, in its new place; and what is not moved keeps its bytes."""

from __future__ import annotations

import random
from pathlib import Path

import portals
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.moving import MoveTarget, move
from jmsite.editing.patch import changed_files, patched_inputs
from jmsite.editing.verify import differing_entities

MOVES = (
    ("jja/ssa/tta", MoveTarget(side="after", id="jja/ssa/i-wait")),
    ("jja/ssa/i-wait", MoveTarget(side="before", id="jja/ssa/tta")),
    ("jja/ssa/i-wait", MoveTarget(side="end", id="jja/anytime")),
    ("jja/anytime/mma", MoveTarget(side="before", id="jja/ssa/tta")),
    ("jja/anytime/mma", MoveTarget(side="end", id="jja/ssb")),
    ("jja/ssa/i-wait", MoveTarget(side="after", id="jja/ssb/tta")),
    ("jja/ssb/tta", MoveTarget(side="end", id="jja/anytime")),
    ("jja/ssa", MoveTarget(side="after", id="jja/ssb")),
    ("jja/ssc", MoveTarget(side="before", id="jja/ssa")),
    ("jja/ssc", MoveTarget(side="end", id="jjb")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("table")


def plain(seed: int) -> dict[str, str]:
    """A portal in which the persona has nothing of her own to say of the first stage."""
    files = portals.portal(random.Random(seed))
    del files["journeys/jja/01-ssa.ppa.md"]
    files["journeys/jjb/journey.md"] = "---\ntitle: Other\npersonas: [ppa, ppb]\nparent: jja\n---\n"
    return {path: text.replace("next: [{to: ssc}]", "doing: [Pays]") for path, text in files.items()}


@given(seed=st.integers(0, 10**9), number=st.integers(0, len(MOVES) - 1))
@settings(max_examples=40, deadline=None, phases=portals.SEEDS)
def test_what_is_moved_says_what_it_said(folder: Path, seed: int, number: int):
    id, goal = MOVES[number]
    inputs = portals.inputs_of(plain(seed), folder)
    before, site = portals.read(inputs)
    assert portals.rules(before) == []
    change = move(site, id, goal)
    then, made = portals.read(patched_inputs(inputs, change))
    assert portals.rules(then) == []
    assert differing_entities(site, made, change.relocation) == []
    _in_place(then, id, goal, change.relocation.id(("step" if id.count("/") == 2 else "stage", id)))
    for path, data in changed_files(inputs, change).items():
        old, new = (one.decode().splitlines() for one in (inputs.content[path].data, data))
        moved = [line for line in new if line.strip() and line not in old]
        assert len(moved) <= 14, (path, new)


def _in_place(then: portals.Compiled, id: str, goal: MoveTarget, whole: str) -> None:
    if id.count("/") == 2:
        stage = goal.id if goal.side == "end" else goal.id.rpartition("/")[0]
        ids = [one for one in then.catalog.table("step") if one.rpartition("/")[0] == stage]
    else:
        ids = [one.id for one in then.catalog.stages_of(goal.id.partition("/")[0])]
    at = ids.index(whole)
    if goal.side == "end":
        assert at == len(ids) - 1
    else:
        assert ids[at + (1 if goal.side == "before" else -1)] == goal.id


LIST = """---
title: Find
steps:
  # first of all
  - id: a
    title: I look
    doing:
      - One   # of two
      - |
        two
          lines

  # and then
  - {id: b, title: I wait}
  -
    id: c
    title: >-
      I see
      more
# the end
goal: Found
---

Words.
"""


def lists(folder: Path, text: str, id: str, goal: MoveTarget) -> str:
    files = {**plain(1), "journeys/jjb/02-ssd.md": text}
    inputs = portals.inputs_of(files, folder)
    site = portals.read(inputs)[1]
    change = move(site, id, goal)
    made = portals.read(patched_inputs(inputs, change))[1]
    assert differing_entities(site, made, change.relocation) == []
    return changed_files(inputs, change)["content/journeys/jjb/02-ssd.md"].decode()


def test_comments_above_a_step_go_with_it_and_all_else_stays(folder: Path):
    found = lists(folder, LIST, "jjb/ssd/a", MoveTarget(side="after", id="jjb/ssd/b"))
    first, rest = LIST.split("  # first of all\n")
    step, rest = rest.split("\n  # and then\n")
    second, rest = rest.split("  -\n")
    assert found == f"{first}\n  # and then\n{second}  # first of all\n{step}  -\n{rest}"
    back = lists(folder, found, "jjb/ssd/a", MoveTarget(side="before", id="jjb/ssd/b"))
    assert [line for line in back.splitlines() if line] == [line for line in LIST.splitlines() if line]


def test_the_last_step_takes_its_list_along(folder: Path):
    text = "---\ntitle: Find\nsteps:   # all\n  - id: a\n    title: I look\ngoal: Found\n---\n"
    assert (
        lists(folder, text, "jjb/ssd/a", MoveTarget(side="end", id="jjb/ssx"))
        == "---\ntitle: Find\ngoal: Found\n---\n"
    )


@pytest.mark.parametrize(
    ("id", "goal", "why"),
    [
        ("jja/ssa/tta", MoveTarget(side="end", id="jja/ssb"), "already a step 'jja/ssb/tta'"),
        ("jja/ssa/tta", MoveTarget(side="end", id="jja/ssz"), "there is no stage 'jja/ssz'"),
        ("jja/ssa/ttz", MoveTarget(side="end", id="jja/ssb"), "there is no step 'jja/ssa/ttz'; did you mean"),
        ("jja/ssa/tta", MoveTarget(side="after", id="jja/ssa/tta"), "next to itself"),
        ("jja/ssa/tta", MoveTarget(side="end", id="jjb/ssx"), "already a step"),
        ("jja/ssa/i-wait", MoveTarget(side="end", id="jja/ssc"), "is a stage without steps"),
        ("jja/ssc/ssc", MoveTarget(side="end", id="jja/ssb"), "is not written as a step"),
        ("jja", MoveTarget(side="end", id="jjb"), "is not a step or a stage"),
        ("jja/ssc", MoveTarget(side="end", id="jjc"), "different emotion scales"),
        ("jja/ssc", MoveTarget(side="end", id="jjd"), "other personas"),
    ],
)
def test_what_cannot_be_moved_is_refused_with_a_reason(folder: Path, id: str, goal: MoveTarget, why: str):
    files = {
        **plain(1),
        "journeys/jjc/journey.md": "---\ntitle: C\npersonas: [ppa, ppb]\nemotion_scale: {min: 1, max: 5}\n---\n",
        "journeys/jjd/journey.md": "---\ntitle: D\npersonas: [ppa]\n---\n",
    }
    site = portals.read(portals.inputs_of(files, folder))[1]
    with pytest.raises(RefusedEditError, match=why):
        move(site, id, goal)


def test_what_is_said_for_one_persona_is_not_left_behind(folder: Path):
    files = portals.portal(random.Random(1))
    site = portals.read(portals.inputs_of(files, folder))[1]
    with pytest.raises(
        RefusedEditError, match=r"says something of this step for 'ppa'; create .*02-ssb\.ppa\.md first"
    ):
        move(site, "jja/ssa/i-wait", MoveTarget(side="end", id="jja/ssb"))
    files["journeys/jja/02-ssb.ppa.md"] = "---\nsummary: In haste\n---\n"
    inputs = portals.inputs_of(files, folder)
    site = portals.read(inputs)[1]
    change = move(site, "jja/ssa/i-wait", MoveTarget(side="end", id="jja/ssb"))
    then, made = portals.read(patched_inputs(inputs, change))
    assert differing_entities(site, made, change.relocation) == []
    assert portals.rules(then) == []
