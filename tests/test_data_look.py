"""``jmsite data look``, as somebody types it: what it would write passes a check, and nobody is shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from corpora_surveys import SURVEYS

import jmsite
from jmsite.cli.app import run
from jmsite.formats.yaml.writer import to_yaml

# export, a column of it, the column's value and n (expected.json)
LOOKED = [
    ("surveymonkey-two-headers.csv", "How likely", 25.0, 24),
    ("typeform-new.csv", "How likely", 42.1, 19),
    ("typeform-old.csv", "How was your first week", 64.3, 14),
    ("google-forms-matrix.csv", "How likely", 37.0, 27),
    ("google-forms-day-first.csv", "Wie wahrscheinlich", 31.6, 19),
    ("qualtrics-3-headers.csv", "On a scale", 33.3, 18),
    ("salesforce-report.csv", "Satisfaction", 70.6, 17),
    ("zendesk-tickets.csv", "Satisfaction", 71.4, 14),
    ("google-play-reviews.csv", "Star Rating", 3.94, 18),
    ("trustpilot.csv", "Review Stars", 3.9, 20),
]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content" / "data").mkdir(parents=True)
    (tmp_path / "content" / "metrics").mkdir()
    (tmp_path / "content" / "site.yaml").write_text(
        "title: Numbers\nsources:\n  answers: {file: data/a.csv}\n  waves: {files: data/w/*.csv}\n"
        "  shop: {url: 'duckdb://data/shop.duckdb'}\n  orders: {url: 'duckdb://data/shop.duckdb', table: orders}\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def looked(site: Path, name: str, capsys: pytest.CaptureFixture[str]) -> dict:
    shutil.copy(SURVEYS / name, site / "content" / "data" / name)
    assert run(["data", "look", f"data/{name}", "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("name", "column", "value", "n"), LOOKED)
def test_what_it_would_write_has_the_value_of_the_file(site, capsys, name, column, value, n):

    found = looked(site, name, capsys)
    (fields,) = [one["metric"] for one in found["metrics"] if one["column"].startswith(column)]
    (site / "content" / "metrics" / "m.yaml").write_text(to_yaml(fields), encoding="utf-8")
    assert run(["check", "--strict"]) == 0, capsys.readouterr().out
    known = [one for one in jmsite.load(site).series("m").total if one.value is not None]
    assert sum(one.n for one in known) == n
    assert sum(one.value * one.n for one in known) / n == pytest.approx(value, abs=0.06)


def test_nobody_is_shown(site, capsys):
    shutil.copy(SURVEYS / "surveymonkey-two-headers.csv", site / "content" / "data" / "a.csv")
    assert run(["data", "look", "answers"]) == 0
    said = capsys.readouterr().out
    assert "Email Address" in said
    assert "about people" in said
    for personal in ("@example", "192.0.2", "555", "Ada", "the little museum", "at seven in the morning"):
        assert personal not in said


def test_options_of_one_question_can_be_told_apart(site, capsys):
    shutil.copy(SURVEYS / "surveymonkey-two-headers.csv", site / "content" / "data" / "a.csv")
    assert run(["data", "look", "answers"]) == 0
    said = capsys.readouterr().out
    rows = said.partition("\n---\n")[0].splitlines()[3:]
    names = [row[:50].rstrip() for row in rows]
    assert len(names) == 26
    assert len(set(names)) == 26
    assert any(name.startswith("Which of these did you") and name.endswith("[Sun deck]") for name in names)
    assert 'kind: csat\nunit: "%"\n' in said


def test_answers_of_yes_and_no_need_no_labels_in_any_language(site, capsys):

    text = "Datum;Kam die Lieferung an?\n" + "2026-05-03;Ja\n" * 3 + "2026-05-04;Nein\n"
    (site / "content" / "data" / "a.csv").write_text(text, encoding="utf-8")
    assert run(["data", "look", "answers", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["metrics"]
    assert found["metric"]["kind"] == "share"
    assert "labels" not in found["metric"]["readings"]
    (site / "content" / "metrics" / "m.yaml").write_text(to_yaml(found["metric"]), encoding="utf-8")
    assert [(one.value, one.n) for one in jmsite.load(site).series("m").total] == [(75.0, 4)]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["data", "look", "nowhere.csv"], 2, "neither a file, nor a folder of tables, nor a source"),
        (["data", "look", "waves"], 1, "source 'waves': there is no table in 'content/data/w/*.csv'"),
        (["data", "look", "shop"], 1, "source 'shop': there is no file 'content/data/shop.duckdb'"),
        (["data", "look", "content/site.yaml", "--format", "xml"], 2, "xml"),
    ],
)
def test_what_is_no_table_is_refused(site, capsys, words, code, said):
    assert run(words) == code
    assert said in capsys.readouterr().err


def test_a_connection_names_its_tables_and_a_metric_of_one_asks_for_no_other_columns(site, capsys):
    with duckdb.connect(str(site / "content" / "data" / "shop.duckdb")) as shop:
        shop.execute(
            "CREATE TABLE answers AS SELECT DATE '2026-05-01' + CAST(i % 28 AS INT) AS day, i % 11 AS score, i AS id,"
            " 'p' || i || '@example.com' AS email FROM range(40) t(i)"
        )
        shop.execute("CREATE SCHEMA old; CREATE TABLE old.answers (a INT)")
    assert run(["data", "look", "shop"]) == 2
    assert "with '--table'; it has 'answers', 'old.answers'" in capsys.readouterr().err
    assert run(["data", "look", "shop", "--table", "answers", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["name"]: one["guess"] for one in told["columns"]} == {
        "day": "date", "score": "nps", "id": "numbers", "email": "about people",
    }  # fmt: skip
    (found,) = [one["metric"] for one in told["metrics"] if one["column"] == "score"]
    assert found["readings"]["sql"] == "SELECT day, score FROM answers"
    metric = site / "content" / "metrics" / "m.yaml"
    metric.write_text(to_yaml(found), encoding="utf-8")
    assert [one.n for one in jmsite.load(site).series("m").total] == [40]
    # what is committed is named where it is about people
    assert run(["data", "refresh", "--write"]) == 0
    assert "warning" not in capsys.readouterr().err
    metric.write_text(to_yaml(found).replace("day, score", "*"), encoding="utf-8")
    assert run(["data", "refresh", "--write"]) == 0
    assert "is in the repository with 'email' (about people); name in its query" in capsys.readouterr().err
