"""Surveys that are pooled count as if all of their answers had been given in one; what cannot be told is refused."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

import pytest
from asking import blob, only
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.data import Question, answer
from jmsite.model.entities.readings import Pool, Readings, Scale, Survey
from jmsite.model.findings import Examined
from jmsite.model.readings import Series
from jmsite.model.value import replace

KINDS = (
    "nps",
    "enps",
    "csat",
    "ces",
    "sentiment",
    "mean",
    "median",
    "quantile",
    "duration",
    "share",
    "sum",
    "count",
)
RANGES: dict[str, tuple[float, float]] = {
    "nps": (0, 10),
    "enps": (0, 10),
    "sentiment": (-1, 1),
    "share": (0, 1),
}
Row = tuple[str, float, str]


def question(kind: Any, readings: Any, **more: Any) -> Question:
    scale = None if kind in ("nps", "enps", "sentiment", "share", "csat") else Scale(min=1, max=5)
    return Question(metric="m", kind=kind, readings=readings, **{"blob": None, "scale": scale, **more})


def pool(kind: Any, files: dict[Path, dict[str, Any]], **more: Any) -> Examined[Series]:
    surveys = tuple(
        Survey(file=f"data/{file.name}", **{"date": "day", "value": "v", **columns})
        for file, columns in files.items()
    )
    every = more.pop("every", "month")
    whole = question(kind, Pool(pool=surveys, every=every), **more)
    parts = [
        replace(whole, readings=one.model_copy(update={"every": every}), blob=blob(file))
        for one, file in zip(surveys, files, strict=True)
    ]
    return answer(replace(whole, pool=tuple(parts), ways=tuple(("pool", at) for at in range(len(parts)))))


def table(file: Path, rows: list[Row]) -> Path:
    file.write_text("day,v,persona\n" + "".join(f"{day},{value:g},{who}\n" for day, value, who in rows))
    return file


@st.composite
def answers(draw: st.DrawFn, kind: str) -> list[Row]:
    low, high = RANGES.get(kind, (1, 5))
    values = st.integers(0, int(high - low)).map(lambda step: low + step)
    # one in the upper half, as in any survey that has this scale
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(("2026-01-05", "2026-02-07")), values, st.sampled_from(("a", "b", "")))
        )
    )
    return [("2026-01-01", high, "a"), *rows]


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_pooled_answers_count_as_those_of_one_file(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    several = data.draw(st.lists(answers(kind), min_size=2, max_size=3))
    with tempfile.TemporaryDirectory() as folder:
        files = [table(Path(folder) / f"{at}.csv", rows) for at, rows in enumerate(several)]
        whole = table(Path(folder) / "whole.csv", [row for rows in several for row in rows])
        found = pool(kind, {file: {"persona": "persona"} for file in files}, quantile=0.75)
        readings = Readings(file="data/whole.csv", date="day", value="v", persona="persona")
        one = answer(question(kind, readings, blob=blob(whole), quantile=0.75))
        for pooled, alone in zip(
            (*found.value.total, *found.value.parts), (*one.value.total, *one.value.parts), strict=True
        ):
            assert replace(pooled, value=0, low=None, high=None) == replace(
                alone, value=0, low=None, high=None
            )
            for mine, other in (
                (pooled.value, alone.value),
                (pooled.low, alone.low),
                (pooled.high, alone.high),
            ):
                assert mine is other is None or mine == pytest.approx(other, rel=1e-9, abs=1e-9)
    assert [one.n for one in found.value.surveys] == [len(rows) for rows in several]


def test_answers_on_another_scale_are_carried_over_by_their_place_on_it(tmp_path: Path) -> None:
    files = {
        table(tmp_path / "five.csv", [("2026-01-05", 4, "")] * 3): {},
        table(tmp_path / "seven.csv", [("2026-01-05", 7, ""), ("2026-01-05", 4, "")]): {
            "scale": Scale(min=1, max=7)
        },
        table(tmp_path / "grades.csv", [("2026-01-05", 1, ""), ("2026-01-05", 6, "")]): {
            "scale": Scale(min=6, max=1)
        },
    }
    found = pool("mean", files)
    assert found.findings == ()
    reading = only(found.value)
    values = [4, 4, 4, 5, 3, 5, 1]
    assert (reading.n, reading.value) == (7, pytest.approx(statistics.mean(values)))
    middle = only(pool("median", files).value)
    assert middle.value == statistics.median(values)


def test_answers_in_words_are_pooled_by_their_labels(tmp_path: Path) -> None:
    words = tmp_path / "words.csv"
    words.write_text("day,v,persona\n2026-01-05,well,\n2026-01-06,badly,\n")
    numbers = table(
        tmp_path / "numbers.csv", [("2026-01-05", 9, ""), ("2026-01-05", 10, ""), ("2026-01-05", 3, "")]
    )
    found = pool("nps", {words: {"labels": {"well": 10, "badly": 0}}, numbers: {}})
    assert found.findings == ()
    assert (only(found.value).value, only(found.value).n) == (pytest.approx(20), 5)


def test_the_weights_of_a_survey_say_nothing_against_the_size_of_the_others(tmp_path: Path) -> None:
    weighted = tmp_path / "weighted.csv"
    weighted.write_text("day,v,w\n2026-01-05,5,30000\n2026-01-06,1,10000\n")
    plain = table(tmp_path / "plain.csv", [("2026-01-05", 3, ""), ("2026-01-05", 5, "")])
    found = only(pool("mean", {weighted: {"weight": "w"}, plain: {}}).value)
    assert (found.n, found.value) == (4, pytest.approx((1.5 * 5 + 0.5 * 1 + 3 + 5) / 4))


def test_counts_of_each_answer_are_pooled_with_single_answers(tmp_path: Path) -> None:
    counts = tmp_path / "counts.csv"
    counts.write_text("day,against,between,for\n2026-01-05,2,1,7\n")
    single = table(tmp_path / "single.csv", [("2026-01-05", 9, ""), ("2026-01-05", 0, "")])
    columns = {"value": None, "counts": {"detractors": "against", "passives": "between", "promoters": "for"}}
    found = only(pool("nps", {counts: columns, single: {}}).value)
    assert (found.n, found.counts, found.value) == (12, (3, 1, 8), pytest.approx(100 * 5 / 12))


def test_a_survey_is_called_by_its_title_else_by_its_file(tmp_path: Path) -> None:
    rows = [("2026-01-05", 5, ""), ("2026-01-06", 1, "")]
    titled, untitled = table(tmp_path / "spring.csv", rows), table(tmp_path / "autumn.csv", rows[:1])
    surveys = pool("mean", {titled: {"title": "Spring survey"}, untitled: {}}).value.surveys
    assert [(one.title, one.n) for one in surveys] == [("Spring survey", 2), ("autumn.csv", 1)]


def test_a_cut_rests_on_the_surveys_that_tell_it_apart(tmp_path: Path) -> None:
    told = table(tmp_path / "told.csv", [("2026-01-05", 5, "a"), ("2026-01-05", 1, "b")])
    silent = table(tmp_path / "silent.csv", [("2026-01-05", 3, "a"), ("2026-01-05", 4, "b")])
    found = pool("mean", {told: {"by": {"Who": "persona"}}, silent: {}}).value
    assert (only(found).n, {one.own: (one.n, one.value) for one in found.parts}) == (
        4,
        {(("Who", "a"),): (1, 5.0), (("Who", "b"),): (1, 1.0)},
    )


def test_groups_are_small_or_not_by_the_answers_of_all_surveys(tmp_path: Path) -> None:
    files = [
        table(tmp_path / f"{at}.csv", [("2026-01-05", 5, "a")] * 3 + [("2026-02-05", 5, "a")])
        for at in range(2)
    ]
    found = pool("mean", {file: {"persona": "persona"} for file in files}, min_n=5).value
    assert [(one.n, one.value) for one in (*found.total, *found.parts)] == [(6, 5.0), (None, None)] * 2


@pytest.mark.parametrize(
    ("kind", "columns", "more", "rule", "field"),
    [
        ("rate", {}, {}, "data/cannot-pool", ("readings", "pool")),
        ("value", {}, {}, "data/cannot-pool", ("readings", "pool")),
        ("retention", {}, {}, "data/cannot-pool", ("readings", "pool")),
        ("funnel", {}, {}, "data/cannot-pool", ("readings", "pool")),
        ("ces", {}, {"scale": None}, "data/cannot-pool", ("readings", "pool")),
        ("mean", {"n": "v"}, {}, "data/cannot-pool", ("readings", "pool", 1, "n")),
        ("csat", {"numerator": "v", "denominator": "v"}, {}, "data/cannot-pool", ("readings", "pool", 1, "numerator")),
        ("nps", {"scale": Scale(min=1, max=5)}, {}, "data/cannot-pool", ("readings", "pool", 1, "scale")),
        ("sum", {"scale": Scale(min=1, max=5)}, {"scale": None}, "data/cannot-pool", ("readings", "pool", 1, "scale")),
        ("csat", {"every": "year"}, {}, "data/idle-field", ("readings", "pool", 1, "every")),
        ("csat", {"value": "vote"}, {}, "data/missing-column", ("readings", "pool", 1, "value")),
        ("csat", {"split": ";"}, {}, "data/idle-field", ("readings", "pool", 1, "split")),
    ],
)  # fmt: skip
def test_what_cannot_be_pooled_is_told_at_its_line(
    tmp_path: Path,
    kind: str,
    columns: dict[str, Any],
    more: dict[str, Any],
    rule: str,
    field: tuple[str | int, ...],
) -> None:
    top = 10 if kind == "nps" else 5
    files = [table(tmp_path / f"{at}.csv", [("2026-01-05", top, "")] * 2) for at in range(2)]
    found = pool(kind, {files[0]: {}, files[1]: columns}, **more)
    assert [(one.rule, one.field) for one in found.findings] == [(rule, field)]
    refused = rule != "data/idle-field"
    assert len(found.value.surveys) == (0 if field == ("readings", "pool") else 1 if refused else 2)


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ([5] * 20, True),
        ([5] * 19, False),
        ([5] * 19 + [6], False),
        ([11] + [10] * 9, True),
        ([11] + [10] * 19, False),
    ],
)
def test_answers_that_are_hardly_on_the_scale_of_the_metric_are_refused(
    tmp_path: Path, values: list[int], refused: bool
) -> None:
    right = table(tmp_path / "right.csv", [("2026-01-05", 10, "")])
    doubtful = table(tmp_path / "doubtful.csv", [("2026-01-05", value, "") for value in values])
    found = pool("nps", {right: {}, doubtful: {}})
    assert ("data/other-scale" in [one.rule for one in found.findings]) == refused
    assert len(found.value.surveys) == (1 if refused else 2)
    said = pool("nps", {right: {}, doubtful: {"scale": Scale(min=0, max=10)}})
    assert len(said.value.surveys) == 2


def test_a_survey_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    file = table(tmp_path / "once.csv", [("2026-01-05", 5, "")])
    survey = Survey(file="data/once.csv", date="day", value="v")
    whole = question("csat", Pool(pool=(survey, survey)))
    part = replace(whole, readings=survey, blob=blob(file))
    found = answer(replace(whole, pool=(part, part), ways=(("pool", 0), ("pool", 1))))
    assert [(one.rule, one.field) for one in found.findings] == [
        ("data/cannot-pool", ("readings", "pool", 1))
    ]
