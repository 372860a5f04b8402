"""What SQL tries beyond reading its sources is refused by every door: a command, a chart in prose, a metric, a pool."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from conftest import Project

from jmsite.cli.app import run

SENTINEL = "kept-from-all-readers"
ATTACKS = {
    "COPY answers TO 'copy.csv'": "this is COPY",
    "COPY (SELECT 1) TO '{folder}/copy.csv'": "this is COPY",
    "ATTACH '{folder}/new.db'": "this is ATTACH",
    "DETACH memory": "this is DETACH",
    "INSTALL httpfs": "this is INSTALL",
    "/* first of all */ force install httpfs": "this is INSTALL",
    "LOAD httpfs": "this is LOAD",
    "UPDATE EXTENSIONS": "this is UPDATE",
    "PRAGMA database_list": "this is PRAGMA",
    "PRAGMA memory_limit='900GB'": "this is PRAGMA",
    "SET enable_external_access=true": "this is SET",
    "RESET enable_external_access": "this is RESET",
    "CALL pragma_version()": "this is CALL",
    "EXPORT DATABASE '{folder}/all'": "this is EXPORT",
    "IMPORT DATABASE '{folder}/all'": "this is IMPORT",
    "CREATE TABLE t AS SELECT 1 AS value": "this is CREATE",
    "CREATE SECRET s (TYPE s3)": "this is CREATE",
    "INSERT INTO answers VALUES (1, 2)": "this is INSERT",
    "WITH gone AS (DELETE FROM answers RETURNING *) SELECT * FROM gone": "a part of it is DELETE",
    "SELECT * FROM answers; DROP TABLE answers": "here are 2 statements",
    "PIVOT answers ON day": "PIVOT is several statements in one here",
    "SELECT * FROM read_csv('/etc/passwd')": 'Cannot access file "/etc/passwd"',
    "SELECT * FROM read_text('{folder}/secret.txt')": "secret.txt",
    "SELECT * FROM '{folder}/secret.csv'": "secret.csv",
    "SELECT * FROM glob('{folder}/*')": "Cannot access file",
    "SELECT * FROM read_csv('https://example.com/a.csv')": "https://example.com/a.csv",
    "SELECT * FROM sqlite_scan('a.db', 'b')": "sqlite_scanner extension.; no extension is loaded here",
    "SELECT * FROM duckdb_secrets()": 'Cannot access directory "~',
    "SELECT getenv('CX_PASSWORD') AS value": "getenv does not exist",
}
"""What is tried, and how what is said of it names that."""
METRIC = """title: Asked {at}
kind: mean
readings:
  source: answers
  date: day
  value: value
  sql: {sql}
"""
POOL = """title: Pooled {at}
kind: mean
scale: {{min: 1, max: 5}}
readings:
  pool:
    - {{source: answers, date: day, value: value}}
    - source: answers
      date: day
      value: value
      sql: {sql}
"""
BLOCK = """
```chart
chart: vega-lite
source: answers
sql: {sql}
spec: {{mark: bar, encoding: {{x: {{field: value, type: quantitative}}}}}}
```
"""
REFUSED = {"data/query-refused", "data/query-failed"}


@pytest.fixture
def site(project: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    """A site with a source of answers, and words that none of its queries may read."""
    made = project("minimal")
    monkeypatch.setenv("CX_PASSWORD", SENTINEL)
    (made.root / "secret.txt").write_text(SENTINEL, "utf-8")
    (made.root / "secret.csv").write_text(f"value\n{SENTINEL}\n", "utf-8")
    made.edit("data/answers.csv", "day,value\n2026-05-01,3\n2026-06-01,4\n")
    return made.edit("site.yaml", "title: Minimal\nsources: {answers: {file: data/answers.csv}}\n")


def left(site: Project) -> list[str]:
    return sorted(file.relative_to(site.root).as_posix() for file in site.root.rglob("*"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_command_asks_nothing_else(site: Project, capfd: pytest.CaptureFixture[str], attack: str) -> None:
    before = left(site)
    assert run(["query", "answers", attack.format(folder=site.root), "--root", str(site.root)]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert ATTACKS[attack] in said.err
    assert SENTINEL not in said.err
    assert "root:" not in said.err
    assert left(site) == before


@pytest.mark.parametrize("door", [METRIC, POOL, BLOCK], ids=["metric", "pool", "chart"])
def test_what_a_site_asks_is_refused_at_its_line_and_the_rest_is_built(site: Project, door: str) -> None:
    asked = [json.dumps(attack.format(folder=site.root)) for attack in ATTACKS]
    wanted = []
    if door is BLOCK:
        blocks = [door.format(sql=sql) for sql in asked]
        text = "# Numbers\n" + "".join(blocks)
        site.edit("pages/numbers.md", text)
        wanted = [
            ("content/pages/numbers.md", at)
            for at, line in enumerate(text.splitlines(), 1)
            if line.startswith("sql: ")
        ]
    else:
        for at, sql in enumerate(asked):
            text = door.format(at=at, sql=sql)
            site.edit(f"metrics/m{at:02}.yaml", text)
            wanted.append((f"content/metrics/m{at:02}.yaml", len(text.splitlines())))
    before = left(site)
    built = site.build()
    told = [(one.place.path, one.place.line) for one in built.diagnostics if one.rule in REFUSED]
    assert sorted(told) == sorted(wanted)
    assert left(site) == before
    assert {"index.html", "journeys/visit/index.html", "personas/anna/index.html"} <= set(built.files)
    assert SENTINEL.encode() not in b"".join(built.files.values()) + built.report.encode()
    assert b"root:" not in b"".join(data for path, data in built.files.items() if path.endswith(".html"))
    if door is POOL:  # the survey beside it still counts
        assert "June 2026" in built.page("/metrics/m00/").text
