"""What is handed on as a package of files, as those who open it ask for it."""

from __future__ import annotations

import csv
import io
import json
import random
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from edits import EDITS, plant
from frictionless import validate
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_export import BROKEN, SAMPLE, exported

import jmsite
from jmsite.cli.app import run
from jmsite.model.dimensions import DIMENSIONS

SEEDS = {"seed": st.integers(0, 10**6), "count": st.integers(0, 12)}


@contextmanager
def portal(seed: int, count: int) -> Iterator[Path]:
    """Yield a generated portal without an error."""
    with tempfile.TemporaryDirectory() as folder:
        root, dice = Path(folder, "site"), random.Random(seed)
        plant(root)
        for edit in dice.choices([one for one in EDITS if one.__name__ not in BROKEN], k=count):
            edit(root, dice)
        assume(run(["check", "--root", str(root)]) == 0)
        yield root


def files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def faults(archive: bytes, into: Path) -> list[str]:
    """What the library of the format finds wrong with a package, as it is and unpacked."""
    (into / "package.zip").write_bytes(archive)
    with zipfile.ZipFile(into / "package.zip") as opened:
        opened.extractall(into / "package")
    reports = [
        validate(str(into / "package.zip"), type="package"),
        validate(str(into / "package/datapackage.json")),
    ]
    of_tables = [error.message for one in reports for task in one.tasks for error in task.errors]
    return [*(error.message for one in reports for error in one.errors), *of_tables]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_metrics_of_the_sample_are_a_valid_data_package(tmp_path):
    archive = exported(SAMPLE, tmp_path / "a.zip", "datapackage")
    assert faults(archive, tmp_path) == []
    assert exported(SAMPLE, tmp_path / "b.zip", "datapackage") == archive


def test_every_reading_of_every_metric_is_in_its_table(tmp_path):
    found = files(exported(SAMPLE, tmp_path / "a.zip", "datapackage"))
    catalog = jmsite.load(SAMPLE)
    told = json.loads(found["datapackage.json"])
    assert {one["path"] for one in told["resources"]} == set(found) - {"datapackage.json"}
    assert [row["id"] for row in rows(found["metrics.csv"])] == [one.id for one in catalog.all("metric")]
    for metric in catalog.all("metric"):
        series = catalog.series(metric.id)
        wanted = [
            (one.day.isoformat(), *(getattr(one, name) or "" for name in DIMENSIONS), one.value, one.n)
            for one in (*series.total, *series.parts)
        ]
        table = rows(found[f"readings/{metric.id}.csv"])
        assert [
            (row["period"], *(row[name] for name in DIMENSIONS), _number(row["value"]), _number(row["n"]))
            for row in table
        ] == wanted
        assert [(_number(row["low"]), _number(row["high"])) for row in table] == [
            (one.low, one.high) for one in (*series.total, *series.parts)
        ]


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@settings(max_examples=8)
@given(**SEEDS)
def test_the_package_of_any_portal_is_valid(seed: int, count: int):
    with portal(seed, count) as root:
        if jmsite.load(root).all("metric"):
            assert faults(exported(root, root / "a.zip", "datapackage"), root.parent) == []


def test_the_columns_say_what_stands_in_them(tmp_path, project):
    made = project("minimal").edit(
        "metrics/late.yaml",
        "title: =Late\nsummary: Parcels that came late\nkind: share\nunit: '%'\ndirection: lower\n"
        "readings: {file: data/late.csv, every: quarter, persona: who}\n",
    )
    made.edit("data/late.csv", "date,value,who\n2026-01-05,yes,anna\n2026-05-05,no,\n")
    found = files(exported(made.root, tmp_path / "a.zip", "datapackage", "late"))
    assert faults((tmp_path / "a.zip").read_bytes(), tmp_path) == []
    told = json.loads(found["datapackage.json"])
    (table,) = [one for one in told["resources"] if one["name"] == "readings-late"]
    columns: dict[str, Any] = {one["name"]: one for one in table["schema"]["fields"]}
    assert columns["period"]["description"] == "The first day of the quarter that the value is of."
    assert columns["value"]["description"].startswith("The value, in %: the share of “yes” or 1, in percent.")
    assert table["schema"]["foreignKeys"] == [
        {"fields": ["persona"], "reference": {"resource": "personas", "fields": ["id"]}}
    ]
    assert rows(found["personas.csv"]) == [{"id": "anna", "title": "Anna"}]
    (metric,) = rows(found["metrics.csv"])
    assert (metric["title"], metric["direction"], metric["readings"]) == (
        "'=Late",
        "lower",
        "readings/late.csv",
    )


def test_an_audience_gets_no_reading_that_its_build_does_not_show(tmp_path, project):
    made = project("minimal")
    for name, visibility in (("anna", "public"), ("ben", "internal")):
        made.edit(f"personas/{name}.md", f"---\ntitle: {name.title()}\nvisibility: {visibility}\n---\n")
    of = "  - {{date: 2026-01-01, value: 3, persona: {}}}\n"
    readings = f"readings:\n{of.format('anna')}{of.format('ben')}"
    made.edit("metrics/open.yaml", f"title: Open\nvisibility: public\n{readings}")
    made.edit("metrics/secret.yaml", f"title: Secret\n{readings}")
    inside = files(exported(made.root, tmp_path / "a.zip", "datapackage"))
    assert {row["persona"] for row in rows(inside["readings/open.csv"])} >= {"anna", "ben"}
    public = files(exported(made.root, tmp_path / "b.zip", "datapackage", "--audience", "public"))
    assert [row["id"] for row in rows(public["metrics.csv"])] == ["open"]
    assert {row["persona"] for row in rows(public["readings/open.csv"])} - {""} == {"anna"}
    everything = b"".join(public.values())
    assert b"Ben" not in everything
    assert b"ecret" not in everything
    assert faults((tmp_path / "b.zip").read_bytes(), tmp_path) == []


def test_without_a_metric_there_is_nothing_to_export(project, capsys):
    assert run(["export", "datapackage", "anna", "-o", "-", "--root", str(project("minimal").root)]) == 1
    assert "datapackage holds metrics with their readings, and there are none" in capsys.readouterr().err
