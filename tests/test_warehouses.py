"""The same rows give the same readings wherever they are: in a file, a real PostgreSQL, and a real Spark."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from servers import postgres, server_programs

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.data.sources import connections
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.model.metric_kinds import METRIC_KINDS
from jmsite.model.sources import Inputs
from jmsite.model.value import plain
from jmsite.pipeline import Compiled, compiled

SENTINEL = "s3ntinel/of the:p@ssword"
STAGES = ("need", "pay", "keep")
ROWS = [
    (
        f"2026-{1 + at % 5:02}-{1 + at % 27:02}",
        at * 7 % 11,
        1 + at * 3 % 5,
        ("yes", "no", "yes")[at % 3],
        round(at * 1.37 % 9, 3),
        f"p{at % 40}",
        STAGES[at % 3],
        at % 6,
        6,
        (at % 21 - 10) / 10,
    )
    for at in range(240)
]
COLUMNS = ("day", "score", "rating", "said", "minutes", "person", "stage", "upper", "lower", "mood")
WORD, WHOLE, REAL = "varchar(9)", "integer", "double precision"
TYPES = ("date", WHOLE, WHOLE, WORD, REAL, WORD, WORD, WHOLE, WHOLE, REAL)
BY_KIND = {
    "value": "value: minutes", "nps": "value: score, stage: stage", "funnel": "value: person, stage: stage",
    "rate": "numerator: upper, denominator: lower", "share": "value: said", "duration": "value: minutes",
    "enps": "value: score", "sentiment": "value: mood", "retention": "value: person",
}  # fmt: skip
BESIDE = {
    "weighted": "kind: mean\nreadings: {0}, value: rating, weight: heavy}}",
    "weighted-median": "kind: median\nreadings: {0}, value: minutes, weight: heavy}}",
    "ninth-decile": "kind: quantile\nquantile: 0.9\nreadings: {0}, value: minutes}}",
    "cut": "kind: csat\nreadings: {0}, value: rating, stage: stage, by: {{said: said}}}}",
    "some": "kind: share\nreadings: {0}, value: said, where: {{stage: {{not: keep}}, minutes: {{min: 2.5}}}}}}",
    "in-spring": "kind: nps\nreadings: {0}, value: score, where: {{day: {{min: 2026-03-01}}}}, once: [person]}}",
    "seen-again": "kind: retention\nreadings: {0}, value: person, every: month, after: 2}}",
    "pooled": "kind: nps\nreadings: {{pool: [{0}, value: score}}, {1}, value: score, stage: stage}}]}}",
}
"""What a metric of each kind leaves out: weights, cuts, filters, surveys that are pooled."""
JOURNEY = """title: Buy
events: {{source: answers, sql: "{0}", case: person, event: stage, time: day, min_n: 1}}
"""
STEPS = "title: All of it\nsteps: [{title: need}, {title: pay}, {title: keep}]\n"
SETTINGS = "title: Site\nrules: {data/unknown-id: {severity: 'off'}, data/left-out: {severity: 'off'}}\n"
ANSWERS = "SELECT {columns} FROM answers"


def readings_of(kind: str) -> str:
    """How the table is read for a metric of a kind; any other takes the ratings."""
    return BY_KIND.get(kind, "value: rating")


def missing(what: str) -> None:
    """Leave a test out, and say why; under CI it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {what}")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL with the rows, whose password is in the environment."""
    programs = server_programs()
    if programs is None:
        missing("PostgreSQL (Debian: postgresql)")
        return
    import psycopg

    with postgres(programs, SENTINEL) as address:
        with psycopg.connect(address, password=SENTINEL, autocommit=True) as connection:
            fields = ", ".join(f"{name} {type}" for name, type in zip(COLUMNS, TYPES, strict=True))
            connection.execute(f"CREATE TABLE answers ({fields})")
            connection.cursor().executemany(
                f"INSERT INTO answers VALUES ({', '.join(['%s'] * len(COLUMNS))})", ROWS
            )
        yield address


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CX_PASSWORD", SENTINEL)


class Site:
    """A site whose metrics, one of each kind, ask one source."""

    def __init__(self, root: Path, source: str, kinds: Any = METRIC_KINDS) -> None:
        self.root = root
        (root / "content" / "metrics").mkdir(parents=True)
        (root / "content" / "data").mkdir()
        self.source(source)
        sql = ANSWERS.format(columns=", ".join(COLUMNS))
        for kind in kinds:
            self.ask(kind, sql, kind)
        if kinds is METRIC_KINDS:
            self.ask_beside(sql)

    def source(self, words: str) -> None:
        (self.root / "content" / "site.yaml").write_text(
            f"{SETTINGS}sources:\n  answers: {{{words}}}\n", "utf-8"
        )

    def ask(self, name: str, sql: str, kind: str = "value") -> None:
        readings = f'{{source: answers, sql: "{sql}", date: day, {readings_of(kind)}}}'
        text = f"title: {name}\nkind: {kind}\nreadings: {readings}\n"
        (self.root / "content" / "metrics" / f"{name}.yaml").write_text(text, "utf-8")

    def ask_beside(self, sql: str) -> None:
        """Ask for everything that tells readings of one kind from others, and for the ways through a journey."""
        heavy, late = (
            f"{sql[: -len(' FROM answers')]}, 1 + upper AS heavy FROM answers",
            f"{sql} WHERE lower > 5",
        )
        asked = [f'{{source: answers, sql: "{one}", date: day' for one in (heavy, late)]
        for name, text in BESIDE.items():
            file = self.root / "content" / "metrics" / f"{name}.yaml"
            file.write_text(f"title: {name}\n{text.format(*asked)}\n", "utf-8")
        journey = self.root / "content" / "journeys" / "buy"
        journey.mkdir(parents=True)
        (journey / "journey.yaml").write_text(JOURNEY.format(sql), "utf-8")
        (journey / "01-all.yaml").write_text(STEPS, "utf-8")

    def built(self, memo: Memo | None = None) -> Compiled:
        return compiled(discover(self.root), memo or Memo())


def told(made: Compiled) -> list[str]:
    return [f"{one.rule}: {one.message}" for one in made.site.diagnostics if one.rule.startswith("data/")]


def page(made: Compiled) -> str:
    """The page of the metric that is called after minutes."""
    (found,) = [one.content for one in made.site.outputs if one.path == "metrics/minutes/index.html"]
    assert isinstance(found, bytes)
    return found.decode()


@pytest.fixture(scope="module")
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What DuckDB reads of the rows in a file."""
    site = Site(tmp_path_factory.mktemp("file").resolve() / "site", "file: data/answers.csv")
    lines = [",".join(COLUMNS), *(",".join(map(str, row)) for row in ROWS)]
    (site.root / "content" / "data" / "answers.csv").write_text("\n".join(lines) + "\n", "utf-8")
    made = site.built()
    assert told(made) == []
    series = made.catalog.table("series")
    assert set(series) == {*METRIC_KINDS, *BESIDE}
    assert all(one.latest is not None for one in series.values())
    assert {own for one in series["cut"].parts for own in one.own} == {("said", "yes"), ("said", "no")}
    assert [one.title for one in series["pooled"].surveys] == ["answers", "answers"]
    flow = made.catalog.table("flows")["buy"]
    assert flow.cases == len({row[COLUMNS.index("person")] for row in ROWS})
    return {**series, "the log": flow}


def readings(made: Compiled) -> dict[str, Any]:
    """What a site says of all its metrics and of its log."""
    return {**made.catalog.table("series"), "the log": made.catalog.table("flows")["buy"]}


def test_postgresql_gives_the_same_readings_for_every_kind(
    server: str, in_a_file: dict[str, Any], tmp_path: Path
) -> None:
    made = Site(tmp_path.resolve() / "site", f"url: '{server}', password_env: CX_PASSWORD").built()
    assert told(made) == []
    assert readings(made) == in_a_file
    assert not made.site.closed


def test_spark_gives_the_same_readings_for_every_kind(in_a_file: dict[str, Any], tmp_path: Path) -> None:
    """In a process of its own, since Spark leaves sockets open in the one that asks it."""
    if shutil.which("java") is None:
        missing("Java for Spark (Debian: default-jre-headless)")
    root = tmp_path.resolve() / "site"
    Site(root, "url: 'spark://local'")
    rows = tmp_path / "rows.json"
    named = {"date": "string", WHOLE: "int", WORD: "string", REAL: "double"}
    types = ", ".join(f"{name} {named[type]}" for name, type in zip(COLUMNS, TYPES, strict=True))
    rows.write_text(json.dumps([types, ROWS]))
    program = Path(__file__).parent / "spark_readings.py"
    words = [sys.executable, "-W", "ignore", str(program), str(rows), str(root), str(tmp_path / "found.json")]
    run_there = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert run_there.returncode == 0, run_there.stderr[-3000:]
    faults, series = json.loads((tmp_path / "found.json").read_text())
    assert faults == []
    assert series == json.loads(json.dumps({name: plain(one) for name, one in in_a_file.items()}))


WRITING = (
    "DELETE FROM answers",
    "WITH gone AS (DELETE FROM answers RETURNING *) SELECT * FROM gone",
    "SELECT * INTO copied FROM answers",
    "SELECT 1; DROP TABLE answers",
    "SET statement_timeout = 0",
    "COPY answers TO '/dev/null'",
    "SELECT pg_read_file('/etc/hostname')",
    "SELECT set_config('transaction_read_only', 'off', false)",
)


def test_a_query_can_only_read_and_what_is_wrong_with_it_is_told_where_it_stands(
    server: str, tmp_path: Path
) -> None:
    site = Site(tmp_path.resolve() / "site", f"url: '{server}', password_env: CX_PASSWORD", kinds=())
    for at, sql in enumerate(WRITING):
        site.ask(f"w{at}", sql)
    site.ask("x-missing", "SELECT nix FROM answers")
    site.ask("y-zero", "SELECT 1 / 0 AS value")
    site.ask("z-good", "SELECT day, minutes FROM answers LIMIT 1")
    made = site.built()
    found = [one for one in made.site.diagnostics if one.rule.startswith("data/")]
    assert [one.rule for one in found] == ["data/query-refused"] * len(WRITING) + ["data/query-failed"] * 2
    assert {one.place.line for one in found} == {3}
    assert [one.message for one in found][-2:] == [
        'column "nix" does not exist LINE 1: SELECT nix FROM answers',
        "division by zero",
    ]
    assert set(made.catalog.table("series")) == {"z-good"}


def test_the_transaction_itself_only_reads(server: str) -> None:
    from jmsite.data.sources.asking import _connected
    from jmsite.model.sources import Query

    query = Query(kind="url", address=server, source="answers", secret="CX_PASSWORD")
    with _connected(query) as (connection, _), pytest.raises(Exception, match="read-only transaction"):
        connection.raw_sql("DELETE FROM answers")


def everything_in(folder: Path) -> bytes:
    return b"\0".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.mark.parametrize("wrong", ["", "password", "port", "driver"])
def test_a_password_is_in_nothing_that_is_written_printed_or_kept(
    server: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    wrong: str,
) -> None:
    address = "postgres://reader@127.0.0.1:1/cx" if wrong == "port" else server
    if wrong == "password":
        monkeypatch.setenv("CX_PASSWORD", f"{SENTINEL} but another")
    if wrong == "driver":  # some repeat all that they were given
        said = (
            f"no route to postgres://reader:{quote(SENTINEL)}@db/cx with password='{SENTINEL}' {SENTINEL!r}"
        )
        monkeypatch.setattr("ibis.connect", lambda *_, **__: (_ for _ in ()).throw(RuntimeError(said)))
    words = f"url: '{address}', password_env: CX_PASSWORD, snapshots: true"
    site = Site(tmp_path.resolve() / "site", words, kinds=("nps",))
    for command in (
        ["check"], ["build"], ["data", "refresh"], ["build"], ["export", "csv", "--output", str(site.root / "out.csv")],
        ["query", "answers", "SELECT nix FROM answers"], ["query", "answers", "SELECT * FROM answers"],
    ):  # fmt: skip
        run([*command, "--root", str(site.root)])
    out, err = capfd.readouterr()
    found = everything_in(site.root) + out.encode() + err.encode()
    for form in (SENTINEL, quote(SENTINEL), quote_plus(SENTINEL), "s3ntinel", "p@ssword"):
        assert form.encode() not in found
    assert b"answers" in found


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    site = Site(
        tmp_path.resolve() / "site", "url: 'postgres://reader:s3ntinel@127.0.0.1:1/cx'", kinds=("nps",)
    )
    (found,) = told(site.built())
    assert "s3ntinel" not in found
    assert "its 'url' holds a password" in found


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many queries each connection was asked, one entry a connection."""
    found: list[int] = []
    ask = connections.ask_warehouse

    def noted(queries: Any) -> Any:
        found.append(len(queries))
        return ask(queries)

    monkeypatch.setattr(connections, "ask_warehouse", noted)
    return found


def test_an_answer_holds_for_a_while_and_is_used_when_there_is_none(
    server: str, tmp_path: Path, tries: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(
        tmp_path.resolve() / "site",
        f"url: '{server}', password_env: CX_PASSWORD, refresh: P7D",
        kinds=("nps", "mean"),
    )
    cache = DiskCache(file=tmp_path / "answers.db")
    first = site.built(Memo(cache=cache))
    again = site.built(Memo(cache=cache))
    assert tries == [1]  # both metrics ask the same
    assert again.catalog.table("series") == first.catalog.table("series")
    site.source(f"url: '{server}', password_env: CX_PASSWORD, refresh: PT0S")
    site.built(Memo(cache=cache))
    assert tries == [1, 1]
    monkeypatch.delenv("CX_PASSWORD")
    late = site.built(Memo(cache=cache))
    assert late.catalog.table("series") == first.catalog.table("series")
    assert [one.rule for one in late.site.diagnostics if one.rule.startswith("data/")] == [
        "data/old-answer"
    ] * 2
    day = next(iter(first.inputs.snapshots.values())).taken[:10]
    assert told(late)[0] == (
        "data/old-answer: the environment has no variable CX_PASSWORD, which holds its password; the answer of"
        f" {day} is shown, which is less than two hours old"
    )
    without = site.built()
    assert [one.rule for one in without.site.diagnostics if one.rule.startswith("data/")] == [
        "data/query-failed"
    ] * 2
    assert "metrics/nps/index.html" in {one.path for one in without.site.outputs}


def test_the_last_answer_is_shown_with_its_age_after_the_server_has_stopped(tmp_path: Path) -> None:
    """In all of it: the readings stay, page and report tell the day, and only what has to be asked anew is a fault."""
    programs = server_programs()
    if programs is None:
        missing("PostgreSQL (Debian: postgresql)")
        return
    import psycopg

    cache = DiskCache(file=tmp_path / "answers.db")
    with postgres(programs, SENTINEL) as address:
        with psycopg.connect(address, password=SENTINEL, autocommit=True) as connection:
            connection.execute("CREATE TABLE answers AS SELECT DATE '2026-05-01' AS day, 3.5 AS minutes")
        words = f"url: '{address}', password_env: CX_PASSWORD, table: answers, refresh: {{}}"
        site = Site(tmp_path.resolve() / "site", words.format("P7D"), kinds=())
        site.ask("minutes", "SELECT day, minutes FROM answers")
        first = site.built(Memo(cache=cache))
    assert told(first) == []
    day = next(iter(first.inputs.snapshots.values())).taken[:10]
    # it still holds: nobody asks
    held = site.built(Memo(cache=cache))
    assert (told(held), held.catalog.table("series")) == ([], first.catalog.table("series"))
    assert "asked on" not in page(held)
    site.source(words.format("PT0S"))
    late = site.built(Memo(cache=cache))
    assert late.catalog.table("series") == first.catalog.table("series")
    written = date.fromisoformat(day)
    assert f"answers, asked on {written.day} {written:%B %Y}" in page(late)
    (fault,) = [one for one in late.site.diagnostics if one.rule == "data/old-answer"]
    assert (fault.place.path, fault.place.line) == ("content/metrics/minutes.yaml", 3)
    assert fault.message.endswith(f"; the answer of {day} is shown, which is less than two hours old")


def test_committed_answers_need_no_connection_and_stay_in_order(
    server: str,
    tmp_path: Path,
    tries: list[int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = Site(
        tmp_path.resolve() / "site", f"url: '{server}', password_env: CX_PASSWORD", kinds=("nps", "funnel")
    )
    site.ask("mood", "SELECT day, avg(minutes) AS minutes FROM answers GROUP BY day")
    before = site.built()
    assert run(["data", "refresh", "--write", "--root", str(site.root)]) == 0
    assert capsys.readouterr().out == "answers: 2 of 2 queries answered, written to content/data/snapshots\n"
    kept = site.root / "content" / "data" / "snapshots"
    assert sorted(file.name for file in kept.iterdir()) == [
        "answers-funnel.csv", "answers-mood.csv", "snapshots.json",
    ]  # fmt: skip
    lines = (kept / "answers-mood.csv").read_text().splitlines()
    assert lines[0] == '"day","minutes"'
    assert lines[1:] == sorted(lines[1:])
    tries.clear()
    monkeypatch.delenv("CX_PASSWORD")
    after = site.built()
    assert tries == []
    assert after.catalog.table("series") == before.catalog.table("series")
    assert after.site.closed
    assert told(after) == told(before)
    assert [one.rule for one in after.site.diagnostics if one.rule == "file/unused"] == []
    # what was committed is asked again, and the same rows are the same file
    monkeypatch.setenv("CX_PASSWORD", SENTINEL)
    assert run(["data", "refresh", "answers", "--write", "--root", str(site.root)]) == 0
    assert (kept / "answers-mood.csv").read_text().splitlines() == lines


def test_refresh_and_query_say_what_they_cannot_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = Site(tmp_path.resolve() / "site", "url: 'postgres://reader@127.0.0.1:1/cx'", kinds=("nps",))
    root = ["--root", str(site.root)]
    assert run(["data", "refresh", "answer", *root]) == 2
    assert capsys.readouterr().err == "jmsite: unknown connection 'answer'; did you mean 'answers'?\n"
    assert run(["data", "refresh", *root]) == 1
    out, err = capsys.readouterr()
    assert out == "answers: 0 of 1 query answered\n"
    assert "Connection refused" in err
    assert run(["query", "nobody", "SELECT 1", *root]) == 2
    assert run(["query", "answers", "SELECT 1", "--format", "xml", *root]) == 2


def test_connections_are_loaded_only_when_they_are_asked(tmp_path: Path) -> None:
    code = "import sys, jmsite.data.fetch; sys.exit(bool({'ibis', 'sqlglot', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_duckdb_file_is_asked_as_any_other_warehouse(tmp_path: Path) -> None:
    import duckdb

    site = Site(tmp_path.resolve() / "site", "url: 'duckdb://data/cx.duckdb', table: answers", kinds=())
    with duckdb.connect(str(site.root / "content" / "data" / "cx.duckdb")) as connection:
        connection.execute("CREATE TABLE answers AS SELECT DATE '2026-05-01' AS day, 3.5 AS minutes")
    site.ask("asked", "SELECT day, minutes FROM answers")
    site.ask("written", "DROP TABLE answers")
    site.ask("elsewhere", "SELECT * FROM read_text('/etc/hostname')")
    (site.root / "content" / "metrics" / "whole.yaml").write_text(
        "title: whole\nreadings: {source: answers, date: day, value: minutes}\n", "utf-8"
    )
    made = site.built()
    series = made.catalog.table("series")
    assert {name: [one.value for one in series[name].total] for name in series} == {
        "asked": [3.5],
        "whole": [3.5],
    }
    assert [one.rule for one in made.site.diagnostics if one.rule.startswith("data/")] == [
        "data/query-refused"
    ] * 2
    assert [one.rule for one in made.site.diagnostics if one.rule == "file/unused"] == []


def test_inputs_hold_no_password(server: str, tmp_path: Path) -> None:
    made = Site(
        tmp_path.resolve() / "site", f"url: '{server}', password_env: CX_PASSWORD", kinds=("nps",)
    ).built()
    assert isinstance(made.inputs, Inputs)
    assert "s3ntinel" not in repr(made.inputs.snapshots)
