"""Columns whose names have signs that lead into a value where Vega reads a name."""

from __future__ import annotations

import pytest

from jmsite.charts.own_chart_columns import missing_columns, with_plain_columns


@pytest.mark.parametrize("name", ["a.x", "a[0]", "a\\b"])
def test_a_name_is_quoted_where_it_is_read_and_shown_as_it_is_written(name: str):
    made = with_plain_columns(
        {"data": {"values": [{name: 1}]}, "encoding": {"x": {"field": name, "type": "nominal"}}}
    )
    drawn = made["encoding"]["x"]
    assert drawn["field"].replace("\\", "") == name.replace("\\", "")
    assert drawn["field"] != name
    assert drawn["title"] == name
    assert made["data"] == {"values": [{name: 1}]}


def test_a_title_of_the_author_stays():
    drawn = {"field": "a.x", "title": "Visits"}
    made = with_plain_columns({"data": {"values": [{"a.x": 1}]}, "encoding": {"x": drawn}})
    assert made["encoding"]["x"]["title"] == "Visits"


def test_plain_names_stay_as_they_are():
    spec = {"data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
    assert with_plain_columns(spec) == spec


def test_what_was_meant_is_known():
    spec = {"data": {"values": [{"visits": 1}]}, "encoding": {"x": {"field": "visit"}}}
    (flaw,) = missing_columns(spec)
    assert (flaw.near.found, flaw.near.certain) == ("visits", True)
    assert flaw.hint == "did you mean 'visits'? the columns are: 'visits'"
