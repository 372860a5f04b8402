"""Odd files: each is read rightly, or its fault says what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from asking import ask, ask_text, only, rules

LONG = "How likely is it, all things considered, " * 6 + "that you tell a friend?"


def test_long_headers_and_line_breaks_inside_are_columns(tmp_path: Path) -> None:
    text = f'date,"{LONG}","What\nelse?"\r\n2026-05-01,9,"two\nlines, ""quoted"""\r\n2026-05-02,,x\r\n'
    assert len(LONG) > 256
    assert only(ask_text(tmp_path, text, "nps", value=LONG).value).n == 1
    told = ask_text(tmp_path, text, "share", value="What else?")
    assert rules(told) == ["data/not-a-number"]


def test_blank_cells_are_missing_and_not_zero(tmp_path: Path) -> None:
    one = only(
        ask_text(
            tmp_path, "date,value\n2026-05-01,4\n2026-05-01,\n2026-05-01, \n2026-05-01,NA\n", "mean"
        ).value
    )
    assert (one.value, one.n) == (4.0, 1)


def test_the_header_may_stand_in_the_second_row(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, ",,\r\ndate,value,who\r\n2026-05-01,4,anna\r\n", "mean", persona="who")
    assert rules(checked) == []
    assert only(checked.value).value == 4.0


@pytest.mark.parametrize(
    ("first", "is_header"),
    [
        ("anna,very likely,", True),  # words alone, above the first row with a day
        ("anna,10 - Extremely likely,", False),
        ("anna,7,", False),
        ("anna,yes,", False),
        ("anna,No,", False),
        ("anna,3.5 %,", False),
        ("anna,,", False),
        ("anna,very likely,2026-05-02", False),
    ],
)
def test_a_row_of_words_is_of_the_header_and_one_with_a_value_is_a_reading(
    tmp_path: Path, first: str, is_header: bool
) -> None:
    checked = ask_text(tmp_path, f"who,value,date\n{first}\nben,3,2026-05-01\n", "nps")
    told = [one.message for one in checked.diagnostics if one.rule == "data/header-rows"]
    assert told == (["line 2 of 'content/data/t.csv' is part of the header"] if is_header else [])


@pytest.mark.parametrize(
    ("between", "told"), [("", []), ("\n", ["data/missing-column"]), (",,\n", ["data/missing-column"])]
)
def test_a_row_above_is_of_the_header_only_where_it_is_right_above(
    tmp_path: Path, between: str, told: list[str]
) -> None:
    text = f",,Channel\n{between}date,value,\n2026-05-01,4,web\n"
    found = ask_text(tmp_path, text, "mean", channel="channel")
    assert [one for one in rules(found) if one != "data/header-rows"] == told


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ({"decimal": ","}, 1.234),
        ({"decimal": "."}, 1234.0),
        ({"thousands": ","}, 1234.0),
        ({"thousands": "."}, 1.234),
    ],
)
def test_how_numbers_are_written_is_taken_as_it_is_declared(
    tmp_path: Path, said: dict[str, str], value: float
) -> None:
    text = "date;value\n2026-05-01;1,234\n"
    assert rules(ask_text(tmp_path, text, "value")) == ["data/ambiguous-numbers"]
    checked = ask_text(tmp_path, text, "value", **said)
    assert (rules(checked), only(checked.value).value) == ([], value)


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    text = '"Export of May\nby the survey tool",\n\ndate,value\n2026-05-01,4\n'
    assert only(ask_text(tmp_path, text, "mean").value).value == 4.0


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffdate,value\n2026-05-01,3.5\n",
        "\ufeffdate;value\n2026-05-01;3,5\n",
        "date\tvalue\n2026-05-01\t3.5\n",
        "date|value\r\n2026-05-01|3.5\r\n",
        "date,value\r2026-05-01,3.5\r",
        'date,value,"a\r\nb"\n2026-05-01,3.5,"c\r\nd"\n',
        'date,value,"a\nb"\r\n2026-05-01,3.5,"c\nd"\r\n',
        "Date , VALUE\n2026-05-01,3.5",
        'date,value\n"2026-05-01","3.5 %"\n\n\n',
    ],
)
def test_dialects(tmp_path: Path, text: str) -> None:
    checked = ask_text(tmp_path, text, "mean")
    assert rules(checked) == []
    assert only(checked.value).value == 3.5


def test_thousands_in_a_semicolon_file(tmp_path: Path) -> None:
    assert only(ask_text(tmp_path, "date;value\n2026-05-01;1.234,5\n", "value").value).value == 1234.5


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-05-03", "2026-05-03"),
        ("2026-05-03T23:30:00-04:00", "2026-05-03"),
        ("2026-05-03 10:00", "2026-05-03"),
        ("2026-05", "2026-05-01"),
        ("2026", "2026-01-01"),
        ("2026-Q2", "2026-04-01"),
        ("2026Q2", "2026-04-01"),
        ("2026-W19", "2026-05-04"),
        ("31.12.2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("31/12/2026 10:15", "2026-12-31"),
        ("12/31/2026 9:50:30", "2026-12-31"),
        ("05/05/2026", "2026-05-05"),
        ("12/31/26", "2026-12-31"),
    ],
)
def test_days(tmp_path: Path, written: str, day: str) -> None:
    checked = ask_text(tmp_path, f"date,value\n{written},1\n", "value")
    assert rules(checked) == []
    assert only(checked.value).day.isoformat() == day


def test_days_that_can_be_read_in_two_ways_are_a_fault(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, "date,value\n03/04/2026,1\n", "value")
    assert rules(checked) == ["data/ambiguous-days"]
    assert checked.value.total == ()


def test_one_clear_day_decides_the_whole_column(tmp_path: Path) -> None:
    series = ask_text(tmp_path, "date,value\n03/04/2026,1\n31/03/2026,2\n", "value").value
    assert [one.day.isoformat() for one in series.total] == ["2026-03-31", "2026-04-03"]


def test_rows_without_a_day_are_told(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, "date,value\n2026-05-01,1\nsoon,2\ninfinity,3\n,\n", "mean")
    assert rules(checked) == ["data/not-a-day", "data/left-out"]
    assert only(checked.value).n == 1


def test_words_among_numbers_are_told(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, "date,value\n2026-05-01,1\n2026-05-01,many\n2026-05-01,inf\n", "mean")
    assert checked.diagnostics[0].message == "column 'value': 'inf' is not a number (and 1 more)"
    assert only(checked.value).n == 1


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"date,value\n2026-05-01,\xe9\n", "t.csv", "'content/data/t.csv' is not valid UTF-8"),
        (
            "date,value\n2026-05-01,3\n".encode("utf-16-le"),
            "t.csv",
            "'content/data/t.csv' is not valid UTF-8",
        ),
        (b"date,value\n" + b"2026-05-01,1\n" * 100_000 + b"2026-05-01,\xe9\n", "t.csv", "is not valid UTF-8"),
        (b"", "t.csv", "'content/data/t.csv' is empty"),
        (b",,\n\n", "t.csv", "'content/data/t.csv' is empty"),
        (
            b'date,value\n2026-05-01,"3\n',
            "t.csv",
            "CSV Error on Line: 2: Value with unterminated quote found.",
        ),
        (b"date,value\n2026-05-01,3,4\n", "t.csv", "Expected Number of Columns: 2 Found: 3"),
        (b"PK\x03\x04", "t.xlsx", "'content/data/t.xlsx' cannot be read: the workbook is damaged"),
        (b"hello, hello, hello", "t.parquet", "'content/data/t.parquet' cannot be read"),
        (b'{"date":', "t.json", "'content/data/t.json' cannot be read"),
        (b"\x89PNG", "t.png", "'content/data/t.png' is not a table of a known type"),
    ],
)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, content: bytes, name: str, message: str) -> None:
    checked = ask_text(tmp_path, content, "value", name=name)
    assert rules(checked) == ["data/unreadable"]
    assert message in checked.diagnostics[0].message
    assert str(tmp_path) not in checked.diagnostics[0].message
    assert checked.value.total == ()


@pytest.mark.parametrize("ending", ["csv", "tsv", "parquet", "json", "xlsx", "sav"])
def test_a_vanished_file_is_a_fault(tmp_path: Path, ending: str) -> None:
    from asking import at_place

    from jmsite.data import Question, answer
    from jmsite.model.entities.readings import Readings
    from jmsite.model.sources import Blob

    gone = Blob(path=f"content/data/gone.{ending}", digest="x", size=1, file=str(tmp_path / "gone"))
    readings = Readings(file=f"data/gone.{ending}")
    checked = at_place(answer(Question(metric="m", kind="value", readings=readings, blob=gone)))
    assert rules(checked) == ["data/unreadable"]
    assert "No such file" in checked.diagnostics[0].message


def test_a_missing_column_is_told_with_the_nearest(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, "date,score\n2026-05-01,3\n", "nps", value="scroe", stage="where")
    assert rules(checked) == ["data/missing-column", "data/missing-column"]
    assert [fault.hint for fault in checked.diagnostics] == [
        "did you mean 'score'?",
        "set 'stage: …' under 'readings' to one of 'date', 'score'",
    ]


@pytest.mark.parametrize("name", ["a[b]*?.csv", "it's.csv", 'qu"ote.csv', "Übersicht ✓.csv"])
def test_file_names_are_no_patterns_and_no_code(tmp_path: Path, name: str) -> None:
    (tmp_path / "abc.csv").write_text("date,value\n2026-05-01,77\n")
    assert only(ask_text(tmp_path, "date,value\n2026-05-01,3\n", "value", name=name).value).value == 3.0


@pytest.mark.parametrize(
    "column", ['v"alue', "v'; DROP VIEW found; --", "day", "v", "k", "journey", "jmsite_v"]
)
def test_column_names_are_no_code(tmp_path: Path, column: str) -> None:
    import duckdb

    quoted = '"' + column.replace('"', '""') + '"'
    file = tmp_path / "t.parquet"
    with duckdb.connect() as connection:
        connection.sql(f"SELECT DATE '2026-05-01' AS date, 9 AS {quoted}, 'anna' AS who").write_parquet(
            str(file)
        )
    for kind in ("nps", "mean", "value", "median", "funnel"):
        checked = ask(file, kind, value=column, persona="who")
        assert rules(checked) == []
        assert only(checked.value).value in (100.0, 9.0, 1.0)


def test_nothing_but_the_file_can_be_reached(tmp_path: Path) -> None:
    import duckdb
    from asking import blob

    from jmsite.data.table import opened
    from jmsite.data.unreadable import UnreadableError

    file, other = tmp_path / "t.csv", tmp_path / "other.csv"
    file.write_text("date,value\n2026-05-01,3\n")
    other.write_text("secret\n1\n")
    attempts = [
        f"SELECT * FROM read_csv('{other}')",
        f"SELECT * FROM read_text('{other}')",
        f"SELECT * FROM glob('{tmp_path}/*')",
        f"COPY (SELECT 1) TO '{tmp_path}/new.csv'",
        f"ATTACH '{tmp_path}/new.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SELECT * FROM blob",
    ]
    for attempt in attempts:
        with pytest.raises((UnreadableError, duckdb.Error)), opened(blob(file), ("date",)) as table:
            table.rows(attempt)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["other.csv", "t.csv"]


@pytest.mark.parametrize("way", ["a table of readings", "SQL over files"])
def test_what_opens_a_file_fetches_no_extension_writes_nowhere_and_cannot_be_set_otherwise(
    tmp_path: Path, way: str
) -> None:
    from asking import blob

    from jmsite.data.sources.sql_over_files import files_as_tables
    from jmsite.data.table import opened

    file = tmp_path / "t.csv"
    file.write_text("date,value\n2026-05-01,3\n")
    names = (
        "autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions",
        "python_enable_replacements", "enable_external_access", "lock_configuration", "temp_directory", "TimeZone",
    )  # fmt: skip
    asked = f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}"
    if way == "SQL over files":
        with files_as_tables({"t": blob(file)}) as connection:
            (found,) = connection.execute(asked).fetchall()
    else:
        with opened(blob(file), ("date",)) as table:
            (found,) = table.rows(asked)
    assert dict(zip(names, found, strict=True)) == {
        **dict.fromkeys(names[:5], False),
        "lock_configuration": True,
        "temp_directory": "",
        "TimeZone": "UTC",
    }


def test_duckdb_is_loaded_only_to_read_a_file() -> None:
    code = "import sys, jmsite.data, jmsite.data.measure; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
