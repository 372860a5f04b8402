"""Each kind of metric, from small tables with known results."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from asking import ask, ask_text, by_hand, only, rules

from jmsite.model.value import replace

PROMOTERS = "date,score\n" + "2026-05-03,10\n" * 6 + "2026-05-09,8\n" * 2 + "2026-05-30,3\n" * 2


def test_nps_is_promoters_less_detractors(tmp_path: Path) -> None:
    one = only(ask_text(tmp_path, PROMOTERS, "nps", value="score").value)
    assert (one.day, one.value, one.n) == (date(2026, 5, 1), 40.0, 10)
    assert one.low is not None
    assert one.high is not None
    assert -20 < one.low < 0
    assert 70 < one.high < 90


def test_all_promoters_are_no_certainty(tmp_path: Path) -> None:
    one = only(ask_text(tmp_path, "date,value\n" + "2026-05-03,10\n" * 5, "nps").value)
    assert one.value == one.high == 100.0
    assert one.low is not None
    assert one.low < 60


def test_answers_outside_the_scale_are_left_out_and_told(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, PROMOTERS + "2026-05-30,11\n2026-05-30,-1\n", "nps", value="score")
    assert only(checked.value).n == 10
    assert rules(checked) == ["data/out-of-scale"]
    assert checked.diagnostics[0].message == "column 'score': '-1' is not between 0 and 10 (and 1 more)"


def test_csat_is_the_share_of_the_two_best_answers(tmp_path: Path) -> None:
    text = "date,value\n" + "".join(f"2026-05-03,{score}\n" for score in (5, 5, 4, 3, 1, 2, 4, 5, 5, 5))
    one = only(ask_text(tmp_path, text, "csat").value)
    assert (one.value, one.n) == (70.0, 10)
    assert (one.low, one.high) == (pytest.approx(39.68, abs=0.01), pytest.approx(89.22, abs=0.01))
    seven = only(ask_text(tmp_path, text, "csat", scale=(1, 7)).value)
    assert seven.value == 0.0


def test_ces_and_mean_have_students_interval_within_the_scale(tmp_path: Path) -> None:
    text = "date,value\n2026-05-03,6\n2026-05-04,7\n2026-05-04,7\n"
    ces = only(ask_text(tmp_path, text, "ces", scale=(1, 7)).value)
    mean = only(ask_text(tmp_path, text, "mean").value)
    assert ces.value == mean.value == pytest.approx(6.6666667)
    assert mean.high == pytest.approx(20 / 3 + 4.302652729749464 / 3)
    assert ces.high == 7
    assert ces.low == mean.low


def test_one_answer_has_a_mean_and_no_interval(tmp_path: Path) -> None:
    one = only(ask_text(tmp_path, "date,value\n2026-05-03,6\n", "mean").value)
    assert (one.value, one.n, one.low, one.high) == (6.0, 1, None, None)


@pytest.mark.parametrize("kind", ["median", "duration"])
def test_median_lies_between_two_of_the_values(tmp_path: Path, kind: str) -> None:
    text = "date,value\n" + "".join(f"2026-05-03,{value}\n" for value in range(1, 22))
    one = only(ask_text(tmp_path, text, kind).value)
    assert (one.value, one.n, one.low, one.high) == (11.0, 21, 6.0, 16.0)


def test_a_median_of_five_has_no_interval(tmp_path: Path) -> None:
    text = "date,value\n" + "".join(f"2026-05-03,{value}\n" for value in (1, 2, 9, 100, 5))
    one = only(ask_text(tmp_path, text, "median").value)
    assert (one.value, one.low) == (5.0, None)


def test_share_is_that_of_yes(tmp_path: Path) -> None:
    text = "date,value\n2026-05-03,Yes\n2026-05-03,no\n2026-05-03,1\n2026-05-03,\n2026-05-03,maybe\n2026-05-04,FALSE\n"
    checked = ask_text(tmp_path, text, "share")
    assert (only(checked.value).value, only(checked.value).n) == (50.0, 4)
    assert checked.diagnostics[0].message == "column 'value': 'maybe' is neither yes nor no"


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Yes", "No"), ("Y", "N"), ("TRUE", "FALSE"),
        ("Ja", "Nein"), ("j", "n"), ("WAHR", "FALSCH"),
        ("Oui", "Non"), ("O", "N"), ("VRAI", "FAUX"),
        ("Sí", "No"), ("SÍ", "NO"), ("Si\u0301", "no"), ("si", "no"), ("S", "N"), ("VERDADERO", "FALSO"),
        ("はい", "いいえ"),
        ("نعم", "لا"),
    ],
)  # fmt: skip
def test_yes_and_no_are_read_in_every_language_of_the_interface(tmp_path: Path, yes: str, no: str) -> None:
    text = f"date,value\n2026-05-03,{yes}\n2026-05-03, {no} \n2026-05-03,{no}\n2026-05-04,{yes}\n2026-05-04,{yes}\n"
    checked = ask_text(tmp_path, text, "share")
    assert (only(checked.value).value, only(checked.value).n) == (60.0, 5)
    assert rules(checked) == []


def test_labels_go_before_yes_and_no(tmp_path: Path) -> None:
    text = "date,value\n2026-05-03,ja\n2026-05-03,nein\n2026-05-03,nein\n2026-05-03,nein\n"
    checked = ask_text(tmp_path, text, "share", labels={"ja": 0, "nein": 1})
    assert only(checked.value).value == 75.0


def test_a_rate_adds_its_parts_and_over_zero_is_missing(tmp_path: Path) -> None:
    text = "date,orders,visits\n2026-05-03,3,10\n2026-05-04,1,30\n2026-06-01,0,0\n2026-06-02,5,\n"
    columns = {"numerator": "orders", "denominator": "visits"}
    plain = ask_text(tmp_path, text, "rate", **columns).value
    percent = ask_text(tmp_path, text, "rate", unit="%", **columns).value
    per_thousand = ask_text(tmp_path, text, "rate", unit="in 1000", **columns).value
    assert [one.value for one in plain.total] == [0.1, None]
    assert [one.n for one in plain.total] == [40, 0]
    assert percent.total[0].value == 10.0
    assert per_thousand.total[0].value == 100.0
    assert (plain.total[0].low, plain.total[0].high) == (
        pytest.approx(0.0396, abs=1e-4),
        pytest.approx(0.2305, abs=1e-4),
    )


def test_a_rate_above_one_has_no_interval(tmp_path: Path) -> None:
    columns = {"numerator": "orders", "denominator": "people"}
    one = only(ask_text(tmp_path, "date,orders,people\n2026-05-03,30,10\n", "rate", **columns).value)
    assert (one.value, one.low) == (3.0, None)


def test_given_values_keep_their_day(tmp_path: Path) -> None:
    text = "date,value\n2026-05-17,3\n2026-06-17,\n2026-07-17,5\n"
    series = ask_text(tmp_path, text, "value").value
    assert [(one.day.day, one.value) for one in series.total] == [(17, 3.0), (17, 5.0)]


def test_values_with_n_stand_as_they_are_for_asked_kinds_too(tmp_path: Path) -> None:
    text = "date,value,n,stage\n2026-05-17,42,100,buy/need\n2026-05-17,10,300,buy/pay\n"
    series = ask_text(tmp_path, text, "nps", n="n", stage="stage").value
    assert [(part.stage, part.value, part.n) for part in series.parts if part.stage] == [
        ("buy/need", 42.0, 100),
        ("buy/pay", 10.0, 300),
    ]
    assert (only(series).value, only(series).n) == (18.0, 400)


def test_a_row_without_a_stage_is_the_total(tmp_path: Path) -> None:
    text = "date,value,stage\n2026-05-17,50,\n2026-05-17,42,buy/need\n2026-05-17,10,buy/pay\n"
    series = ask_text(tmp_path, text, "value", stage="stage").value
    assert only(series).value == 50.0
    assert len([part for part in series.parts if part.stage]) == 2


def test_a_given_csat_with_n_has_an_interval(tmp_path: Path) -> None:
    one = only(ask_text(tmp_path, "date,value,n\n2026-05-17,70,10\n", "csat", n="n").value)
    assert (one.low, one.high) == (pytest.approx(39.68, abs=0.01), pytest.approx(89.22, abs=0.01))


def test_a_funnel_counts_people_once_a_stage(tmp_path: Path) -> None:
    text = "date,value,stage\n" + "2026-05-01,u1,home\n" * 3 + "2026-05-02,u2,home\n2026-05-02,u1,cart\n"
    series = ask_text(tmp_path, text, "funnel", stage="stage").value
    assert [(part.stage, part.value) for part in series.parts] == [("cart", 1.0), ("home", 2.0)]
    assert only(series).value == 2.0


def test_a_funnel_with_n_adds_it_up_by_period(tmp_path: Path) -> None:
    text = "date,n,stage\n2026-05-01,7,home\n2026-05-02,4,home\n2026-05-02,5,cart\n"
    series = ask_text(tmp_path, text, "funnel", stage="stage", n="n").value
    assert [(part.stage, part.value) for part in series.parts] == [("cart", 5.0), ("home", 11.0)]
    assert only(series).value == 11.0


def test_a_funnel_without_a_value_counts_rows(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, "date,event\n2026-05-01,home\n2026-05-02,home\n", "funnel", stage="event")
    assert rules(checked) == []
    assert checked.value.parts[0].value == 2.0


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("day", ["2026-02-28", "2026-05-13"]),
        ("week", ["2026-02-23", "2026-05-11"]),
        ("month", ["2026-02-01", "2026-05-01"]),
        ("quarter", ["2026-01-01", "2026-04-01"]),
        ("year", ["2026-01-01"]),
    ],
)
def test_answers_are_put_into_periods(tmp_path: Path, every: str, days: list[str]) -> None:
    text = "date,value\n2026-05-13,4\n2026-02-28,8\n"
    series = ask_text(tmp_path, text, "mean", every=every).value
    assert [one.day.isoformat() for one in series.total] == days


def test_answers_are_grouped_by_each_combination(tmp_path: Path) -> None:
    text = (
        "date,value,journey,stage,who\n2026-05-13,4,Buy,First look,Anna\n"
        "2026-05-13,2,buy,pay,ben\n2026-05-13,9,buy,,anna\n"
    )
    series = ask_text(tmp_path, text, "mean", journey="journey", stage="stage", persona="who").value
    found = {(part.journey, part.stage, part.persona): part.value for part in series.parts}
    assert found == {
        ("buy", None, None): 5.0,
        ("buy", None, "anna"): 6.5,
        ("buy", None, "ben"): 2.0,
        ("buy", "buy/first-look", None): 4.0,
        ("buy", "buy/pay", None): 2.0,
        ("buy", "buy/first-look", "anna"): 4.0,
        ("buy", "buy/pay", "ben"): 2.0,
        (None, None, "anna"): 6.5,
        (None, None, "ben"): 2.0,
    }
    assert only(series).value == 5.0


def test_long_ids_tell_the_levels_above(tmp_path: Path) -> None:
    text = "date,value,step\n2026-05-13,4,buy/pay/card\n2026-05-13,2,pay/cash\n"
    series = ask_text(tmp_path, text, "mean", step="step").value
    assert {(part.journey, part.stage, part.step) for part in series.parts} == {
        ("buy", None, None),
        ("buy", "buy/pay", None),
        ("buy", "buy/pay", "buy/pay/card"),
        (None, None, "pay/cash"),
    }


def test_the_day_may_be_written_where_the_file_has_none(tmp_path: Path) -> None:
    one = only(ask_text(tmp_path, "value\n4\n", "mean", date="2026-03-31").value)
    assert one.day == date(2026, 3, 1)


def test_a_list_by_hand_gives_the_same_as_a_file(tmp_path: Path) -> None:
    rows = [
        {"date": "2026-05-01", "numerator": 3, "denominator": 10, "stage": "buy/pay"},
        {"date": "2026-05-01", "numerator": 4, "denominator": 10, "stage": "buy/need"},
    ]
    hand = by_hand("rate", *rows, unit="%")
    text = "date,a,b,stage\n2026-05-01,3,10,buy/pay\n2026-05-01,4,10,buy/need\n"
    file = ask_text(tmp_path, text, "rate", unit="%", numerator="a", denominator="b", stage="stage").value
    assert hand == replace(file, rows=None)
    assert only(hand).value == 35.0
    assert only(hand).low is not None


def test_a_list_by_hand_over_zero_is_missing() -> None:
    assert only(by_hand("rate", {"date": "2026-05-01", "numerator": 0, "denominator": 0})).value is None


def test_parquet_and_json_give_the_same_as_csv(tmp_path: Path) -> None:
    import duckdb

    csv = ask_text(tmp_path, PROMOTERS, "nps", value="score").value
    for name in ("t.parquet", "t.json", "t.ndjson"):
        with duckdb.connect() as connection:
            form = "PARQUET" if name.endswith("parquet") else f"JSON, ARRAY {str(name == 't.json').lower()}"
            connection.execute(
                f"COPY (FROM read_csv('{tmp_path}/t.csv')) TO '{tmp_path}/{name}' (FORMAT {form})"
            )
        assert ask(tmp_path / name, "nps", value="score").value == csv


def test_labels_are_not_doubted_where_no_row_is_left(tmp_path: Path) -> None:
    text = "date,value,status\n2026-05-03,good,done\n2026-05-04,bad,done\n"
    labels = {"good": 5, "bad": 1, "so so": 3}
    some = ask_text(tmp_path, text, "csat", scale=(1, 5), labels=labels, where={"status": "done"})
    assert [one.message for one in some.diagnostics if one.rule == "data/unused-label"] == [
        "no answer in 'content/data/t.csv' is 'so so'"
    ]
    none = ask_text(tmp_path, text, "csat", scale=(1, 5), labels=labels, where={"status": "dnoe"})
    assert "data/no-rows-left" in rules(none)
    assert "data/unused-label" not in rules(none)
