"""A renamed portal says what it said: the same but for the id, everywhere; and files not concerned keep their bytes."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import portals
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.patch import changed_files, patched_inputs
from jmsite.editing.renaming import rename
from jmsite.editing.verify import differing_entities

NEW = "qqq"
ALIAS = re.compile(r"\s+- [a-z]+/")
"""A former address on a line of its own."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("table")


@given(seed=st.integers(0, 10**9), target=st.sampled_from(portals.TARGETS))
@settings(max_examples=40, deadline=None, phases=portals.SEEDS)
def test_the_catalog_is_the_same_but_for_the_id(folder: Path, seed: int, target: tuple[str, str]):
    inputs = portals.inputs_of(portals.portal(random.Random(seed)), folder)
    before, site = portals.read(inputs)
    assert portals.rules(before) == []
    change = rename(site, target, NEW)
    then, made = portals.read(patched_inputs(inputs, change))
    assert portals.rules(then) == []
    assert differing_entities(site, made, change.relocation) == []
    # said apart from the code that is tested: the old word is written nowhere, and the rest is as it was
    old = target[1].rpartition("/")[2] if target[0] != "page" else target[1]
    if target[0] not in ("page", "stage", "step"):
        told = json.dumps(portals.told(before), sort_keys=True).replace(old, NEW)
        assert sorted(told) == sorted(json.dumps(portals.told(then), sort_keys=True))


@given(seed=st.integers(0, 10**9), target=st.sampled_from(portals.TARGETS))
@settings(max_examples=40, deadline=None, phases=portals.SEEDS)
def test_nothing_but_the_id_is_touched(folder: Path, seed: int, target: tuple[str, str]):
    inputs = portals.inputs_of(portals.portal(random.Random(seed)), folder)
    change = rename(portals.read(inputs)[1], target, NEW)
    for path, data in changed_files(inputs, change).items():
        old, new = inputs.content[path].data.decode(), data.decode()
        assert "\r\n" not in old or "\n" not in new.replace("\r\n", "")
        kept = [line for line in new.splitlines() if "aliases:" not in line and NEW not in line]
        lost = [line for line in old.splitlines() if line not in new.splitlines()]
        # every line that is another one has the new id in it, and every other line stands as it stood
        stood = {line.strip(" -") for line in ("---", *old.splitlines())}
        assert all(line.strip(" -") in stood or "](" in line or ALIAS.match(line) for line in kept), (
            path,
            new,
        )
        assert len(new.splitlines()) - len(old.splitlines()) in (0, 1, 2, 4), (path, new)
        assert lost or "aliases" in new or NEW in new


def _site(folder: Path, **files: str) -> portals.WrittenSite:
    texts = {
        **portals.portal(random.Random(1)),
        **{path.replace("__", "/"): text for path, text in files.items()},
    }
    return portals.read(portals.inputs_of(texts, folder))[1]


@pytest.mark.parametrize(
    ("target", "new", "why"),
    [
        (("persona", "ppa"), "ppb", "there is already a persona 'ppb'"),
        (("persona", "pp"), "x", "there is no persona 'pp'; did you mean"),
        (("persona", "ppa"), "Not an id", "'Not an id' is not a valid id"),
        (("persona", "ppa"), "con", "Windows does not allow"),
        (("persona", "ppa"), "ppa", "has this id already"),
        (("stage", "jja/ssa"), "jjb/ssa", "use 'jmsite move jja/ssa'"),
        (("step", "jja/ssc/ssc"), "other", "is a stage without steps; rename the stage"),
    ],
)
def test_what_cannot_be_renamed_is_refused_with_a_reason(folder: Path, target, new: str, why: str):
    with pytest.raises(RefusedEditError, match=why):
        rename(_site(folder), target, new)


def test_a_word_that_is_not_written_out_is_refused_with_its_place(folder: Path):
    site = portals.read(
        portals.inputs_of(
            {
                **portals.portal(random.Random(1)),
                "insights/nna.md": "---\ntitle: &x rra\nresearch: *x\n---\n",
            },
            folder,
        )
    )[1]
    change = rename(site, ("research", "rra"), NEW)
    # the anchor also gives the title: who holds the result against what was meant sees it
    made = portals.read(patched_inputs(site.inputs, change))[1]
    assert ("insight", "nna") in differing_entities(site, made, change.relocation)


def test_an_address_that_comes_back_is_no_former_one(folder: Path):
    inputs = portals.inputs_of(portals.portal(random.Random(5)), folder)
    there = patched_inputs(inputs, rename(portals.read(inputs)[1], ("system", "yya"), NEW))
    back = patched_inputs(there, rename(portals.read(there)[1], ("system", NEW), "yya"))
    found, _ = portals.read(back)
    assert portals.rules(found) == []
    assert found.catalog.entities("system")["yya"].fields.aliases == (f"systems/{NEW}",)
