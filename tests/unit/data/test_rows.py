"""The rows of a table for an author's own chart: numbers are those that the table means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from asking import at_place, blob

from jmsite.data import rows
from jmsite.data.rows import WantedRows
from jmsite.model.diagnostics import Checked


def _rows(folder: Path, text: str, decimal: str = "") -> Checked[str]:
    file = folder / "t.csv"
    file.write_text(text, "utf-8")
    return at_place(rows(WantedRows(blob=blob(file), chart="index.md#0", decimal=decimal)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n1,2.5\n2,x\n", [{"a": 1, "b": "2.5"}, {"a": 2, "b": "x"}]),
        ("a;b\n1.234;987,5\n2;\n", [{"a": 1234, "b": 987.5}, {"a": 2, "b": None}]),
        ("a;b\n1.204;12 %\n7,5;€ 3\n", [{"a": 1204, "b": 12}, {"a": 7.5, "b": 3}]),
        ("a\n007\n008\n", [{"a": "007"}, {"a": "008"}]),
        ("a\n2.0\n1e3\n", [{"a": 2.0}, {"a": 1000.0}]),
        ("a\nnan\n1\n", [{"a": None}, {"a": 1}]),
    ],
)
def test_numbers_are_read_as_the_table_writes_them(tmp_path: Path, text: str, found: list[Any]) -> None:
    checked = _rows(tmp_path, text)
    assert checked.diagnostics == ()
    assert json.loads(checked.value) == found


def test_numbers_that_can_be_read_in_two_ways_are_a_fault_at_the_chart(tmp_path: Path) -> None:
    checked = _rows(tmp_path, "a;b\n1.204;x\n2.310;y\n")
    assert [one.rule for one in checked.diagnostics] == ["data/ambiguous-numbers"]
    assert "readings" not in checked.diagnostics[0].hint
    assert checked.value == ""


@pytest.mark.parametrize(
    ("decimal", "text", "found"),
    [
        (".", "a;b\n1.204;x\n2.310;y\n", [{"a": 1.204, "b": "x"}, {"a": 2.31, "b": "y"}]),
        (",", "a;b\n1.204;x\n2.310;y\n", [{"a": 1204, "b": "x"}, {"a": 2310, "b": "y"}]),
        (",", "a;b\n1,5;1.5\n2;x\n", [{"a": 1.5, "b": "1.5"}, {"a": 2, "b": "x"}]),
        (".", "a;b\n1,5;3\n2;4\n", [{"a": "1,5", "b": 3}, {"a": "2", "b": 4}]),
    ],
)
def test_a_chart_may_say_what_stands_before_fractions(
    tmp_path: Path, decimal: str, text: str, found: list[Any]
) -> None:
    checked = _rows(tmp_path, text, decimal)
    assert checked.diagnostics == ()
    assert json.loads(checked.value) == found


def test_the_hint_says_what_each_would_make_of_it(tmp_path: Path) -> None:
    hint = _rows(tmp_path, "a\n1.204\n").diagnostics[0].hint
    assert (
        hint
        == """add 'decimal: "."' in the block if '1.204' means 1.204, or 'decimal: ","' if it means 1204"""
    )


def test_short_rows_are_taken_and_named(tmp_path: Path) -> None:
    checked = _rows(tmp_path, "a,b\n1,2\n3\n")
    assert [one.rule for one in checked.diagnostics] == ["data/odd-rows"]
    assert json.loads(checked.value) == [{"a": 1, "b": 2}, {"a": 3, "b": None}]


def test_a_table_without_rows_has_none(tmp_path: Path) -> None:
    assert _rows(tmp_path, "a,b\n").value == "[]"
