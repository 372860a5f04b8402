"""The kinds of metrics that came with sources of all sorts, from small tables with known results."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from asking import ask, ask_text, only, rules
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from jmsite.model.readings import Measured


def test_a_sum_adds_up_and_a_count_counts_rows(tmp_path: Path) -> None:
    text = "date,value\n2026-05-03,3\n2026-05-04,4.5\n2026-05-30,\n2026-06-01,1\n"
    assert [(one.value, one.n) for one in ask_text(tmp_path, text, "sum").value.total] == [(7.5, 2), (1.0, 1)]
    assert [(one.value, one.n) for one in ask_text(tmp_path, text, "count").value.total] == [
        (2.0, 2),
        (1.0, 1),
    ]


def test_a_count_of_a_table_without_values_is_of_its_rows(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, "date,who\n" + "2026-05-03,x\n" * 9, "count")
    one = only(checked.value)
    assert (one.value, rules(checked)) == (9.0, [])
    # Garwood's interval, as tables of the Poisson distribution print it
    assert (one.low, one.high) == (pytest.approx(4.115, abs=1e-3), pytest.approx(17.085, abs=1e-3))
    words = ask_text(tmp_path, "date,who\n2026-05-03,x\n2026-05-03,\n2026-05-03,x\n", "count", value="who")
    assert only(words.value).value == 2.0


def test_a_quantile_is_that_of_numpy_and_its_interval_that_of_scipy(tmp_path: Path) -> None:
    values = [1.5 * (i * 37 % 101) for i in range(200)]
    text = "date,value\n" + "".join(f"2026-05-03,{one}\n" for one in values)
    for kind in ("quantile", "duration"):
        one = only(ask_text(tmp_path, text, kind, quantile=0.9).value)
        low, high = stats.quantile_test(values, q=0, p=0.9).confidence_interval(0.95)
        assert (one.value, one.n) == (pytest.approx(np.quantile(values, 0.9)), 200)
        assert (one.low, one.high) == (pytest.approx(low), pytest.approx(high))
    assert only(ask_text(tmp_path, text, "duration").value).value == pytest.approx(np.median(values))
    assert only(ask_text(tmp_path, text, "median", quantile=0.9).value).value == pytest.approx(
        np.median(values)
    )


def test_employees_are_asked_as_customers_are(tmp_path: Path) -> None:
    text = "date,value\n" + "2026-05-03,10\n" * 6 + "2026-05-09,8\n" * 2 + "2026-05-30,3\n" * 2
    assert ask_text(tmp_path, text, "enps").value == ask_text(tmp_path, text, "nps").value


def test_a_sentiment_is_a_mean_from_minus_one_to_one(tmp_path: Path) -> None:
    checked = ask_text(
        tmp_path, "date,value\n2026-05-03,-1\n2026-05-03,0.5\n2026-05-03,1\n2026-05-03,2\n", "sentiment"
    )
    one = only(checked.value)
    assert (one.value, one.n, one.low, one.high) == (pytest.approx(1 / 6), 3, -1.0, 1.0)
    assert rules(checked) == ["data/out-of-scale"]


@pytest.mark.parametrize(("top", "value"), [(1, 20.0), (2, 60.0), (3, 80.0)])
def test_how_many_answers_count_as_satisfied_is_declared(tmp_path: Path, top: int, value: float) -> None:
    text = "date,value\n" + "".join(f"2026-05-03,{score}\n" for score in (5, 4, 4, 3, 1))
    assert only(ask_text(tmp_path, text, "csat", top=top).value).value == value


def test_promoters_may_be_given_as_counts(tmp_path: Path) -> None:
    columns = {"counts": {"detractors": "low", "passives": "between", "promoters": "high"}}
    text = "date,low,between,high,stage\n2026-05-01,2,2,5,buy/need\n2026-05-20,,0,1,buy/pay\n2026-06-01,0,0,0,buy/pay\n"
    given_ = ask_text(tmp_path, text, "nps", stage="stage", **columns)
    asked = ask_text(
        tmp_path, "date,value\n" + "2026-05-03,10\n" * 6 + "2026-05-09,8\n" * 2 + "2026-05-30,3\n" * 2, "nps"
    )
    assert given_.value.total == asked.value.total
    assert only(given_.value).counts == (2, 2, 6)
    assert [(one.stage, one.value, one.n) for one in given_.value.parts if one.stage] == [
        ("buy/need", pytest.approx(100 / 3), 9),
        ("buy/pay", 100.0, 1),
    ]
    assert rules(given_) == ["data/left-out"]


@pytest.mark.parametrize("kind", ["csat", "mean", "ces", "median", "sum", "quantile"])
def test_counts_for_each_answer_are_the_answers(tmp_path: Path, kind: str) -> None:
    times = {1: 3, 2: 4, 3: 0, 4: 7, 5: 9}
    rows = "".join(f"2026-05-03,{answer}\n" * many for answer, many in times.items())
    asked = only(ask_text(tmp_path, "date,value\n" + rows, kind, scale=(1, 5), quantile=0.75).value)
    text = "date,a,b,c,d,e\n2026-05-03,3,4,0,7,9\n"
    columns = dict(zip(times, "abcde", strict=True))
    found = only(ask_text(tmp_path, text, kind, scale=(1, 5), quantile=0.75, counts=columns).value)
    assert found == asked


def test_who_is_seen_again_in_the_next_period_is_retained(tmp_path: Path) -> None:
    seen = {
        "2026-01": "anna ben cleo dora",
        "2026-02": "anna ben emil",
        "2026-03": "anna cleo emil anna",
        "2026-04": "dora",
    }
    text = "date,person\n" + "".join(
        f"{day}-0{1 + at},{who}\n" for day, all_ in seen.items() for at, who in enumerate(all_.split())
    )
    found = ask_text(tmp_path, text, "retention", value="person").value.total
    assert [(one.day, one.value, one.n) for one in found] == [
        (date(2026, 1, 1), 50.0, 4),
        (date(2026, 2, 1), pytest.approx(200 / 3), 3),
        (date(2026, 3, 1), 0.0, 3),
    ]
    expected = stats.binomtest(2, 4).proportion_ci(0.95, method="wilson")
    assert (found[0].low, found[0].high) == (
        pytest.approx(100 * expected.low),
        pytest.approx(100 * expected.high),
    )
    later = ask_text(tmp_path, text, "retention", value="person", after=2).value.total
    assert [(one.day.month, one.value) for one in later] == [(1, 50.0), (2, 0.0)]
    yearly = ask_text(tmp_path, text, "retention", value="person", every="year").value.total
    assert yearly == ()


def test_whoever_comes_back_anywhere_has_come_back(tmp_path: Path) -> None:
    text = "date,person,channel\n2026-01-03,anna,app\n2026-01-04,anna,shop\n2026-01-05,ben,shop\n2026-02-01,anna,shop\n"
    found = ask_text(tmp_path, text, "retention", value="person", channel="channel").value
    assert [(one.value, one.n) for one in found.total] == [(50.0, 2)]
    assert [(one.channel, one.value, one.n) for one in found.parts] == [("app", 100.0, 1), ("shop", 50.0, 2)]


def test_a_retention_somebody_worked_out_is_a_ratio(tmp_path: Path) -> None:
    text = "date,again,all\n2026-05-03,30,40\n"
    one = only(ask_text(tmp_path, text, "retention", numerator="again", denominator="all").value)
    assert (one.value, one.n) == (75.0, 40)


DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))


@settings(max_examples=60, deadline=None)
@given(day=DAYS, fiscal=st.integers(1, 12), every=st.sampled_from(["month", "quarter", "half", "year"]))
def test_a_period_begins_a_whole_number_of_periods_after_the_fiscal_year(
    day: date, fiscal: int, every: str
) -> None:
    one = _only(f"date,value\n{day},1\n", every=every, fiscal_year=fiscal)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[every]
    assert one.day.day == 1
    assert (one.day.month - fiscal) % months == 0
    passed = 12 * (day.year - one.day.year) + day.month - one.day.month
    assert 0 <= passed < months


def test_without_a_fiscal_year_quarters_and_weeks_are_those_of_the_calendar() -> None:
    text = "date,value\n2026-05-31,1\n"
    first = {
        every: _only(text, every=every).day for every in ("day", "week", "month", "quarter", "half", "year")
    }
    assert first == {
        "day": date(2026, 5, 31), "week": date(2026, 5, 25), "month": date(2026, 5, 1), "quarter": date(2026, 4, 1),
        "half": date(2026, 1, 1), "year": date(2026, 1, 1),
    }  # fmt: skip


def _only(text: str, kind: str = "mean", **more: Any) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        return only(ask_text(Path(folder), text, kind, **more).value)


KINDS = ("nps", "csat", "mean", "ces", "sum", "count", "median", "quantile", "share")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("weight", [1, 2.5])
def test_weights_that_are_all_alike_change_nothing_but_a_sum(
    tmp_path: Path, kind: str, weight: float
) -> None:
    answers = [0, 1, 1] * 4 if kind == "share" else [1, 2, 2, 3, 5, 5, 4, 1, 5]
    plain = "date,value\n" + "".join(f"2026-05-03,{one}\n" for one in answers)
    heavy = "date,value,weight\n" + "".join(f"2026-05-03,{one},{weight}\n" for one in answers)
    alone, weighted = (
        _only(text, kind, quantile=0.7, **more) for text, more in ((plain, {}), (heavy, {"weight": "weight"}))
    )
    times = weight if kind in ("sum", "count") else 1
    assert weighted.n == alone.n
    for name in ("value", "low", "high"):
        ours, theirs = getattr(weighted, name), getattr(alone, name)
        assert ours == (None if theirs is None else pytest.approx(times * theirs, rel=1e-9))


def test_weighted_answers_count_as_often_as_they_weigh_and_are_as_sure_as_kish_says(tmp_path: Path) -> None:
    rows = [(5, 2.0), (1, 1.0), (4, 0.5), (2, 0.5), (5, 1.0), (3, 3.0)]
    text = "date,value,w\n" + "".join(f"2026-05-03,{answer},{w}\n" for answer, w in rows)
    weights = np.array([w for _, w in rows])
    size = weights.sum() ** 2 / (weights**2).sum()
    good = sum(w for answer, w in rows if answer >= 4) / weights.sum()
    csat = _only(text, "csat", weight="w")
    assert (csat.value, csat.n) == (pytest.approx(100 * good), 6)
    half = 1.959963984540054 * np.sqrt(good * (1 - good) / size + 1.959963984540054**2 / 4 / size**2)
    half /= 1 + 1.959963984540054**2 / size
    assert (csat.high or 0) - (csat.low or 0) == pytest.approx(200 * half)
    mean = _only(text, "mean", weight="w")
    middle = np.average([answer for answer, _ in rows], weights=weights)
    variance = np.average([(answer - middle) ** 2 for answer, _ in rows], weights=weights) * size / (size - 1)
    assert mean.value == pytest.approx(middle)
    assert mean.high == pytest.approx(middle + stats.t.ppf(0.975, size - 1) * np.sqrt(variance / size))


def test_a_weighted_median_has_half_of_the_weight_on_either_side() -> None:
    text = "date,value,w\n2026-05-03,1,1\n2026-05-03,2,1\n2026-05-03,9,3\n"
    assert _only(text, "median", weight="w").value == 9.0
    assert (
        _only("date,value,w\n2026-05-03,1,3\n2026-05-03,2,1\n2026-05-03,9,2\n", "median", weight="w").value
        == 1.5
    )


@pytest.mark.parametrize(("part", "value"), [(0.0, 1.0), (1.0, 9.0)])
def test_the_ends_of_weighted_answers_are_the_least_and_the_greatest(part: float, value: float) -> None:
    text = "date,value,w\n2026-05-03,9,1\n2026-05-03,1,2\n2026-05-03,4,0.5\n"
    assert _only(text, "quantile", quantile=part, weight="w").value == value


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_weighted_quantile_lies_between_as_many_answers_as_kish_says(part: float) -> None:
    given = [(value, 0.5 + value % 4) for value in range(1, 31) for _ in range(1 + value % 3)]
    text = "date,value,w\n" + "".join(f"2026-05-03,{value},{w}\n" for value, w in given)
    whole = sum(w for _, w in given)
    size = int(whole**2 / sum(w * w for _, w in given))

    def up_to(share: float) -> float:
        """The first value up to which so much of the weight lies."""
        return next(
            float(value)
            for value, _ in given
            if sum(w for one, w in given if one <= value) >= share * whole - 1e-9
        )

    ranks = stats.quantile_test(range(1, size + 1), q=0, p=part).confidence_interval(0.95)
    found = _only(text, "quantile", quantile=part, weight="w")
    assert (found.value, found.n) == (up_to(part), len(given))
    assert (found.low, found.high) == tuple(up_to((rank - 0.5) / size) for rank in (ranks.low, ranks.high))


def test_parquet_is_counted_as_text_is(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    answers = [10, 9, 3, 8, 0, 10]
    table = pa.table({"date": [date(2026, 5, 3)] * 6, "value": answers, "w": [1.0, 2.0, 1.0, 1.0, 0.5, 0.25]})
    pq.write_table(table, tmp_path / "t.parquet")
    text = "date,value,w\n" + "".join(
        f"2026-05-03,{one},{w}\n" for one, w in zip(answers, [1.0, 2.0, 1.0, 1.0, 0.5, 0.25], strict=True)
    )
    assert (
        ask(tmp_path / "t.parquet", "nps", weight="w").value
        == ask_text(tmp_path, text, "nps", weight="w").value
    )


def test_counts_and_weights_below_nothing_leave_their_rows_out_and_are_told(tmp_path: Path) -> None:
    weighted = ask_text(
        tmp_path, "date,value,w\n2026-05-03,10,-1\n2026-05-03,9,2\n2026-05-03,0,2\n", "nps", weight="w"
    )
    assert (only(weighted.value).n, only(weighted.value).value) == (2, 0.0)
    assert weighted.diagnostics[0].message == "column 'w': '-1' is negative"
    counted = ask_text(
        tmp_path, "date,a,b\n2026-05-03,4,-2\n2026-05-03,1,3\n", "mean", counts={1: "a", 5: "b"}
    )
    assert (only(counted.value).n, only(counted.value).value) == (4, 4.0)
    given_ = ask_text(tmp_path, "date,value,n\n2026-05-03,40,-5\n2026-06-03,30,10\n", "nps", n="n")
    assert [(one.day.month, one.n) for one in given_.value.total] == [(6, 10)]
    ratio = ask_text(tmp_path, "date,a,b\n2026-05-03,4,-8\n", "rate", numerator="a", denominator="b")
    assert ratio.value.total == ()
    assert [rules(one) for one in (weighted, counted, given_, ratio)] == [["data/negative"]] * 4


def test_a_column_of_counts_that_is_not_there_is_told(tmp_path: Path) -> None:
    checked = ask_text(tmp_path, "date,a\n2026-05-03,4\n", "csat", counts={1: "a", 5: "best"})
    assert rules(checked) == ["data/missing-column"]
    assert checked.value.total == ()


def test_answers_are_told_apart_by_department_and_by_dimensions_of_the_metrics_own(tmp_path: Path) -> None:
    text = "date,value,team,land,stage\n" + "".join(
        f"2026-05-03,{value},{team},{land},{stage}\n"
        for value, team, land, stage in (
            (10, "Support", "Chile", "buy/need"),
            (0, "support", "Chile", "buy/pay"),
            (9, "sales", "Perú", "buy/pay"),
            (9, "", "", "buy/pay"),
        )
    )
    columns: dict[str, Any] = {
        "department": "team",
        "stage": "stage",
        "by": {"Country": "land", "Team": "team"},
    }
    found = ask_text(tmp_path, text, "nps", **columns).value
    assert (only(found).value, only(found).n) == (50.0, 4)
    departments = {one.department: one.n for one in found.parts if one.department and not one.stage}
    assert departments == {"support": 2, "sales": 1}
    alone = {one.own: (one.value, one.n) for one in found.parts if one.own and not one.stage}
    assert alone == {
        (("Country", "Chile"),): (0.0, 2),
        (("Country", "Perú"),): (100.0, 1),
        (("Team", "Support"),): (0.0, 2),
        (("Team", "sales"),): (100.0, 1),
    }
    staged = {(one.stage, one.own[0][1]): one.n for one in found.parts if one.own and one.stage}
    assert staged[("buy/pay", "Chile")] == 1
    given_ = ask_text(
        tmp_path,
        "date,value,n,land\n2026-05-03,40,10,Chile\n2026-05-03,20,30,Perú\n",
        "nps",
        n="n",
        by={"Country": "land"},
    ).value
    assert (only(given_).value, only(given_).n) == (25.0, 40)
    assert [(one.own, one.n) for one in given_.parts] == [
        ((("Country", "Chile"),), 10),
        ((("Country", "Perú"),), 30),
    ]
    missing = ask_text(tmp_path, text, "nps", by={"Country": "region"})
    assert rules(missing) == ["data/missing-column"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["2026-06-03,40,10"], "a row of 'content/data/t.csv' is there twice, the first for 2026-06-03"),
        (
            ["2026-06-03,40,10"] * 2,
            "2 rows of 'content/data/t.csv' are there twice, the first for 2026-06-03",
        ),
        (
            ["2026-06-03,40,10", "2026-05-03,40,10"],
            "2 rows of 'content/data/t.csv' are there twice, the first for 2026-05-03",
        ),
    ],
)
def test_rows_that_are_there_twice_are_counted(tmp_path: Path, more: list[str], told: str) -> None:
    rows = ["date,value,n", "2026-06-03,40,10", "2026-05-03,40,10", *more]
    found = ask_text(tmp_path, "\n".join(rows) + "\n", "nps", n="n")
    assert [one.message for one in found.diagnostics] == [told]


def test_a_given_value_that_is_there_twice_is_told_and_one_of_another_group_is_not(tmp_path: Path) -> None:
    text = "date,value,n,channel\n2026-05-03,40,10,app\n2026-05-03,40,10,shop\n2026-06-03,40,10,app\n"
    assert rules(ask_text(tmp_path, text, "nps", n="n", channel="channel")) == []
    twice = ask_text(tmp_path, text + "2026-06-03,40,10,app\n", "nps", n="n", channel="channel")
    assert rules(twice) == ["data/repeated-rows"]
    once = ask_text(tmp_path, text + "2026-06-03,40,10,app\n", "nps", n="n", channel="channel", once=True)
    assert "data/repeated-rows" not in rules(once)
    assert rules(ask_text(tmp_path, "date,value\n2026-05-03,9\n2026-05-03,9\n", "nps")) == []
