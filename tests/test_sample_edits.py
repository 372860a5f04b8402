"""Whatever is renamed or moved in the sample says what it said, and files that are not concerned keep their bytes."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jmsite.content.discover import discover
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.moving import MoveTarget, move
from jmsite.editing.patch import changed_files, patched_inputs
from jmsite.editing.renaming import rename
from jmsite.editing.verify import differing_entities
from jmsite.editing.written_site import WrittenSite
from jmsite.engine.memo import Memo
from jmsite.exporting.json_document import as_json
from jmsite.exporting.selection import select
from jmsite.model.catalog import Entity
from jmsite.model.kinds import ENTITIES
from jmsite.model.sources import Inputs, Options
from jmsite.pipeline import Compiled, examined

SAMPLE = Path(__file__).parent.parent
NEW = "zzq-quite-new"
NOT_RENAMED = ("site", "home", "variant", "chart", "page")
FEW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
MANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
PICKS = st.integers(0, 10**6)


@cache
def sample() -> tuple[Inputs, Compiled, WrittenSite]:
    return (inputs := discover(SAMPLE, Options(drafts=True))), *read(inputs)


MEMO = Memo()


def read(inputs: Inputs) -> tuple[Compiled, WrittenSite]:
    found = examined(inputs, MEMO, 1)
    return found, WrittenSite(found.inputs, found.content.units, found.content.prose, found.catalog.site)


def entities() -> list[Entity[object]]:
    catalog = sample()[1].catalog
    return [one for kind in ENTITIES if kind not in NOT_RENAMED for one in catalog.all(kind)]


def steps() -> list[Entity[object]]:
    return list(sample()[1].catalog.all("step"))


def told(found: Compiled) -> str:
    """Everything a portal says, in one text, without former addresses."""
    return re.sub(
        r'"aliases": \[[^\]]*\],?',
        "",
        json.dumps(json.loads(as_json(found.catalog, select(found.catalog, ()))), sort_keys=True),
    )


def renamed(pick: int) -> None:
    """Give something else an id that nothing has."""
    inputs, before, site = sample()
    entity = entities()[pick % len(entities())]
    change = rename(site, (entity.kind, entity.id), NEW)
    then, made = read(patched_inputs(inputs, change))
    assert differing_entities(site, made, change.relocation) == [], entity.id
    assert sorted(one.rule for one in then.site.diagnostics) == sorted(
        one.rule for one in before.site.diagnostics
    )
    assert [one.id for one in then.catalog.all(entity.kind) if NEW in one.id]
    assert then.catalog.find(entity.kind, entity.id) is None
    old = entity.id.rpartition("/")[2]
    for path, data in changed_files(inputs, change).items():
        lines = data.decode().splitlines()
        lost = [line for line in inputs.content[path].data.decode().splitlines() if line not in lines]
        # a list of former addresses grows by one
        assert all(old in line or "aliases:" in line for line in lost), (path, lost)
    assert NEW in told(then)


def moved(pick: int, to: int, side: str) -> bool:
    """Move a step within its journey, or be told why not; whether all is well."""
    inputs, _, site = sample()
    every = steps()
    one = every[pick % len(every)]
    journey = one.id.partition("/")[0]
    others = [other for other in every if other.id != one.id and other.id.startswith(f"{journey}/")]
    assume(others)
    goal = MoveTarget(side="before" if side == "before" else "after", id=others[to % len(others)].id)
    try:
        change = move(site, one.id, goal)
    except RefusedEditError as why:
        # a stage must keep a step, and what is said for one persona stays with it
        return bool(str(why))
    then, made = read(patched_inputs(inputs, change))
    assert differing_entities(site, made, change.relocation) == [], one.id
    assert sorted(f.rule for f in then.site.diagnostics if f.severity.value == "error") == []
    id = change.relocation.id(("step", one.id))
    goal_now = change.relocation.id(("step", goal.id))
    around = [
        step.id
        for step in then.catalog.moments(journey)
        if step.id.rpartition("/")[0] == id.rpartition("/")[0]
    ]
    assert around.index(id) - around.index(goal_now) == (-1 if side == "before" else 1)
    for path, data in changed_files(inputs, change).items():
        lost = set(inputs.content[path].data.decode().splitlines()) - set(data.decode().splitlines())
        # of a file from which nothing was moved, only lines that name the step are other ones
        assert path in (one.path, goal_path(goal.id)) or all(
            one.id.rpartition("/")[2] in line for line in lost
        )
    return True


def goal_path(id: str) -> str:
    return next(step.path for step in steps() if step.id == id)


@given(PICKS)
@FEW
def test_what_is_renamed_in_the_sample_says_what_it_said(pick: int):
    renamed(pick)


@given(PICKS, PICKS, st.sampled_from(["before", "after"]))
@FEW
def test_a_step_that_is_moved_in_the_sample_says_what_it_said(pick: int, to: int, side: str):
    assert moved(pick, to, side)


@pytest.mark.long
@given(PICKS)
@MANY
def test_what_is_renamed_in_the_sample_says_what_it_said_for_long(pick: int):
    renamed(pick)


@pytest.mark.long
@given(PICKS, PICKS, st.sampled_from(["before", "after"]))
@MANY
def test_a_step_that_is_moved_in_the_sample_says_what_it_said_for_long(pick: int, to: int, side: str):
    assert moved(pick, to, side)
