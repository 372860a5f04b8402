"""The tables of a catalog are those that it is said to have."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

import jmsite
from jmsite import pipeline
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import BESIDE, Catalog, KindName, TableName
from jmsite.model.diagnostics import Checked
from jmsite.model.findings import Examined
from jmsite.model.kinds import ENTITIES

SAMPLE = Path(__file__).parents[3]
WHILE_CHECKED = {
    "written",
    "written_of",
    "written_in",
    "pages",
    "icons",
    "content",
    "blobs",
    "code_owners",
    "draft_stages",
    "gone",
    "repository_files",
}

WHILE_MEASURED = {"snapshots", "answers", "endings"}

WHILE_SHOWN = {"downloads", "past", "past_of"}
"""What exports and the history add, where a site asks for them."""


def test_a_table_of_entities_is_a_kind_and_every_other_is_explained():
    assert set(get_args(KindName)) == set(ENTITIES)
    assert set(get_args(TableName)) == {*ENTITIES, *BESIDE}
    assert not set(ENTITIES) & set(BESIDE)


def test_what_is_written_is_what_is_explained():
    assert (
        set(jmsite.load(SAMPLE).tables) == {*ENTITIES, *BESIDE} - WHILE_CHECKED - WHILE_MEASURED - WHILE_SHOWN
    )


def test_checks_can_read_the_files_too(monkeypatch: pytest.MonkeyPatch):
    seen: list[Catalog] = []

    def checked(catalog: Catalog, *_: Any) -> Examined[Checked[None]]:
        seen.append(catalog)
        return Examined(value=Checked(value=None))

    monkeypatch.setattr(pipeline, "checked", checked)
    pipeline.check(discover(SAMPLE), Memo(one_shot=True))
    assert set(seen[0].tables) == {*ENTITIES, *BESIDE} - {"findings"} - WHILE_SHOWN - WHILE_MEASURED
