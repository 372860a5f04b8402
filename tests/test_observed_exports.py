"""Exports hold what a log says of a journey, as its map does: without small groups, and not to be imported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Project

from jmsite.cli.app import run
from jmsite.formats.workbook import read_book
from jmsite.importing.own_json import read_own_json
from jmsite.importing.own_rows import read_own_csv

Make = Callable[[str], Project]


@pytest.fixture
def site(project: Make) -> Project:
    """Ten came, eight looked on, and two of them paid; one in ten looked for something else first."""
    rows = ["user,timestamp,event"]
    for case in range(10):
        rows.append(f"u{case},2026-03-02T10:00Z,visit")
        rows += [f"u{case},2026-03-02T10:30Z,basket"] if case < 8 else []
        rows += [f"u{case},2026-03-02T11:00Z,paid"] if case < 2 else []
    made = project("event-logs").edit("data/events.csv", "\n".join(rows) + "\n")
    return made.replace("journeys/shop/journey.md", "  min_n: 2", "  min_n: 4")


def exported(site: Project, format: str) -> Path:
    out = site.root / f"shop.{format}"
    assert run(["export", format, "journey:shop", "--root", str(site.root), "--output", str(out)]) == 0
    return out


def steps_of(document: dict[str, Any]) -> dict[str, Any]:
    (journey,) = document["entities"]["journey"]
    return {
        step["id"].rpartition("/")[2]: step["observed"] for stage in journey["stages"] for step in stage["steps"]
        if "observed" in step
    }  # fmt: skip


def observed_rows(names: list[str], rows: list[list[str]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in (dict(zip(names, cells, strict=False)) for cells in rows):
        if row["field"] == "observed":
            found.setdefault(row["id"], []).append(json.loads(row["details"]))
    return found


def test_json_tells_of_each_step_what_became_of_its_cases(site: Project) -> None:
    document = json.loads(exported(site, "json").read_text("utf-8"))
    steps = steps_of(document)
    assert (steps["visit"]["cases"], steps["visit"]["share"], steps["visit"]["drop_off"]) == (10, 1.0, 0.2)
    assert (steps["basket"]["cases"], steps["basket"]["went_on"], steps["basket"]["left"]) == (8, 2, 6)
    assert steps["visit"]["dwell_seconds"]["median"] == 1800
    assert steps["visit"]["dwell_seconds"]["n"] == 8
    assert steps["visit"]["low"] < 1.0 == steps["visit"]["high"]
    journey = document["entities"]["journey"][0]["observed"]
    assert (journey["cases"], journey["from"], journey["min_n"]) == (10, "2026-03-02", 4)


def test_of_few_cases_only_that_is_told(site: Project) -> None:
    document = json.loads(exported(site, "json").read_text("utf-8"))
    assert steps_of(document)["paid"] == {"fewer_than": 4}
    assert "dwell_seconds" not in steps_of(document)["basket"]  # two stayed a while and went on
    passages = document["entities"]["journey"][0]["observed"]["passages"]
    assert [(one["from"], one["to"], one["cases"]) for one in passages] == [
        ("shop/buy/visit", "shop/buy/basket", 8)
    ]


def test_csv_and_workbook_hold_the_same_as_json(site: Project) -> None:
    document = json.loads(exported(site, "json").read_text("utf-8"))
    names, *rows = csv.reader(io.StringIO(exported(site, "csv").read_text("utf-8-sig"), newline=""))
    in_csv = observed_rows(names, rows)
    assert {id.rpartition("/")[2]: one for id, (one, *_) in in_csv.items() if id != "shop"} == steps_of(
        document
    )
    whole, *passages = in_csv["shop"]
    journey = document["entities"]["journey"][0]["observed"]
    assert {**whole, "passages": passages} == journey
    book = read_book(exported(site, "xlsx").read_bytes())
    (data,) = [sheet for sheet in book.sheets if sheet.rows and "details" in sheet.rows[0]]
    assert observed_rows(list(data.rows[0]), [list(row) for row in data.rows[1:]]) == in_csv


def test_what_was_counted_is_no_content(site: Project) -> None:
    for draft in (
        read_own_json(exported(site, "json").read_text("utf-8")),
        read_own_csv(exported(site, "csv").read_text("utf-8-sig")),
    ):
        assert draft.remarks == ()
        assert all("observed" not in one.fields for one in draft.entities)


def test_a_changed_count_is_left_out_and_said_so(site: Project, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(site, "csv")
    before = {one: one.read_bytes() for one in (site.root / "content").rglob("*") if one.is_file()}
    file.write_text(file.read_text("utf-8").replace('""cases"": 8', '""cases"": 9'), "utf-8")
    run(["import", str(file), "--update", "--root", str(site.root)])
    said = "".join(capsys.readouterr())
    assert "'observed' of the step 'shop/buy/basket': it is worked out from data" in said
    assert before == {one: one.read_bytes() for one in (site.root / "content").rglob("*") if one.is_file()}


def test_a_journey_without_a_log_has_none(site: Project) -> None:
    site.edit("journeys/shop/journey.md", "---\ntitle: Buy a lamp\n---\n")
    assert "observed" not in exported(site, "json").read_text("utf-8")
