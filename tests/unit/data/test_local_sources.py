"""Files under content/ as sources: workbooks, SPSS, folders, and SQL that can only read."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from jmsite.content.discover import discover
from jmsite.data.sources import files, sql_over_files
from jmsite.data.sources.packed_answers import LargeAnswerError, pack_answer
from jmsite.data.table import opened
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.model.page import Build
from jmsite.model.readings import Series
from jmsite.model.sources import Blob
from jmsite.pipeline import Compiled, compiled

DAYS = "day,score,who\n2026-05-01,9,007\n2026-05-02,2,008\n"


class Site:
    """A site of metrics and sources in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "content" / "data").mkdir(parents=True)
        (root / "content" / "metrics").mkdir()
        self.sources("")

    def sources(self, lines: str) -> None:
        (self.root / "content" / "site.yaml").write_text(f"title: Site\nsources:\n{lines}", "utf-8")

    def data(self, name: str, text: str) -> Path:
        file = self.root / "content" / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def metric(self, name: str, readings: str, kind: str = "value") -> None:
        text = f"title: {name}\nkind: {kind}\nreadings:\n  {readings}\n"
        (self.root / "content" / "metrics" / f"{name}.yaml").write_text(text, "utf-8")

    def built(self, memo: Memo | None = None) -> Compiled:
        return compiled(discover(self.root), memo or Memo())


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path.resolve() / "site")


def values(made: Compiled, metric: str) -> list[tuple[str, float | None]]:
    series: Series = made.catalog.table("series")[metric]
    return [(one.day.isoformat(), one.value) for one in series.total]


def faults(made: Build) -> list[tuple[str, str]]:
    return [(one.rule, one.message) for one in made.diagnostics if one.rule.startswith("data/")]


def test_a_sheet_of_a_workbook_is_read_by_its_name(site: Site) -> None:
    file = site.root / "content" / "data" / "book.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet("Notes").write(0, 0, "Nothing to see")
        sheet, days = book.add_worksheet("Answers"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["day", "score", "who"])
        for row, (day, score) in enumerate([(1, 9), (3, 1.204)], 1):
            sheet.write_datetime(row, 0, datetime(2026, 5, day), days)
            sheet.write_row(row, 1, [score, "a;b"])
    site.sources(
        "  book: {file: data/book.xlsx, sheet: answers}\n  gone: {file: data/book.xlsx, sheet: Nope}\n"
    )
    site.metric("mean", "{source: book, date: day, value: score}", "mean")
    site.metric("asked", "{source: book, sql: 'SELECT day AS date, score AS value FROM book'}")
    site.metric("gone", "{source: gone, date: day, value: score}", "mean")
    made = site.built()
    # a point before three digits parts no thousands in a workbook
    assert values(made, "mean") == [("2026-05-01", 5.102)]
    assert values(made, "asked") == [("2026-05-01", 9.0), ("2026-05-03", 1.204)]
    assert faults(made.site) == [
        (
            "data/unreadable",
            "'content/data/book.xlsx' cannot be read: it has no sheet 'Nope'; its sheets are 'Notes', 'Answers'",
        )
    ]


def test_an_spss_file_has_its_codes_and_its_labels(site: Site) -> None:
    shutil.copy(Path(__file__).parent / "survey.sav", site.root / "content" / "data")
    site.sources("  survey: {file: data/survey.sav}\n")
    site.metric("mean", "{source: survey, date: day, value: nps}", "mean")
    sql = """SELECT day AS date, sum(nps * sex) AS value FROM survey WHERE "sex label" = ''Man'' GROUP BY 1"""
    site.metric("men", f"{{source: survey, sql: '{sql}'}}")
    made = site.built()
    assert faults(made.site) == []
    assert values(made, "mean") == [("2026-05-01", 9.5)]
    assert values(made, "men") == [("2026-05-02", 20.0)]


@pytest.mark.parametrize("files", ["data/answers", "data/answers/", "data/answers/*.csv", "data/**/*.csv"])
def test_a_folder_of_files_is_one_table_whatever_the_order_of_their_columns(site: Site, files: str) -> None:
    site.data("answers/a.csv", DAYS)
    site.data("answers/b.csv", "Who;Day;Score;extra\n009;2026-06-01;10;x\n")
    site.data("answers/readme.md", "Not a table\n")
    site.sources(f"  answers: {{files: '{files}'}}\n")
    site.metric("mean", "{source: answers, date: day, value: score}", "mean")
    site.metric(
        "asked",
        "{source: answers, sql: 'SELECT day AS date, score AS value FROM answers WHERE extra = ''x'''}",
    )
    made = site.built()
    assert faults(made.site) == []
    assert values(made, "mean") == [("2026-05-01", 5.5), ("2026-06-01", 10.0)]
    assert values(made, "asked") == [("2026-06-01", 10.0)]
    unused = [one.place.path for one in made.site.diagnostics if one.rule == "file/unused"]
    assert [path for path in unused if path.endswith(".csv")] == []


def test_a_row_of_a_folder_that_does_not_fit_is_told_with_its_file(site: Site) -> None:
    site.data("answers/a.csv", DAYS)
    site.data("answers/b.csv", "day,score,who\n2026-06-01,10,9,8\n")
    site.sources("  answers: {files: data/answers}\n")
    site.metric("mean", "{source: answers, date: day, value: score}", "mean")
    assert faults(site.built().site) == [
        ("data/unreadable", "line 2 of 'content/data/answers/b.csv' has more cells than the header")
    ]


def test_a_file_of_a_folder_in_another_encoding_is_told_by_its_name(site: Site) -> None:
    site.data("answers/a.csv", DAYS)
    site.data("answers/b.csv", "").write_bytes("day,score,who\n2026-06-01,10,Zoë\n".encode("latin-1"))
    site.sources("  answers: {files: data/answers}\n")
    site.metric("mean", "{source: answers, date: day, value: score}", "mean")
    assert faults(site.built().site) == [
        ("data/unreadable", "'content/data/answers/b.csv' is not valid UTF-8")
    ]


def test_parquet_files_are_one_table_as_well(site: Site) -> None:
    import duckdb

    for name, day, score in (("a", "2026-05-01", 3), ("b", "2026-05-02", 5)):
        file = site.root / "content" / "data" / f"{name}.parquet"
        duckdb.sql(f"SELECT DATE '{day}' AS date, {score} AS value").write_parquet(str(file))
    site.sources("  days: {files: 'data/*.parquet'}\n")
    site.metric("mean", "{source: days}", "mean")
    site.metric("sum", "{source: days, sql: 'SELECT max(date) AS date, sum(value) AS value FROM days'}")
    made = site.built()
    assert (values(made, "mean"), values(made, "sum")) == ([("2026-05-01", 4.0)], [("2026-05-02", 8.0)])


def test_sql_joins_sources_and_a_code_keeps_its_zeros(site: Site) -> None:
    site.data("answers.csv", DAYS)
    site.data("people.csv", "who,country\n007,GB\n008,DE\n")
    site.sources("  answers: {file: data/answers.csv}\n  people: {file: data/people.csv}\n")
    sql = "SELECT day AS date, score AS value FROM answers JOIN people USING (who) WHERE country = ''DE''"
    site.metric("german", f"{{source: answers, sql: '{sql}'}}")
    site.metric(
        "file",
        "{file: data/answers.csv, sql: 'SELECT day AS date, score AS value FROM data WHERE who = ''007'''}",
    )
    made = site.built()
    assert faults(made.site) == []
    assert (values(made, "german"), values(made, "file")) == ([("2026-05-02", 2.0)], [("2026-05-01", 9.0)])
    assert made.site.closed
    # an answer depends on every file that it is made of
    site.data("people.csv", "who,country\n007,DE\n008,GB\n")
    assert values(site.built(), "german") == [("2026-05-01", 9.0)]


@pytest.mark.parametrize("name", ["kept", "found", "raw", "every", "whole"])
def test_a_source_may_have_any_name(site: Site, name: str):
    """Reading a file makes tables and views of these names, which must not be in the way of those of authors."""
    site.data("one.csv", DAYS)
    site.data("two.csv", DAYS)
    site.sources(f"  {name}: {{file: data/one.csv}}\n  other: {{file: data/two.csv}}\n")
    sql = f"SELECT one.day AS date, one.score AS value FROM {name} one JOIN other USING (day)"
    site.metric("asked", f"{{source: {name}, sql: '{sql}'}}")
    made = site.built()
    assert [one.rule for one in made.site.diagnostics if one.rule.startswith("data/")] == []
    assert [value for _, value in values(made, "asked")] == [9, 2]


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were laid ready for SQL, each as often as it was."""
    found: list[str] = []
    readable_files = sql_over_files.readable_files

    def noted(blob: Blob, *more: Any) -> Any:
        found.append(Path(blob.path).name)
        return readable_files(blob, *more)

    monkeypatch.setattr(sql_over_files, "readable_files", noted)
    return found


def test_a_source_is_opened_once_for_all_its_queries_and_not_at_all_for_kept_answers(
    site: Site, openings: list[str], tmp_path: Path
) -> None:
    for name in "abc":
        site.data(f"{name}.csv", DAYS)
    site.sources("".join(f"  {name}: {{file: data/{name}.csv}}\n" for name in "abc"))
    for at in range(12):
        name = "abc"[at % 3]
        site.metric(
            f"m{at}", f"{{source: {name}, sql: 'SELECT day AS date, score + {at} AS value FROM {name}'}}"
        )
    cache = DiskCache(file=tmp_path / "answers.db")
    first = site.built(Memo(cache=cache))
    assert sorted(openings) == ["a.csv", "b.csv", "c.csv"]
    openings.clear()
    second = site.built(Memo(cache=cache))
    assert openings == []
    assert [values(first, f"m{at}") for at in range(12)] == [values(second, f"m{at}") for at in range(12)]
    site.data("b.csv", DAYS.replace(",9,", ",4,"))
    assert values(site.built(Memo(cache=cache)), "m1") == [("2026-05-01", 5.0), ("2026-05-02", 3.0)]
    assert openings == ["b.csv"]


def test_what_is_wrong_with_one_query_leaves_the_others(site: Site) -> None:
    site.data("answers.csv", DAYS)
    site.sources("  answers: {file: data/answers.csv}\n")
    for name, sql in (
        ("good", "SELECT day AS date, score AS value FROM answers"),
        ("bad", "SELECT nix FROM answers"),
    ):
        site.metric(name, f"{{source: answers, sql: '{sql}'}}")
    made = site.built()
    assert values(made, "good") == [("2026-05-01", 9.0), ("2026-05-02", 2.0)]
    assert [rule for rule, _ in faults(made.site)] == ["data/query-failed"]
    assert "metrics/bad/index.html" in {one.path for one in made.site.outputs}


@pytest.mark.parametrize(
    "attempt",
    [
        "COPY answers TO 'copy.csv'",
        "COPY (SELECT 1) TO '{folder}/copy.csv'",
        "ATTACH '{folder}/new.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA memory_limit = '900GB'",
        "DROP TABLE answers",
        "INSERT INTO answers VALUES (1)",
        "WITH gone AS (DELETE FROM answers RETURNING *) SELECT * FROM gone",
        "SELECT * FROM answers; DELETE FROM answers",
        "EXPORT DATABASE '{folder}'",
        "SELECT * FROM read_text('{folder}/secret.txt')",
        "SELECT * FROM read_csv('{folder}/secret.txt')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM query('COPY answers TO ''copy.csv''')",
        "SELECT * FROM read_text('../secret.txt')",
        "SELECT * FROM read_csv('https://example.com/a.csv')",
        "SELECT * FROM 'https://example.com/a.parquet'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT getenv('HOME')",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "",
    ],
)
def test_sql_reads_the_sources_and_nothing_else(site: Site, attempt: str) -> None:
    secret = site.root / "secret.txt"
    secret.write_text("sentinel-of-the-file\n", "utf-8")
    site.data("answers.csv", DAYS)
    before = sorted(site.root.rglob("*"))
    blob = discover(site.root).blobs["content/data/answers.csv"]
    with sql_over_files.files_as_tables({"answers": blob}) as connection:
        told = sql_over_files.run_query(connection, "the answer", attempt.format(folder=site.root))
        again = sql_over_files.run_query(connection, "the answer", "SELECT count(*) AS n FROM answers")
    assert told.blob is None
    assert told.rule in ("data/query-refused", "data/query-failed")
    assert "sentinel" not in told.failed
    assert again.blob is not None
    assert again.blob.data == b'"n"\n2\n'
    assert sorted(site.root.rglob("*")) == before


def test_a_query_that_takes_too_long_is_stopped(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_over_files, "SECONDS", 0.05)
    site.data("answers.csv", DAYS)
    site.sources("  answers: {file: data/answers.csv}\n")
    site.metric(
        "slow", "{source: answers, sql: 'SELECT count(*) AS value FROM range(1000000000000) a, range(9) b'}"
    )
    assert faults(site.built().site) == [
        ("data/query-failed", "the query took longer than 0.05 seconds and was stopped")
    ]


def test_an_answer_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jmsite.data.sources.packed_answers.MOST_ROWS", 2)
    with pytest.raises(LargeAnswerError, match="more than 2 rows"):
        pack_answer("a", ["n"], [(1,), (2,), (3,)], False)
    monkeypatch.setattr("jmsite.data.sources.packed_answers.MOST_BYTES", 10)
    with pytest.raises(LargeAnswerError):
        pack_answer("a", ["n"], [("long enough",)], False)


CELLS = st.one_of(
    st.lists(
        st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])),
        max_size=5,
    ),
    st.lists(st.none() | st.integers(-(2**62), 2**62), max_size=5),
    st.lists(st.none() | st.floats(-1e9, 1e9).map(lambda number: round(number, 3)), max_size=5),
    st.lists(st.none() | st.dates(date(1900, 1, 1)), max_size=5),
    st.lists(st.none() | st.booleans(), max_size=5),
)


@given(CELLS)
def test_an_answer_is_read_as_it_was_packed(cells: list[Any]) -> None:
    blob = pack_answer("a", ['a "name"'], [(cell,) for cell in cells], True)
    with opened(blob, ()) as table:
        found = [cell for (cell,) in table.rows(f"SELECT {table.columns[0].sql} FROM every")]
    assert table.columns[0].name == 'a "name"'
    assert found == cells


def test_rows_have_an_order_of_their_own_unless_the_query_has_one() -> None:
    rows = [(2, "b"), (1, "a"), (1, None)]
    assert pack_answer("a", ["n", "w"], rows, False).data == b'"n","w"\n1,\n1,"a"\n2,"b"\n'
    assert pack_answer("a", ["n", "w"], rows, True).data == b'"n","w"\n2,"b"\n1,"a"\n1,\n'
    assert pack_answer("a", ["n", "n"], [(1, 2)], True).columns == (("n", "BIGINT"), ("n (2)", "BIGINT"))


def test_queries_that_share_a_table_are_asked_together() -> None:
    def blob(name: str) -> Blob:
        return Blob(path=f"content/data/{name}", digest=name, size=1, file=name)

    from jmsite.model.sources import Query

    def query(name: str) -> Query:
        return Query(kind="file", address=name, sql=name)

    todo = {
        query("1"): {"a": blob("a")}, query("2"): {"b": blob("b")}, query("3"): {"b": blob("b"), "a": blob("a")},
        query("4"): {"c": blob("c")}, query("5"): {"data": blob("a")},
    }  # fmt: skip
    found = [sorted(one.sql for one in some) for some in files._together(todo)]
    assert sorted(found) == [["1", "2", "3"], ["4"], ["5"]]
