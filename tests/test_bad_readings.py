"""What is wrong with a file of readings is told where it is asked for, alone or in a pool; the rest is built."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project

from jmsite.data.sources import sql_over_files

GOOD = "date,value,part,whole,n\n2026-05-01,3,1,2,10\n2026-06-01,4,1,2,10\n"
ALONE = """title: Bad
kind: mean
scale: {{min: 1, max: 5}}
readings:
  file: {file}
"""
POOL = """title: Bad
kind: mean
scale: {{min: 1, max: 5}}
readings:
  pool:
    - {{file: data/good.csv}}
    - title: Second
      file: {file}
"""
CASES: dict[str, tuple[str, str, str]] = {
    "missing file": ("data/nowhere.csv", "", "ref/missing-data"),
    "path out of content": ("../outside.csv", GOOD, "ref/missing-data"),
    "missing column": ("data/bad.csv", "date,vlaue\n2026-05-01,3\n", "data/missing-column"),
    "wrong type": ("data/bad.csv", "date,value\n2026-05-01,three\n2026-05-02,3\n", "data/not-a-number"),
    "long rows": ("data/bad.csv", "date,value\n2026-05-01,3\n2026-05-02,3,4,5\n", "data/long-rows"),
    "short rows": ("data/bad.csv", "date,value,x\n2026-05-01,3,1\n2026-05-02,3\n", "data/odd-rows"),
    "mixed dates": ("data/bad.csv", "date,value\n2026-05-01,3\n03/04/2026,3\n", "data/ambiguous-days"),
    "no date": ("data/bad.csv", "date,value\n2026-05-01,3\nsoon,3\n", "data/not-a-day"),
    "empty file": ("data/bad.csv", "", "data/unreadable"),
    "header alone": ("data/bad.csv", "date,value\n", "data/no-rows"),
    "header alone, as Excel writes it": ("data/bad.csv", "\ufeffdate;value\r\n", "data/no-rows"),
    "damaged": ("data/bad.xlsx", "PK\x03\x04", "data/unreadable"),
}


@pytest.mark.parametrize(("door", "line"), [(ALONE, 4), (POOL, 7)], ids=["alone", "pool"])
@pytest.mark.parametrize("case", CASES)
def test_it_is_told_at_its_line_and_the_rest_is_built(
    project: Callable[[str], Project], case: str, door: str, line: int
) -> None:
    file, text, rule = CASES[case]
    site = project("minimal").edit("data/good.csv", GOOD)
    site.edit("metrics/good.yaml", "title: Good\nkind: mean\nreadings: {file: data/good.csv}\n")
    if rule != "ref/missing-data" or text:
        site.edit(file, text)
    built = site.edit("metrics/bad.yaml", door.format(file=file)).build()
    told = [(one.rule, one.place.path, one.place.line) for one in built.diagnostics]
    # a name that leads nowhere is told where it stands itself
    at = line + 1 if rule == "ref/missing-data" else line
    assert told == [(rule, "content/metrics/bad.yaml", at)]
    assert "June 2026" in built.page("/metrics/good/").text
    assert "metrics/bad/index.html" in built.files
    if door is POOL:  # the survey beside it still counts
        assert "June 2026" in built.page("/metrics/bad/").text


# how a survey is read, its file, what is told of it and at which of its lines
IN_A_POOL: dict[str, tuple[str, str, str, int]] = {
    "negative weight": ("weight: w", "date,value,w\n2026-05-01,3,-1\n2026-05-02,3,1\n", "data/negative", 0),
    "negative count": (
        "counts: {1: bad, 5: good}", "date,bad,good\n2026-05-01,3,-1\n2026-05-02,3,1\n", "data/negative", 0,
    ),
    "worked out": ("n: n", "date,value,n\n2026-05-01,3,-5\n", "data/cannot-pool", 2),
    "missing column of a part": ("persona: perso", "date,value,person\n2026-05-01,3,a\n", "data/missing-column", 2),
    "missing column of a value": ("value: vlaue", "date,value\n2026-05-01,3\n", "data/missing-column", 2),
    "missing column of a condition": (
        "where: {done: yes}", "date,value\n2026-05-01,3\n", "data/missing-column", 2,
    ),
    "wrong type of a weight": (
        "weight: w", "date,value,w\n2026-05-01,3,much\n2026-05-02,3,1\n", "data/not-a-number", 0,
    ),
    "day beyond the calendar": ("value: value", "date,value\n99999-05-01,3\n2026-05-02,3\n", "data/not-a-day", 0),
}  # fmt: skip


@pytest.mark.parametrize("case", IN_A_POOL)
def test_what_is_wrong_with_a_survey_of_a_pool_is_told_at_its_own_lines(
    project: Callable[[str], Project], case: str
) -> None:
    how, text, rule, line = IN_A_POOL[case]
    site = project("minimal").edit("data/good.csv", GOOD).edit("data/bad.csv", text)
    built = site.edit("metrics/bad.yaml", POOL.format(file="data/bad.csv") + f"      {how}\n").build()
    told = [(one.rule, one.place.line) for one in built.diagnostics]
    assert told == [(rule, 7 + line)]
    assert "June 2026" in built.page("/metrics/bad/").text


def test_a_query_of_a_pool_that_takes_too_long_is_told_at_its_line_and_the_other_survey_counts(
    project: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_over_files, "SECONDS", 0.05)
    site = project("minimal").edit("data/good.csv", GOOD)
    site.edit("site.yaml", "title: Minimal\nsources: {answers: {file: data/good.csv}}\n")
    slow = "SELECT count(*) AS value FROM range(100000000000) a, range(100000000000) b"
    source = POOL.format(file="x").replace("      file: x\n", "      source: answers\n")
    built = site.edit("metrics/bad.yaml", f"{source}      sql: {slow}\n").build()
    (told,) = built.diagnostics
    assert (told.rule, told.place.line) == ("data/query-failed", 9)
    assert told.message == "the query took longer than 0.05 seconds and was stopped"
    assert "June 2026" in built.page("/metrics/bad/").text


ZEROS = "date,value,part,whole,n\n2026-05-01,3,1,0,0\n2026-06-01,4,1,2,10\n"


@pytest.mark.parametrize(
    ("kind", "how"),
    [("rate", "numerator: part, denominator: whole"), ("csat", "n: n"), ("value", "n: n")],
)
def test_a_value_on_no_cases_is_told_and_not_shown(
    project: Callable[[str], Project], kind: str, how: str
) -> None:
    site = project("minimal").edit("data/zeros.csv", ZEROS)
    built = site.edit(
        "metrics/bad.yaml", f"title: Bad\nkind: {kind}\nreadings: {{file: data/zeros.csv, {how}}}\n"
    ).build()
    assert [(one.rule, one.place.line) for one in built.diagnostics] == [("data/no-cases", 3)]
    shown = built.page("/metrics/bad/").text
    assert "June 2026" in shown
    assert "Compared with May 2026" not in shown


def test_visits_of_one_period_alone_are_told_to_show_nobody_again(project: Callable[[str], Project]) -> None:
    rows = "date,value\n2026-05-01,a\n2026-05-20,a\n2026-05-20,b\n"
    site = project("minimal").edit("data/visits.csv", rows)
    retention = "title: Back\nkind: retention\nreadings: {file: data/visits.csv}\n"
    (told,) = site.edit("metrics/back.yaml", retention).build().diagnostics
    assert (told.rule, told.place.line) == ("data/no-cases", 3)
    assert told.message == "no month has one 1 later, so nobody can have been seen again yet"
    again = site.edit("data/visits.csv", rows + "2026-06-02,a\n").build()
    assert again.rules == []
    assert "May 2026 50" in again.page("/metrics/back/").text


# how the rows are read, and in which words the page says why some of them do not count
COUNTED_ROWS: dict[str, tuple[str, str, str]] = {
    "negative weight": ("mean", "date,value,w\n2026-05-01,3,-1\n2026-05-02,3,1\n", "1 of 2, negative number: 1"),
    "weight of 0": ("mean", "date,value,w\n2026-05-01,3,0\n2026-05-02,3,1\n", "1 of 2, weight of 0: 1"),
    "weight of 0, few answers": ("nps", "date,value,w\n2026-05-01,3,0\n2026-05-02,3,1\n", "1 of 2, weight of 0: 1"),
}  # fmt: skip


@pytest.mark.parametrize("case", COUNTED_ROWS)
def test_the_page_says_how_many_rows_count_with_their_weights(
    project: Callable[[str], Project], case: str
) -> None:
    kind, text, said = COUNTED_ROWS[case]
    site = project("minimal").edit("data/bad.csv", text)
    readings = "readings: {file: data/bad.csv, weight: w}"
    built = site.edit("metrics/bad.yaml", f"title: Bad\nkind: {kind}\n{readings}\n").build()
    assert f"Rows that count {said}" in built.page("/metrics/bad/").text
    if "negative" not in case:
        assert built.rules == ["data/left-out"]


def test_weights_of_0_alone_leave_nothing_and_it_is_told(project: Callable[[str], Project]) -> None:
    site = project("minimal").edit("data/bad.csv", "date,value,w\n2026-05-01,3,0\n2026-05-02,3,0\n")
    built = site.edit("metrics/bad.yaml", "kind: mean\nreadings: {file: data/bad.csv, weight: w}\n").build()
    (told,) = built.diagnostics
    assert told.message.endswith(
        "0 of 2 rows of 'content/data/bad.csv' count; left out: 2 with a weight of 0"
    )


def test_a_value_counts_without_the_number_of_its_cases(project: Callable[[str], Project]) -> None:
    text = "date,value,n\n2026-05-01,3,\n2026-06-01,4,10\n2026-07-01,5,few\n2026-08-01,,7\n"
    site = project("minimal").edit("data/bad.csv", text)
    built = site.edit("metrics/bad.yaml", "title: Bad\nreadings: {file: data/bad.csv, n: n}\n").build()
    assert built.rules == ["data/left-out", "data/not-a-number"]
    page = built.page("/metrics/bad/").text
    assert "Rows that count 3 of 4, no answer: 1" in page
    assert all(month in page for month in ("May 2026", "June 2026", "July 2026"))


def test_signs_of_percent_make_no_doubt_where_a_plain_number_means_the_same(
    project: Callable[[str], Project],
) -> None:
    site = project("minimal").edit("data/ok.csv", "date,value\n2026-05-01,30%\n2026-05-02,0.3\n")
    plain = site.edit("metrics/ok.yaml", "title: Ok\nkind: rate\nreadings: {file: data/ok.csv}\n").build()
    assert "data/some-percent" not in plain.rules
    said = "title: Ok\nkind: mean\nreadings: {file: data/ok.csv, percent: share}\n"
    assert site.edit("metrics/ok.yaml", said).build().rules == []
