"""Rows are of what their words name: by an id, its end, or a title."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.pipeline import compiled

SITE = {
    "site.yaml": "title: Small\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\n---\n",
    "journeys/buy/01-find.md": "---\ntitle: Search\n---\n",
    "journeys/rent/journey.md": "---\ntitle: Rent\n---\n",
    "journeys/rent/01-ask.md": "---\ntitle: Ask\n---\n",
    "personas/ben.md": "---\ntitle: Benjamin\n---\n",
    "personas/x.md": "---\ntitle: Ben\n---\n",
}
SAME = {"journeys/rent/02-find.md": "---\ntitle: Look\n---\n"}


def values(root: Path, readings: str, table: str, more: dict[str, str]) -> set[tuple[str, float | None]]:
    """The values of parts of a metric, by persona or stage."""
    metric = f"title: M\nkind: mean\nreadings: {{file: data/m.csv, {readings}}}\n"
    write_files(root / "content", {**SITE, **more, "metrics/m.yaml": metric, "data/m.csv": table})
    found = compiled(discover(root), Memo(), 1).catalog.series("m")
    assert found is not None
    return {(one.persona or one.stage or "", one.value) for one in found.parts if one.persona or one.stage}


def test_rows_of_a_stage_belong_together_whichever_way_it_is_named(tmp_path: Path):
    table = "date,stage,value\n2026-01-05,find,1\n2026-01-06,buy/find,2\n2026-01-07,Search,6\n"
    assert values(tmp_path, "stage: stage", table, {}) == {("buy/find", 3.0)}


def test_a_map_that_leads_to_the_end_of_an_id_leads_to_all_of_it(tmp_path: Path):
    table = "date,stage,value\n2026-01-05,find,1\n2026-01-06,at the door,2\n2026-01-07,buy/find,6\n"
    readings = "stage: stage, map: {stage: {at the door: find}}"
    assert values(tmp_path, readings, table, {}) == {("buy/find", 3.0)}


def test_a_journey_beside_it_says_which_stage_is_meant(tmp_path: Path):
    table = "date,journey,stage,value\n2026-01-05,buy,find,1\n2026-01-06,rent,find,2\n"
    found = values(tmp_path, "journey: journey, stage: stage", table, SAME)
    assert found == {("buy/find", 1.0), ("rent/find", 2.0)}


@pytest.mark.parametrize(
    ("word", "persona"), [("ben", "ben"), ("Benjamin", "ben"), ("x", "x"), ("BEN", "ben")]
)
def test_an_id_is_that_of_its_own_persona_though_another_one_is_called_so(
    tmp_path: Path, word: str, persona: str
):
    table = f"date,who,value\n2026-01-05,{word},1\n"
    assert values(tmp_path, "persona: who", table, {}) == {(persona, 1.0)}
