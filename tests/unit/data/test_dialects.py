"""SQL is looked at in the dialect of its engine: what reads goes through, what does more is named, nobody connects.

An engine is handed an author's query as it stands, or all of a table; whatever is measured of the rows is worked out
here, the same for all. So what has to be right for each engine is which queries it may be sent.
"""

from __future__ import annotations

import builtins
import importlib
from pathlib import Path
from typing import Any

import pytest

from jmsite.content.discover import discover
from jmsite.data.sources.reading_only import check_reading
from jmsite.data.sources.statement import NotReadingError
from jmsite.data.sources.warehouses import WAREHOUSES
from jmsite.engine.memo import Memo
from jmsite.pipeline import compiled

ENGINES = tuple(WAREHOUSES)
READING = (
    "SELECT * FROM answers",
    "SELECT day, score, 1 AS weight FROM cx.answers WHERE country IN ('DE', 'FR') AND score IS NOT NULL",
    "SELECT day, sum(CASE WHEN score >= 9 THEN 1 ELSE 0 END) AS up, count(*) AS n FROM answers GROUP BY day",
    "WITH last AS (SELECT person, max(day) AS day FROM visits GROUP BY person) SELECT * FROM last",
    "SELECT a.day, a.score, b.stage FROM answers a JOIN stages b ON a.step = b.step",
    "SELECT day, score, row_number() OVER (PARTITION BY person ORDER BY day) AS nth FROM answers",
    "SELECT day, score FROM web UNION ALL SELECT day, score FROM shop",
)
"""A query for each way in which a measure takes its rows, as all of the engines write it."""
OWN = {
    "postgres": "SELECT at::date AS day, percentile_cont(0.5) WITHIN GROUP (ORDER BY t) AS t FROM w GROUP BY 1",
    "mysql": "SELECT DATE_FORMAT(`at`, '%Y-%m-01') AS day, AVG(`score`) AS score FROM `answers` GROUP BY 1",
    "clickhouse": "SELECT toStartOfMonth(at) AS day, quantile(0.5)(t) AS minutes FROM answers GROUP BY day",
    "trino": "SELECT date_trunc('month', at) AS day, approx_percentile(t, 0.5) AS t FROM hive.cx.answers GROUP BY 1",
    "snowflake": "SELECT day, score FROM answers QUALIFY row_number() OVER (PARTITION BY person ORDER BY day) = 1",
    "bigquery": "SELECT DATE_TRUNC(day, MONTH) AS day, score FROM `project.cx.answers`, UNNEST(scores) AS score",
    "databricks": "SELECT date_trunc('MONTH', at) AS day, score FROM main.cx.answers",
    "spark": "SELECT date_trunc('MONTH', at) AS day, explode(scores) AS score FROM answers",
}
"""A query that only the engine writes so."""
WRITING = {
    "INSERT INTO answers VALUES (1)": "this is INSERT",
    "UPDATE answers SET score = 10": "this is UPDATE",
    "DELETE FROM answers": "this is DELETE",
    "DROP TABLE answers": "this is DROP",
    "CREATE TABLE copied AS SELECT * FROM answers": "this is CREATE",
    "ALTER TABLE answers ADD COLUMN x INT": "this is ALTER",
    "TRUNCATE TABLE answers": "this is TRUNCATE",
    "GRANT SELECT ON answers TO reader": "this is GRANT",
    "SET x = 1": "this is SET",
    "CALL everything()": "this is CALL",
    "INSTALL httpfs": "INSTALL",
    "SELECT 1; DROP TABLE answers": "here are 2 statements",
    "": "the query is empty",
}
"""What does more than read, and how what is said of it names that."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sql", READING)
def test_what_reads_may_be_sent(engine: str, sql: str) -> None:
    warehouse = WAREHOUSES[engine]
    assert check_reading(sql, warehouse) is False
    assert check_reading(f"SELECT * FROM ({sql}) AS rows_of_it ORDER BY day", warehouse) is True


@pytest.mark.parametrize("engine", OWN)
def test_what_an_engine_alone_writes_may_be_sent_to_it(engine: str) -> None:
    check_reading(OWN[engine], WAREHOUSES[engine])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sql", WRITING)
def test_what_does_more_than_read_is_refused_by_its_name(engine: str, sql: str) -> None:
    with pytest.raises(NotReadingError) as told:
        check_reading(sql, WAREHOUSES[engine])
    assert WRITING[sql] in str(told.value)


def refusing(package: str) -> Any:
    """What imports as ever, but for a package that is not installed."""
    imported = builtins.__import__

    def found(name: str, *rest: Any, **more: Any) -> Any:
        if name == package or name.startswith(f"{package}."):
            raise ModuleNotFoundError(f"No module named '{package}'", name=package)
        return imported(name, *rest, **more)

    return found


DRIVERS = {
    "mysql": "MySQLdb", "clickhouse": "clickhouse_connect", "trino": "trino", "snowflake": "snowflake",
    "bigquery": "google.cloud.bigquery", "databricks": "databricks", "postgres": "psycopg",
}  # fmt: skip


@pytest.mark.parametrize("engine", DRIVERS)
def test_a_driver_that_is_missing_is_told_with_what_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    content = tmp_path.resolve() / "site" / "content"
    (content / "metrics").mkdir(parents=True)
    source = f"sources:\n  cx: {{url: '{engine}://reader@127.0.0.1/cx', table: answers}}\n"
    (content / "site.yaml").write_text(f"title: Site\n{source}", "utf-8")
    (content / "metrics" / "nps.yaml").write_text(
        "title: NPS\nkind: nps\nreadings: {source: cx, date: day, value: score}\n", "utf-8"
    )
    importlib.import_module("ibis")
    monkeypatch.setattr(builtins, "__import__", refusing(DRIVERS[engine]))
    for name in [one for one in importlib.sys.modules if f"ibis.backends.{engine}" in one]:  # type: ignore[attr-defined]
        monkeypatch.delitem(importlib.sys.modules, name)  # type: ignore[attr-defined]
    (found,) = [
        one for one in compiled(discover(content.parent), Memo()).site.diagnostics if "driver" in one.message
    ]
    assert (found.rule, found.place.line) == ("data/query-failed", 3)
    assert found.message == f"the driver that asks '{engine}://' is not installed"
    assert found.hint == f'pip install "ibis-framework[{engine}]"'
