"""Readings that somebody has worked out already, put together over places and days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asking import ask_text, by_hand, only

from jmsite.data.locate_readings import id_endings, locate_readings
from jmsite.data.rejected_rows import line_numbers, totals_and_remarks
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.persona import Persona
from jmsite.model.readings import Series

DAY = "2026-05-01"


def made(series: Series) -> list[tuple[Any, ...]]:
    """The parts of a series: what each is of, its value and n."""
    found = [
        (one.journey, one.stage, one.step, one.persona, one.channel, one.value, one.n) for one in series.parts
    ]
    return sorted(found, key=repr)


def test_values_of_parts_are_averaged_by_how_many_answered() -> None:
    series = by_hand(
        "mean",
        {"date": DAY, "value": 2, "n": 30, "persona": "anna"},
        {"date": DAY, "value": 4, "n": 10, "persona": "ben"},
    )
    assert (only(series).value, only(series).n) == (2.5, 40)
    assert not series.alike
    assert made(series) == [
        (None, None, None, "anna", None, 2, 30),
        (None, None, None, "ben", None, 4, 10),
    ]


@pytest.mark.parametrize("sizes", [(30, None), (None, None)])
def test_without_all_sizes_each_part_counts_alike_and_n_is_not_known(
    sizes: tuple[int | None, int | None],
) -> None:
    one, other = ({} if n is None else {"n": n} for n in sizes)
    series = by_hand(
        "mean",
        {"date": DAY, "value": 2, "persona": "anna", **one},
        {"date": DAY, "value": 4, "persona": "ben", **other},
    )
    assert (only(series).value, only(series).n) == (3, None)
    assert series.alike


@pytest.mark.parametrize(("sizes", "told"), [((30, 0), (2, 30)), ((None, 0), (2, None)), ((0, 0), (None, 0))])
def test_a_value_of_nobody_is_no_value(
    tmp_path: Path, sizes: tuple[int | None, int | None], told: tuple[float | None, int | None]
) -> None:
    one, other = ({} if n is None else {"n": n} for n in sizes)
    written = by_hand(
        "mean",
        {"date": DAY, "value": 2, "persona": "anna", **one},
        {"date": DAY, "value": 0, "persona": "ben", **other},
    )
    assert (only(written).value, only(written).n) == told
    assert made(written)[1] == (None, None, None, "ben", None, None, 0)
    if None not in sizes:
        rows = f"date,value,n\n{DAY},2,{sizes[0]}\n{DAY},0,{sizes[1]}\n"
        filed = ask_text(tmp_path, rows, "mean", n="n")
        assert (only(filed.value).value, only(filed.value).n) == told
        assert ("data/no-cases" in [one.rule for one in filed.diagnostics]) == (told[0] is None)


def test_a_number_of_cases_that_is_not_whole_is_told_and_counts(tmp_path: Path) -> None:
    rows = f"date,value,n\n{DAY},2,10.5\n{DAY},4,31.5\n"
    found = ask_text(tmp_path, rows, "mean", n="n")
    assert (only(found.value).value, only(found.value).n) == (3.5, 42)
    assert [(one.rule, one.message) for one in found.diagnostics] == [
        ("data/rounded", "column 'n': '10.5' is not a whole number (and 1 more)")
    ]


def test_a_reading_of_the_whole_stands_though_there_are_finer_ones() -> None:
    series = by_hand("mean", {"date": DAY, "value": 9}, {"date": DAY, "value": 2, "persona": "anna"})
    assert only(series).value == 9


def test_parts_of_ratios_are_added() -> None:
    series = by_hand(
        "rate",
        {"date": DAY, "numerator": 1, "denominator": 4, "channel": "web"},
        {"date": DAY, "numerator": 5, "denominator": 6, "channel": "shop"},
    )
    assert (only(series).value, only(series).n) == (0.6, 10)
    assert [row[4:6] for row in made(series)] == [("shop", pytest.approx(5 / 6)), ("web", 0.25)]


def test_a_share_by_hand_has_the_interval_of_its_size() -> None:
    one = only(by_hand("share", {"date": DAY, "value": 50, "n": 40}, unit="%"))
    assert (one.low, one.high) == (pytest.approx(35.2, abs=0.01), pytest.approx(64.8, abs=0.01))
    for value, n in ((50, None), (101, 40), (-1, 40)):
        reading = {"date": DAY, "value": value, **({} if n is None else {"n": n})}
        assert only(by_hand("share", reading, unit="%")).low is None
    none, all_of_them = (
        only(by_hand("share", {"date": DAY, "value": value, "n": 40}, unit="%")) for value in (0, 100)
    )
    assert (none.low, none.high) == (0, pytest.approx(8.76, abs=0.01))
    assert (all_of_them.low, all_of_them.high) == (pytest.approx(91.24, abs=0.01), 100)
    assert only(by_hand("mean", {"date": DAY, "value": 3, "n": 40})).low is None


def test_people_of_a_funnel_are_added_by_part_and_the_largest_part_is_the_whole() -> None:
    rows = (("look", "anna", 60), ("look", "ben", 40), ("pay", "anna", 20), ("pay", "ben", 30))
    series = by_hand(
        "funnel",
        *({"date": DAY, "journey": "buy", "stage": stage, "persona": who, "n": n} for stage, who, n in rows),
    )
    found = {(part.stage, part.persona): (part.value, part.n) for part in series.parts}
    assert only(series).value == 100
    assert found["buy/look", None] == (100, 100)
    assert found["buy/pay", None] == (50, 50)
    assert found["buy/pay", "ben"] == (30, 30)
    assert found[None, "anna"] == (60, 60)


def test_a_step_tells_its_stage_and_a_stage_its_journey() -> None:
    series = by_hand(
        "mean",
        {"date": DAY, "value": 1, "step": "buy/pay/card"},
        {"date": DAY, "value": 3, "stage": "buy/pay"},
    )
    assert ("buy", "buy/pay", "buy/pay/card", None, None, 1, None) in made(series)
    assert ("buy", "buy/pay", None, None, None, 3, None) in made(series)
    short = by_hand("mean", {"date": DAY, "value": 1, "journey": "buy", "stage": "pay"})
    assert ("buy", "buy/pay", None, None, None, 1, None) in made(short)


def test_days_stand_in_order_whatever_order_they_are_written_in() -> None:
    days = ("2026-03-01", "2026-01-01", "2026-02-01")
    series = by_hand("mean", *({"date": day, "value": at} for at, day in enumerate(days)))
    assert [(one.day.month, one.value) for one in series.total] == [(1, 1), (2, 2), (3, 0)]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([4], "line 4"),
        ([4, 6], "lines 4 and 6"),
        ([1, 2, 3, 4, 5], "lines 1, 2, 3, 4 and 5"),
        ([1, 2, 3, 4, 5, 6], "lines 1, 2, 3, 4, 5 and 1 more"),
        ([1, 2, 3, 4, 5, 6, 9], "lines 1, 2, 3, 4, 5 and 2 more"),
    ],
)
def test_the_first_five_lines_are_named(found: list[int], words: str) -> None:
    assert line_numbers(found) == words


def test_rows_that_are_no_readings_are_counted_where_their_lines_are_not_known() -> None:
    assert totals_and_remarks("a.csv", "Total", 1, [])[1].startswith("1 row of 'a.csv' is left out")
    assert totals_and_remarks("a.json", "Total", 2, [])[1].startswith("2 rows of 'a.json' are left out")
    assert totals_and_remarks("a.csv", "Total", 2, [4, 9])[1].startswith(
        "lines 4 and 9 of 'a.csv' are left out"
    )


@pytest.mark.parametrize(
    ("rows", "left"),
    [("2026-01-01,3\nTotal,3\n", 1), ("2026-01-01,3\nSumme 2026,3\n", 1), ("2026-01-01,3\nTotally,3\n", 0)],
)
def test_a_row_of_totals_is_left_out_and_told(tmp_path, rows: str, left: int) -> None:
    checked = ask_text(tmp_path, f"date,value\n{rows}", "value")
    assert only(checked.value).value == 3
    told = [(fault.rule, "line 3" in fault.message) for fault in checked.diagnostics]
    assert told == ([("data/odd-rows", True)] if left else [("data/not-a-day", False)])


def entity(kind: str, id: str, fields: Any) -> Entity[Any]:
    return Entity(kind=kind, id=id, url="", path=f"content/{kind}/{id}.yaml", title=id, fields=fields)


STAGES = ("buy/pay", "buy/need", "sell/need")
HOME = Catalog(
    tables={
        "journey": {id: entity("journey", id, Journey()) for id in ("buy", "sell", "need")},
        "stage": {id: entity("stage", id, Stage()) for id in STAGES},
        "step": {id: entity("step", id, Step()) for id in ("buy/pay/card", "buy/need/ask", "sell/need/ask")},
        "persona": {"anna": entity("persona", "anna", Persona())},
        "channel": {},
    }
)


def located(folder: Path, **of: str) -> tuple[list[tuple[Any, ...]], dict[str, tuple[str, ...]]]:
    """What the lowest part of one reading in a file turns out to be of, and what of it is not there."""
    text = f"date,value,{','.join(of)}\n2026-05-01,1,{','.join(of.values())}\n"
    series = ask_text(folder, text, "value", **{name: name for name in of}).value
    found, unknown = locate_readings(series, id_endings(HOME))
    return [(one.journey, one.stage, one.step, one.persona) for one in found.parts], unknown


@pytest.mark.parametrize(
    ("of", "place"),
    [
        ({"stage": "pay"}, ("buy", "buy/pay", None, None)),
        ({"stage": "buy/pay"}, ("buy", "buy/pay", None, None)),
        ({"step": "card"}, ("buy", "buy/pay", "buy/pay/card", None)),
        ({"step": "pay/card", "persona": "anna"}, ("buy", "buy/pay", "buy/pay/card", "anna")),
        ({"step": "sell/need/ask"}, ("sell", "sell/need", "sell/need/ask", None)),
        ({"journey": "need"}, ("need", None, None, None)),
        ({"journey": "sell", "stage": "need"}, ("sell", "sell/need", None, None)),
    ],
)
def test_the_end_of_an_id_is_enough_where_it_belongs_to_one_alone(
    tmp_path: Path, of: dict[str, str], place: tuple[str | None, ...]
) -> None:
    parts, unknown = located(tmp_path, **of)
    assert place in parts
    assert unknown == {}


@pytest.mark.parametrize(
    ("of", "unknown"),
    [
        ({"stage": "need"}, {"stage": ("need",)}),
        ({"step": "need/ask"}, {"step": ("need/ask",)}),
        ({"journey": "hire"}, {"journey": ("hire",)}),
        ({"journey": "buy", "persona": "zoe"}, {"persona": ("zoe",)}),
    ],
)
def test_what_two_have_or_nothing_has_is_not_there(
    tmp_path: Path, of: dict[str, str], unknown: dict[str, Any]
) -> None:
    assert located(tmp_path, **of)[1] == unknown
