"""Readings as other programs write them come out as they were meant, through a whole build.

The situations are those of ten small inputs on which the product was wrong: two-digit years, points between thousands,
exports of Google Forms, SurveyMonkey and Qualtrics, segments with accents, totals below the rows.
"""

from __future__ import annotations

import re
from calendar import month_name
from typing import Any

import pytest


@pytest.fixture
def site(project: Any) -> Any:
    return project("minimal")


def _metric(site: Any, readings: str, data: str, **fields: str) -> Any:
    written = "".join(f"{name}: {value}\n" for name, value in fields.items())
    site = site.edit("metrics/m.yaml", f"title: M\n{written}readings: {{file: data/m.csv{readings}}}\n")
    return site.edit("data/m.csv", data).build()


def _page(built: Any) -> str:
    return str(built.page("/metrics/m/").text)


@pytest.mark.parametrize(
    ("kind", "readings", "data", "shown"),
    [
        ("mean", "", "date;value\n13.01.26;3\n14.02.26;4\n", ("January 2026 3", "February 2026 4")),
        ("mean", "", "date;value\n05.01.2026;1.234\n05.02.2026;987,5\n", ("January 2026 1,234", "February 2026 988")),
        (
            "mean",
            "",
            'date,value\n2026-01-05,"1,234"\n2026-02-05,"2,345.5"\n',
            ("January 2026 1,234", "February 2026 2,34"),
        ),
        (
            "nps",
            ", date: Timestamp, value: Score",
            '"Timestamp","Score"\n"2026/01/05 3:45:12 PM GMT+1","9"\n"2026/02/05 9:45:12 AM GMT+1","3"\n',
            ("January 2026 100", "February 2026 −100"),
        ),
        (
            "nps",
            "",
            "date,value\n2026-01-05,10 - Extremely likely\n2026-01-06,10 - Extremely likely\n2026-01-07,3\n"
            "2026-02-07,0 = Not at all likely\n",
            ("January 2026 33 3", "February 2026 −100 1"),
        ),
        ("value", ", n: n", "date;value;n\n2026-01-31;71,5;1.204\n2026-02-28;72,5;12.310\n",
         ("31 Jan 2026 71.5 1,204", "28 Feb 2026 72.5 12,310")),
    ],
)  # fmt: skip
def test_readings_are_shown_as_they_were_meant(
    site: Any, kind: str, readings: str, data: str, shown: tuple[str, ...]
) -> None:
    built = _metric(site, readings, data, kind=kind)
    assert built.rules == []
    for words in shown:
        assert words in _page(built)


def test_headers_of_two_rows_are_read_as_one(site: Any) -> None:
    data = (
        "Respondent ID,End Date,How do you rate us?,,\n,,Speed,Price,Support\n"
        "1,01/15/2026 03:04:05 PM,4,3,5\n2,02/16/2026 03:04:05 PM,2,3,1\n"
    )
    for name in ("Speed", '"How do you rate us? - Speed"'):
        built = _metric(site, f", date: End Date, value: {name}", data, kind="mean")
        assert built.rules == ["data/header-rows"]
        assert "January 2026 4" in _page(built)
        assert "February 2026 2" in _page(built)


def test_headers_of_three_rows_are_passed_over_and_said_once(site: Any) -> None:
    stamps = '"{""ImportId"":""recordedDate""}","{""ImportId"":""QID1""}"\n'
    rows = "2026-01-05 10:00:00,9\n2026-02-05 10:00:00,3\n"
    data = f'RecordedDate,Q1\nRecorded Date,"How\nlikely (0-10)?"\n{stamps}{rows}'
    built = _metric(site, ", date: RecordedDate, value: Q1", data, kind="nps")
    assert built.rules == ["data/header-rows"]
    assert "lines 3 and 4" in built.report
    assert "January 2026 100" in _page(built)


def test_odd_rows_are_named_and_the_rest_is_read(site: Any) -> None:
    built = _metric(site, "", "date,value,n\n2026-01-05,3,1\n2026-02-05,4\nTotal,7\n", kind="mean")
    assert built.rules == ["data/odd-rows", "data/odd-rows"]
    assert "line 3 of 'content/data/m.csv' has fewer cells" in built.report
    assert "line 4 of 'content/data/m.csv' is left out" in built.report
    assert "February 2026 4" in _page(built)


@pytest.mark.parametrize(
    ("titles", "readings"), [("Pequeña", ""), ("Ana", ", map: {persona: {Pequeña: pequena}}")]
)
def test_segments_are_personas_by_title_or_as_declared(site: Any, titles: str, readings: str) -> None:
    data = (
        "date,segmento,n,value\n2026-01-05,Pequeña,80,23.0\n2026-01-05,Kleine Firmen,95,-3.1\n"
        "2026-02-05,Pequeña,80,25.0\n2026-02-05,Kleine Firmen,95,-2.1\n"
    )
    site = (
        site.edit("personas/pequena.md", f"---\ntitle: {titles}\n---\n")
        .edit("personas/small.md", "---\ntitle: Kleine Firmen\n---\n")
        .edit(
            "metrics/m.yaml",
            f"title: M\nkind: nps\nreadings: {{file: data/m.csv, n: n, persona: segmento{readings}}}\n",
        )
        .edit("data/m.csv", data)
    )
    built = site.build()
    assert built.rules == []
    assert titles in _page(built)
    assert "Kleine Firmen" in _page(built)
    assert site.rename("personas/small.md", "personas/other.md").replace(
        "personas/other.md", "Kleine Firmen", "Other"
    ).build().rules == ["data/unknown-id"]


def test_what_stands_for_nobody_is_said_once(site: Any) -> None:
    site = site.edit(
        "metrics/m.yaml",
        "title: M\nkind: nps\nreadings: {file: data/m.csv, persona: who, map: {persona: {'?':}}}\n",
    ).edit("data/m.csv", "date,who,value\n2026-01-05,?,9\n")
    assert site.build().rules == []


@pytest.mark.parametrize(("sign", "value"), [(",", "1,204"), (".", "1.2")])
def test_what_a_file_does_not_tell_can_be_declared(site: Any, sign: str, value: str) -> None:
    data = "date;value\n05/01/2026;1.204\n05/02/2026;1.204\n"
    assert _metric(site, "", data).rules == ["data/ambiguous-days"]
    assert _metric(site, ", dates: dmy", data).rules == ["data/ambiguous-numbers"]
    built = _metric(site, f", dates: dmy, decimal: '{sign}'", data)
    assert built.rules == []
    assert f"5 Feb 2026 {value}" in _page(built)
    assert '<time datetime="2026-01-05">5 Jan 2026</time>' in built.page("/metrics/m/").html


def test_a_share_of_more_than_all_is_questioned(site: Any) -> None:
    data = "date,numerator,denominator\n2026-01-31,300,200\n2026-02-28,1,2\n"
    columns = ", numerator: numerator, denominator: denominator"
    assert _metric(site, columns, data, kind="rate", unit="'%'").rules == ["data/implausible"]
    assert _metric(site, columns, data, kind="rate").rules == []


def test_small_fractions_are_told_apart_in_tile_table_axis_and_markdown(site: Any) -> None:
    values = ("0.0041", "0.0047", "0.0043", "0.0049")
    listed = "".join(
        f"  - {{date: 2026-0{month}-01, value: {value}}}\n" for month, value in enumerate(values, 1)
    )
    built = site.edit(
        "metrics/m.yaml", f"title: M\ndirection: lower\ntarget: 0.003\nreadings:\n{listed}"
    ).build()
    page = built.page("/metrics/m/")
    for month, value in enumerate(values, 1):
        assert f"{month_name[month]} 2026 {value}" in page.text
        assert value in built.files["metrics/m/index.md"].decode()
    assert "0.003" in page.text
    marks = re.findall(r">(0\.\d+)</text>", page.html)
    assert len(marks) > 3
    assert len(marks) == len(set(marks))
    assert "0.0049" in built.page("/metrics/").text


def test_values_that_lie_close_together_are_told_apart(site: Any) -> None:
    listed = "".join(f"  - {{date: 2026-0{month}-01, value: 71.{month}}}\n" for month in (1, 2, 3))
    built = site.edit("metrics/m.yaml", f"title: M\nreadings:\n{listed}").build()
    for month in (1, 2, 3):
        assert f"{month_name[month]} 2026 71.{month}" in built.page("/metrics/m/").text


def test_values_without_numbers_of_cases_are_told_to_count_alike(site: Any) -> None:
    data = "date,value,persona,n\n2026-01-05,10,anna,3\n2026-01-05,20,ben,1\n2026-02-05,9,anna,1\n"
    told = "Where parts are put together, each counts alike: how many cases they rest on is not known."
    alike = _page(_metric(site, ", persona: persona", data))
    assert told in alike
    assert "5 Jan 2026 15" in alike
    weighted = _page(_metric(site, ", persona: persona, n: n", data))
    assert told not in weighted
    assert "5 Jan 2026 12.5 4" in weighted
