"""Moments that know their zone come through every door: files, SQL over them, and the rows of charts."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest
from conftest import Project

from jmsite.cli.app import run

ROWS = (
    "SELECT TIMESTAMPTZ '2026-01-31 23:30:00-05' AS date, 3 AS value"
    " UNION ALL SELECT TIMESTAMPTZ '2026-02-05 10:00:00+00', 5"
)
CHART = """---
title: Drawn
---

```chart
chart: vega-lite
caption: What was answered
{rows}
spec: {{mark: bar, encoding: {{x: {{field: date, type: temporal}}, y: {{field: value, type: quantitative}}}}}}
```
"""


@pytest.fixture
def site(project: Callable[[str], Project]) -> Project:
    made = project("minimal").edit(
        "site.yaml", "title: Minimal\nsources: {answers: {file: data/a.parquet}}\n"
    )
    (made.root / "content/data").mkdir()
    duckdb.sql(ROWS).write_parquet(str(made.root / "content/data/a.parquet"))
    return made


@pytest.mark.parametrize(
    "readings",
    [
        "{file: data/a.parquet}",
        "{source: answers}",
        "{source: answers, sql: SELECT * FROM answers}",
        '{source: answers, sql: "SELECT date, value FROM answers ORDER BY value; -- all of them"}',
        "{source: answers, sql: 'WITH a AS (FROM answers) SELECT value, value, date FROM a'}",
        "{source: answers, sql: 'SELECT value, date, [date] AS every FROM answers'}",
    ],
)
def test_a_metric_has_the_day_of_utc(site: Project, readings: str) -> None:
    built = site.edit("metrics/mood.yaml", f"title: Mood\nkind: mean\nreadings: {readings}\n").build()
    assert built.rules == []
    page = built.page("/metrics/mood/").text
    assert "February 2026 4 2" in page
    assert "January 2026" not in page


@pytest.mark.parametrize("rows", ["data: data/a.parquet", "source: answers\nsql: SELECT * FROM answers"])
def test_a_chart_draws_them(site: Project, rows: str) -> None:
    built = site.edit("pages/drawn.md", CHART.format(rows=rows)).build()
    assert built.rules == []
    assert "<svg" in built.page("/pages/drawn/").html


def test_a_query_prints_them(
    site: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(site.root)
    assert run(["query", "answers", "SELECT date FROM answers ORDER BY 1", "--format", "csv"]) == 0
    assert capsys.readouterr().out.split("\n")[1] == "2026-02-01 04:30:00"
