"""``jmsite import`` of surveys, as somebody types it: the site is sound, and its values are those of the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from corpora_surveys import FIGURES, SURVEYS, figures_of

import jmsite
from jmsite.cli.app import run

LINEAR = {"nps": "nps", "csat": "csat", "share": "share", "ces": "mean", "mean": "mean"}


@pytest.fixture
def site(tmp_path, monkeypatch, capsys) -> Path:
    """A new site, and the folder to stand in."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "portal"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "portal")
    return tmp_path / "portal"


def imported(name: str, column: str, dates: str) -> list[str]:
    options = [*(["--column", column] if column else []), *(["--dates", dates] if dates else [])]
    return ["import", str(SURVEYS / name), *options]


@pytest.mark.parametrize(("name", "column", "dates", "path"), FIGURES)
def test_the_metric_as_built_has_the_value_of_the_file(site, capsys, name, column, dates, path):
    before = {entity.id for entity in jmsite.load(site).all("metric")}
    assert run(imported(name, column, dates)) == 0, capsys.readouterr()
    capsys.readouterr()
    assert run(["check"]) == 0, capsys.readouterr().out
    catalog = jmsite.load(site)
    (metric,) = [entity for entity in catalog.all("metric") if entity.id not in before]
    readings = [one for one in catalog.series(metric.id).total if one.value is not None]
    assert readings
    wanted, kind = figures_of(name, path), metric.fields.kind
    known = LINEAR.get(kind, "")
    if known in wanted:
        n = sum(one.n for one in readings)
        assert n == wanted["n"]
        mean = sum(one.value * one.n for one in readings) / n
        assert mean == pytest.approx(wanted[known], abs=0.06 if known != "mean" else 0.006)


def test_a_question_is_asked_and_nothing_written(site, capsys):
    before = sorted(site.rglob("*"))
    assert run(imported("surveymonkey-two-headers.csv", "", "")) == 1
    said = capsys.readouterr().out
    assert "several columns could be the answer" in said
    assert "How would you rate … [Seats]  (satisfaction)" in said
    assert run([*imported("enps.csv", "", ""), "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["choices"] == ["--dates day-first", "--dates month-first"]
    assert sorted(site.rglob("*")) == before


def test_several_columns_become_metrics_of_one_table(site, capsys):
    columns = ["--column", "Water supply", "--column", "Compost"]
    assert run(["import", str(SURVEYS / "google-forms-matrix.csv"), *columns, "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert len(found["written"]) == 3
    assert found["counts"]["rows_that_count"] == 28
    assert [one["csat"] for one in found["counts"]["figures"]] == [46.2, 48.0]
    assert run(["check"]) == 0


def test_dates_that_are_none_are_refused(site, capsys):
    assert run(imported("voc.csv", "", "yesterday")) == 2
    assert "--dates is day-first, month-first or a date" in capsys.readouterr().err
