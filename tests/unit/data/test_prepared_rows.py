"""Rows that are prepared as their readings declare: which count, how often, and what an answer in words comes to."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from asking import ask_text, only, rules
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.data.chosen_options import chosen_options
from jmsite.data.conditions import folded
from jmsite.model.readings import Series

SURVEY = """id,day,Status,Score,Words
1,2026-05-01,done,9,good
2,2026-05-02,Done ,10,
3,2026-05-02,test,0,
4,2026-05-03,done,n/a,
5,2026-05-03,spam,1,
6,2026-05-04,done,7,fine
6,2026-05-04,done,8,better
"""


def counts(series: Series) -> dict[str, int]:
    return {
        f"{one.reason} {one.column}={one.words}" if one.column else one.reason: one.count
        for one in series.left_out
    }


def mean(folder: Path, text: str | bytes, **more: Any) -> tuple[float | None, int | None]:
    (found,) = ask_text(folder, text, "mean", every="year", **more).value.total
    return found.value, found.n


BY = {"date": "day", "value": "Score"}


@pytest.mark.parametrize(
    ("where", "value", "n"),
    [
        ({"Status": "done"}, 8.5, 4),
        ({"Status": ["DONE", "test"]}, 6.8, 5),
        ({"Status": {"not": ["test", "spam"]}}, 8.5, 4),
        ({"Score": {"min": 1, "max": 8}}, 16 / 3, 3),
        ({"day": {"min": "2026-05-03"}}, 16 / 3, 3),
        ({"day": {"max": "2026-05-01"}}, 9, 1),
        ({"Words": {"filled": True}}, 8, 3),
        ({"Words": {"filled": False}}, 11 / 3, 3),
        ({"Words": {"contains": "OO"}}, 9, 1),
        ({"Words": {"lacks": ["oo", "tt"]}, "Status": "done"}, 8.5, 2),
        ({"Status": "done", "Words": {"filled": True}}, 8, 3),
        ({"id": 6}, 7.5, 2),
        ({"id": "6.0"}, 7.5, 2),
    ],
)
def test_rows_count_that_fulfil_every_condition(tmp_path: Path, where: Any, value: float, n: int):
    assert mean(tmp_path, SURVEY, **BY, where=where) == (pytest.approx(value), n)


def test_what_is_left_out_is_counted_and_told(tmp_path: Path):
    where = {"Status": {"not": ["test", "spam"]}}
    found = ask_text(tmp_path, SURVEY, "mean", **BY, every="year", where=where, once="id")
    assert found.value.rows == 7
    assert counts(found.value) == {
        "where Status=test": 1, "where Status=spam": 1, "again": 1, "no-answer": 1,
    }  # fmt: skip
    assert rules(found) == ["data/left-out"]
    assert found.value.rows - sum(counts(found.value).values()) == only(found.value).n


@pytest.mark.parametrize(
    ("once", "value", "n"),
    [
        ("id", 5.4, 5),
        ({"by": "id", "keep": "last"}, 5.6, 5),
        (True, 35 / 6, 6),
        ({"by": ["Status", "day"], "filled": "Words"}, 5.4, 5),
    ],
)
def test_rows_that_are_there_twice_count_once(tmp_path: Path, once: Any, value: float, n: int):
    assert mean(tmp_path, SURVEY, **BY, once=once) == (pytest.approx(value), n)


def test_rows_without_what_tells_them_apart_are_never_the_same(tmp_path: Path):
    text = "day,value,id\n2026-05-01,1,\n2026-05-01,1,\n2026-05-01,3,a\n2026-05-01,3,a\n"
    assert mean(tmp_path, text, date="day", once="id") == (pytest.approx(5 / 3), 3)


def test_words_become_the_numbers_of_their_labels(tmp_path: Path):
    text = (
        "date,value\n2026-05-01,Very  satisfied\n2026-05-01,VERY SATISFIED\n2026-05-01,so-so\n2026-05-01,2\n"
    )
    labels = {"very satisfied": 5, "so-so": None}
    assert mean(tmp_path, text, labels=labels) == (pytest.approx(4), 3)


@pytest.mark.parametrize("decimal", [None, ",", "."])
def test_a_label_is_the_same_number_whatever_stands_before_fractions(tmp_path: Path, decimal: Any):
    text = 'date,value\n2026-05-01,half\n2026-05-01,half\n2026-05-01,"1"\n'
    assert mean(tmp_path, text, labels={"half": 0.5}, decimal=decimal) == (pytest.approx(2 / 3), 3)


def test_words_that_stand_for_nothing_are_no_answers(tmp_path: Path):
    text = "date,value\n2026-05-01,keine Angabe\n2026-05-01,99\n2026-05-01,4\n"
    found = ask_text(tmp_path, text, "mean", missing=["Keine  angabe", 99])
    assert (only(found.value).value, counts(found.value)) == (4.0, {"no-answer": 2})


CAME = """date,value
2026-05-01,Lamp / Phone / tablet
2026-05-01,/ Radio
2026-05-01,Phone / tablet
2026-05-01,
2026-05-01,phone  /  Tablet / My own
"""


@pytest.mark.parametrize(
    ("choice", "share", "n"),
    [("Phone / tablet", 75, 4), ("Radio", 25, 4), ("Lamp", 25, 4), ("my own", 25, 4)],
)
def test_an_option_that_holds_the_separator_stays_whole(tmp_path: Path, choice: str, share: float, n: int):
    more = {"split": " / ", "options": ["Phone / tablet", "Lamp", "Radio"], "choice": choice}
    found = only(ask_text(tmp_path, CAME, "share", unit="%", **more).value)
    assert (found.value, found.n) == (pytest.approx(share), n)


COLUMNS = """date,Heating,Driver,Other,Other
2026-05-01,Heating,,,A bin
2026-05-01,,Driver,The quiet,
2026-05-01,,,,
2026-05-01,Heating,Driver,,
"""


@pytest.mark.parametrize(
    ("choice", "share"), [("Heating", 200 / 3), ("Driver", 200 / 3), ("Other (1)", 100 / 3)]
)
def test_an_option_with_a_column_of_its_own_is_chosen_where_that_is_filled(
    tmp_path: Path, choice: str, share: float
):
    more = {"columns": ["Heating", "Driver", "Other (1)"], "choice": choice}
    found = only(ask_text(tmp_path, COLUMNS, "share", unit="%", **more).value)
    assert (found.value, found.n) == (pytest.approx(share), 3)


def test_columns_of_one_question_are_answers_of_what_they_are_mapped_to(tmp_path: Path):
    text = "date,Rate [Bed],Rate [Supper]\n2026-05-01,4,2\n2026-05-02,2,\n"
    more = {
        "columns": ["Bed", "Supper"],
        "map": {"step": {"Bed": "stay/night/bed", "Supper": "stay/eve/supper"}},
    }
    series = ask_text(tmp_path, text, "mean", **more).value
    assert (only(series).value, only(series).n) == (pytest.approx(8 / 3), 3)
    parts = {one.step: (one.value, one.n) for one in series.parts if one.step}
    assert parts == {"stay/night/bed": (3.0, 2), "stay/eve/supper": (2.0, 1)}


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ({}, "2026-05-01"),
        ({"time_zone": "Europe/Berlin"}, "2026-05-02"),
        ({"time_zone": "America/Denver"}, "2026-05-01"),
    ],
)
@pytest.mark.parametrize(
    "written", ["2026-05-01T23:30:00Z", "2026-05-01 23:30 UTC", "2026-05-01T22:30:00-01:00"]
)
def test_a_time_is_of_the_day_that_it_is_where_the_zone_says(
    tmp_path: Path, more: dict[str, str], day: str, written: str
):
    found = only(ask_text(tmp_path, f"date,value\n{written},3\n", "mean", every="day", **more).value)
    assert found.day.isoformat() == day


@pytest.mark.parametrize(
    ("written", "day"),
    [("05/01/2026 11:30 PM", "2026-05-02"), ("1777678200000", "2026-05-02"), ("2026-05-01", "2026-05-01")],
)
def test_a_clock_of_twelve_hours_and_what_says_no_zone(tmp_path: Path, written: str, day: str):
    zones = {"time_zone": "Europe/Berlin", "file_zone": "UTC", "dates": "mdy"}
    found = only(ask_text(tmp_path, f"date,value\n{written},3\n", "mean", every="day", **zones).value)
    assert found.day.isoformat() == day


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("0001-01-01T00:00:00+02:00", "Europe/Berlin"),
        ("0001-01-01T00:00:00Z", "America/Denver"),
        ("9999-12-31T23:59:59-05:00", "Europe/Berlin"),
        ("9999-12-31T23:59:59Z", "Asia/Tokyo"),
        ("9999-12-31 24:30", "Asia/Tokyo"),
    ],
)
def test_a_day_for_never_ends_no_build(tmp_path: Path, written: str, zone: str):
    text = f"date,value\n{written},3\n2026-05-01T12:00:00Z,4\n"
    found = ask_text(tmp_path, text, "mean", every="day", time_zone=zone).value
    assert ("2026-05-01", 4.0) in [(one.day.isoformat(), one.value) for one in found.total]


TOP = "Report of May\n,,\nWhen,How,How\n,was it,long\n2026-05-01,4,2\n2026-05-01,2,6\nTotal,6,8\n"


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({"header": [3, 4], "date": "When", "value": "How long"}, 4),
        ({"header": [3, 4], "date": "When", "value": "was it"}, 3),
        ({"header": 4, "names": ["day", "a", "b"], "date": "day", "value": "b"}, 4),
        ({"header": 4, "date": "column 1", "value": "long"}, 4),
        ({"names": ["day", "a", "b"], "skip_rows": ["1-4", "7-"], "date": "day", "value": "a"}, 3),
        ({"header": [3, 4], "skip_rows": [5, 7], "date": "When", "value": "was it"}, 2),
    ],
)
def test_the_header_is_where_it_is_said_to_be(tmp_path: Path, more: dict[str, Any], value: float):
    assert mean(tmp_path, TOP, **more)[0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-16", None),
        ("utf-32", None),
        ("windows-1252", "windows-1252"),
        ("shift_jis", "shift_jis"),
        ("utf-8", "utf-8"),
    ],
)
def test_a_file_is_read_in_its_encoding(tmp_path: Path, encoding: str, declared: str | None):
    title = "満足" if encoding == "shift_jis" else "Wärme"
    text = f"date,{title}\n2026-05-01,4\n".encode(encoding)
    assert mean(tmp_path, text, value=title, encoding=declared) == (4.0, 1)


@pytest.mark.parametrize(
    ("more", "value"),
    [({"thousands": "."}, 1204), ({"thousands": ","}, 1.204), ({"decimal": ","}, 1204)],
)
def test_a_sign_between_thousands_tells_what_stands_before_fractions(tmp_path: Path, more: Any, value: float):
    assert mean(tmp_path, "date;value\n2026-05-01;1.204\n", **more) == (pytest.approx(value), 1)


@pytest.mark.parametrize(("percent", "value"), [("points", 14.3), ("share", 0.143)])
def test_percent_is_what_it_is_said_to_be(tmp_path: Path, percent: str, value: float):
    text = 'date,value\n2026-05-01,"14,3 %"\n'
    assert mean(tmp_path, text, percent=percent, decimal=",") == (pytest.approx(value), 1)


WORDS = st.text("ab ,/é'\"", min_size=1, max_size=6).filter(str.strip)


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from([", ", " / ", ";", "|"]), st.data())
def test_known_options_are_found_whatever_they_hold(options: list[str], separator: str, data: st.DataObject):
    known = [one for one in {folded(one): one for one in options}.values() if separator.strip() not in one]
    picked = data.draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    assert set(chosen_options(separator.join(picked), separator, options)) == {folded(one) for one in picked}


@given(
    st.lists(st.sampled_from(["a", "b'", 'c"', "'; DROP TABLE kept; --", "é"]), min_size=1, max_size=8),
    st.data(),
)
@settings(deadline=None, max_examples=30)
def test_words_of_a_condition_are_words_and_never_sql(cells: list[str], data: st.DataObject):
    word = data.draw(st.sampled_from(cells))
    escaped = ['"' + one.replace('"', '""') + '"' for one in cells]
    text = "date,value,kind\n" + "".join(f"2026-05-01,1,{one}\n" for one in escaped)
    with tempfile.TemporaryDirectory() as folder:
        series = ask_text(Path(folder), text, "mean", where={"kind": word}).value
    assert only(series).n == cells.count(word)
    assert series.rows == len(cells)


def test_spellings_of_one_word_are_one_group_called_by_the_usual_one(tmp_path):
    text = "date,value,team\n2026-01-05,1,Shop\n2026-01-05,2,Shop\n2026-01-05,3,shop \n2026-01-05,4,Bar\n"
    found = ask_text(tmp_path, text, "mean", by={"Team": "team"}).value
    assert {one.own: (one.n, one.value) for one in found.parts} == {
        (("Team", "Shop"),): (3, 2.0),
        (("Team", "Bar"),): (1, 4.0),
    }


def test_a_row_in_which_nobody_gave_any_answer_is_no_reading(tmp_path):
    text = "date,no,between,yes\n2026-01-05,1,2,3\n2026-01-06,0,0,0\n2026-01-07,,,\n"
    counts = {"detractors": "no", "passives": "between", "promoters": "yes"}
    found = ask_text(tmp_path, text, "nps", value=None, counts=counts).value
    assert (only(found).n, [(one.reason, one.count) for one in found.left_out]) == (6, [("no-answer", 2)])
