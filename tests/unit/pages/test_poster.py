"""The sheet of a poster: the smallest on which all columns are wide enough and all rows fit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from jmsite.pages.parts.map.lanes import OFF_MAP, Cell, Lane
from jmsite.pages.parts.map.poster import poster


def lane(key: str, left_out: str = "") -> Lane:
    return Lane(key=key, icon="", row=0, left_out=left_out)


def cell(row: int, *texts: str, lane: str = "doing", sort: str = "notes") -> Any:
    return SimpleNamespace(
        lane=lane, row=row, sort=sort, parts=tuple(SimpleNamespace(text=text) for text in texts)
    )


def sheet(steps: int, cells: dict[str, tuple[Cell, ...]] | None = None, *lanes: Lane) -> str:
    return poster(lanes or (lane("doing"), lane("emotion")), steps, cells or {})


@pytest.mark.parametrize(
    ("steps", "name"),
    [
        (0, "a3"),
        (1, "a3"),
        (14, "a3"),
        (15, "a2-strip"),
        (21, "a2-strip"),
        (22, "a1-strip"),
        (31, "a1-strip"),
        (32, "a0-strip"),
        (45, "a0-strip"),
        (99, "a0"),
    ],
)
def test_a_column_is_never_narrower_than_can_be_read(steps: int, name: str):
    assert sheet(steps) == name


def rows(count: int, text: str, **also: Any) -> dict[str, tuple[Cell, ...]]:
    return {"buy/look/a": tuple(cell(row, text, **also) for row in range(count))}


@pytest.mark.parametrize(
    ("count", "name"), [(34, "a3"), (35, "a2"), (52, "a2"), (53, "a1"), (79, "a1"), (80, "a0")]
)
def test_rows_add_up_to_the_height_of_a_sheet(count: int, name: str):
    assert sheet(1, rows(count, "A line")) == name


@pytest.mark.parametrize(
    ("steps", "lines", "name"),
    [
        (20, 46, "a2-strip"),
        (20, 47, "a2"),
        (30, 79, "a1-strip"),
        (30, 80, "a1"),
        (42, 124, "a0-strip"),
        (42, 125, "a0"),
    ],
)
def test_a_map_that_is_low_for_its_length_is_printed_on_a_strip(steps: int, lines: int, name: str):
    cells = {f"buy/look/s{at}": () for at in range(steps)}
    assert sheet(steps, {**cells, "buy/look/s0": (cell(0, *[""] * lines, sort="owners"),)}) == name


def test_a_row_is_as_high_as_its_highest_cell():
    low = {f"buy/look/s{at}": (cell(0, "A line"),) for at in range(9)}
    assert sheet(9, low) == "a3"
    assert sheet(9, {**low, "buy/look/s9": (cell(0, *["A line"] * 60),)}) == "a2"
    assert sheet(9, {"buy/look/s0": tuple(cell(row, *["A line"] * 20) for row in range(3))}) == "a2"


def test_long_texts_take_more_lines_where_columns_are_narrow():
    text = "word " * 200
    assert sheet(1, {"buy/look/a": (cell(0, text),)}) == "a3"
    assert sheet(14, {"buy/look/a": (cell(0, text),)}) == "a2"


def test_the_curve_is_as_high_as_a_column_is_wide():
    assert sheet(1, rows(3, "", sort="readout")) == "a3"
    assert sheet(1, rows(4, "", sort="readout")) == "a2"


def test_what_a_stage_says_is_as_wide_as_its_steps_together():
    text = "word " * 800
    cells = {f"buy/look/s{at}": () for at in range(8)}
    assert sheet(8, {**cells, "buy/look": (cell(0, text),)}) == "a3"
    assert sheet(8, {**cells, "buy/look/s0": (cell(0, text),)}) == "a1"


def test_lanes_that_a_map_does_not_show_take_no_room():
    many = rows(90, "A line")
    assert sheet(1, many) == "a0"
    assert sheet(1, many, lane("thinking")) == "a3"
    assert sheet(1, many, lane("doing", left_out="not-map")) == "a3"
    hidden = sorted(OFF_MAP)[0]
    assert sheet(1, rows(90, "A line", lane=hidden), lane(hidden)) == "a3"
