"""From readings and written scores to how steps feel."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.data.fetch import fetch, queries
from jmsite.data.measure import journey_feelings, question_of
from jmsite.data.unanswered import why_unanswered
from jmsite.engine.memo import Memo
from jmsite.measuring import measure
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight, Research
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.persona import Persona
from jmsite.model.entities.site import Site
from jmsite.model.readings import Measured, Point, Series
from jmsite.model.sources import Blob, Inputs

STEP = "buy/pay/card"
NPS = {"kind": "nps"}


def entity(kind: str, id: str, fields: Any) -> Entity[Any]:
    return Entity(kind=kind, id=id, url="", path=f"content/{kind}/{id}.yaml", title=id, fields=fields)


def catalog(
    step: dict[str, Any], metrics: dict[str, Any] | None = None, site: dict[str, Any] | None = None
) -> Catalog:
    steps = {STEP: Step.model_validate({"personas": ["anna", "ben"], **step})}
    tables: dict[str, dict[str, Any]] = {
        "journey": {"buy": Journey()},
        "stage": {"buy/pay": Stage(), "buy/need": Stage(), "sell/need": Stage()},
        "step": steps,
        "persona": {"anna": Persona(), "ben": Persona()},
        "research": {"talks": Research()},
        "insight": {"known": Insight(research=("talks",)), "guessed": Insight()},
        "metric": {id: Metric.model_validate(fields) for id, fields in (metrics or {}).items()},
        "site": {"site": Site.model_validate({"title": "T", **(site or {})})},
    }
    kinds = {kind: {id: entity(kind, id, one) for id, one in found.items()} for kind, found in tables.items()}
    order: dict[str, Any] = {"stages": {"buy": ("buy/need", "buy/pay")}, "steps": {"buy/pay": (STEP,)}}
    return Catalog(tables={**kinds, **order, "journey_steps": {"buy": (kinds["step"][STEP],)}})


def points(step: dict[str, Any], series: Series | None = None, **more: Any) -> dict[str, Point]:
    felt = journey_feelings(
        measure(catalog(step, **more), {"m": series} if series else {}, Memo()).value, "buy"
    ).value
    return {point.persona: point for point in felt.get(STEP, ())}


def told(step: dict[str, Any], series: Series, metric: dict[str, Any]) -> list[str]:
    measured = measure(catalog(step, {"m": metric}), {"m": series}, Memo()).value
    return [fault.rule for fault in journey_feelings(measured, "buy").findings]


def part(value: float, day: int = 1, **more: Any) -> Measured:
    return Measured(day=date(2026, 5, day), value=value, **more)


def test_a_written_score_is_assumed_and_stored_from_minus_two_to_two() -> None:
    found = points({"emotion": {"anna": 1, "ben": 5}}, site={"emotion_scale": {"min": 1, "max": 5}})
    assert [(point.score, point.basis) for point in found.values()] == [(-2.0, "assumed"), (2.0, "assumed")]


def test_one_score_is_everybodys_and_personas_without_one_have_no_point() -> None:
    assert [point.score for point in points({"emotion": 1}).values()] == [1.0, 1.0]
    assert list(points({"emotion": {"ben": 1}})) == ["ben"]
    assert list(points({"emotion": 1, "personas": []})) == [""]


@pytest.mark.parametrize(
    "evidence",
    [
        {"research": ["talks"]},
        {"emotion": {"anna": {"score": 1, "research": ["talks"]}, "ben": 0}},
        {"quotes": [{"text": "Yes", "persona": "anna", "research": "talks"}]},
        {"pains": [{"text": "Slow", "research": ["talks"]}]},
        {"gains": [{"text": "Fast", "insight": "known", "persona": "anna"}]},
        {"insights": ["known"]},
    ],
)
def test_what_rests_on_research_is_researched(evidence: dict[str, Any]) -> None:
    assert points({"emotion": 1, **evidence})["anna"].basis == "researched"


@pytest.mark.parametrize(
    "evidence",
    [
        {"quotes": [{"text": "Yes", "persona": "ben", "research": "talks"}]},
        {"quotes": [{"text": "Yes"}]},
        {"pains": [{"text": "Slow", "insight": "guessed"}]},
        {"insights": ["guessed"]},
    ],
)
def test_what_rests_on_nothing_or_on_others_is_assumed(evidence: dict[str, Any]) -> None:
    assert points({"emotion": 1, **evidence})["anna"].basis == "assumed"


def test_the_word_is_the_nearest_that_was_written() -> None:
    scale = {"emotion_scale": {"min": 1, "max": 5, "words": {1: "awful", 3: "fine", 5: "great"}}}
    feeling = [{"text": "torn", "persona": "ben"}, "so-so"]
    felt = {"anna": {"score": 4.6, "word": "glad"}, "ben": 4.6}
    assert points({"emotion": felt, "feeling": feeling}, site=scale)["anna"].word == "glad"
    assert points({"emotion": felt, "feeling": feeling}, site=scale)["ben"].word == "torn"
    assert points({"emotion": 4.6, "feeling": feeling}, site=scale)["anna"].word == "so-so"
    assert points({"emotion": 4.6}, site=scale)["anna"].word == "great"
    assert points({"emotion": 4}, site=scale)["anna"].word == ""


@pytest.mark.parametrize(
    ("fields", "value", "score"),
    [
        ({"kind": "nps"}, 74.0, 1.48),
        ({"kind": "csat"}, 70.0, 0.8),
        ({"kind": "csat", "unit": "in 1000"}, 700.0, 0.8),
        ({"kind": "share", "direction": "lower"}, 70.0, -0.8),
        ({"kind": "rate", "unit": "%"}, 10.0, -1.6),
        ({"kind": "rate"}, 0.1, -1.6),
        ({"kind": "ces", "scale": {"min": 1, "max": 7}}, 7.0, 2.0),
        ({"kind": "mean", "scale": {"min": 0, "max": 10}, "direction": "lower"}, 2.5, 1.0),
        ({"kind": "duration", "scale": {"min": 0, "max": 30}, "direction": "lower"}, 45.0, -2.0),
    ],
)
def test_a_metric_is_a_feeling_by_its_scale(fields: dict[str, Any], value: float, score: float) -> None:
    series = Series(metric="m", total=(part(value, n=9, low=value, high=value),))
    found = points({"emotion": {"metric": "m"}}, series, metrics={"m": fields})["anna"]
    assert (found.score, found.basis, found.n, found.metric) == (score, "measured", 9, "m")
    assert (found.low, found.high) == (score, score)


def test_a_flipped_interval_has_its_lower_end_first() -> None:
    series = Series(metric="m", total=(part(40, low=30, high=60),))
    metrics = {"m": {"kind": "share", "direction": "lower"}}
    found = points({"emotion": {"metric": "m"}}, series, metrics=metrics)["anna"]
    assert (found.low, found.score, found.high) == (-0.4, 0.4, 0.8)


def test_a_metric_without_a_scale_is_told_once() -> None:
    step, series = {"emotion": {"metric": "m"}}, Series(metric="m", total=(part(3),))
    assert told(step, series, {"kind": "mean"}) == ["metric/no-scale"]
    assert points(step, series, metrics={"m": {"kind": "mean"}}) == {}


def test_a_metric_without_a_reading_leaves_the_written_score() -> None:
    emotion = {"metric": "m", "score": 1}
    assert points({"emotion": emotion}, Series(metric="m"), metrics={"m": NPS})["anna"].basis == "assumed"
    assert told({"emotion": emotion}, Series(metric="m"), NPS) == []
    assert told({"emotion": {"metric": "m"}}, Series(metric="m"), NPS) == ["metric/no-reading"]


LADDER = [
    part(10),
    part(20, journey="buy"),
    part(30, journey="buy", stage="buy/pay"),
    part(40, journey="buy", stage="buy/pay", step=STEP),
    part(50, journey="buy", stage="buy/pay", step=STEP, persona="anna"),
]


@pytest.mark.parametrize("rungs", range(1, 6))
def test_what_speaks_closest_of_a_step_comes_first(rungs: int) -> None:
    series = Series(metric="m", total=tuple(LADDER[:1]), parts=tuple(LADDER[1:rungs]))
    found = points({"emotion": {"metric": "m"}}, series, metrics={"m": NPS})["anna"]
    assert found.score == pytest.approx(rungs * 10 / 50)


def test_the_latest_reading_with_a_value_counts_and_channels_do_not() -> None:
    here = {"journey": "buy", "stage": "buy/pay"}
    parts = (part(10, 1, **here), part(50, 2, **here), part(90, 3, channel="web", **here))
    series = Series(metric="m", total=(), parts=(*parts, Measured(day=date(2026, 5, 9), value=None, **here)))
    assert points({"emotion": {"metric": "m"}}, series, metrics={"m": NPS})["anna"].score == 1.0


def test_what_others_feel_is_no_measure_of_a_persona() -> None:
    here = {"journey": "buy", "stage": "buy/pay", "step": STEP}
    series = Series(metric="m", total=(), parts=(part(50, **here), part(50, persona="ben", **here)))
    found = points({"emotion": -1, "metrics": ["m"]}, series, metrics={"m": NPS})
    assert (found["anna"].measured, found["ben"].measured) == (None, 1.0)


@pytest.mark.parametrize(
    ("written", "contradicted"), [(1.0, False), (1.65, False), (1.66, True), (0.55, False), (0.54, True)]
)
def test_a_score_is_contradicted_beyond_the_interval(written: float, contradicted: bool) -> None:
    series = Series(
        metric="m", total=(), parts=(part(50, n=80, low=40, high=70, stage="buy/pay", journey="buy"),)
    )
    found = points({"emotion": written, "metrics": ["m"]}, series, metrics={"m": NPS})["anna"]
    assert (found.score, found.measured, found.contradicted) == (written, 1.0, contradicted)
    assert (found.basis, found.metric, found.low) == ("assumed", "m", None)


def test_only_metrics_that_ask_people_contradict() -> None:
    series = Series(metric="m", total=(), parts=(part(50, stage="buy/pay", journey="buy"),))
    found = points({"emotion": -2, "metrics": ["m"]}, series, metrics={"m": {"kind": "share"}})["anna"]
    assert (found.measured, found.contradicted) == (None, False)


def test_short_ids_are_located_and_unknown_ones_left_out_and_told() -> None:
    parts = (part(1, stage="pay"), part(2, stage="need"), part(3, persona="zoe"), part(4, step="card"))
    series = Series(metric="m", total=(part(9),), parts=parts)
    found = measure(catalog({}, {"m": NPS}), {"m": series}, Memo())
    assert [(one.journey, one.stage, one.step) for one in found.value.series("m").parts] == [
        ("buy", "buy/pay", None),
        ("buy", "buy/pay", STEP),
    ]
    assert [(fault.rule, fault.message) for fault in found.findings] == [
        ("data/unknown-id", "there is no stage 'need'; these readings count only in the total"),
        ("data/unknown-id", "there is no persona 'zoe'; these readings count only in the total"),
    ]


@pytest.mark.parametrize(
    ("readings", "rule"),
    [
        ({"source": "answers"}, None),
        ({"source": "anwers"}, "data/unknown-source"),
        ({"source": "warehouse"}, "data/source-not-available"),
        ({"value": "x"}, "data/no-file"),
        ({"file": "data/gone.csv"}, None),
    ],
)
def test_sources(readings: dict[str, Any], rule: str | None) -> None:
    sources = {"answers": {"file": "data/a.csv"}, "warehouse": {"sheet": "Answers"}}
    site = catalog({}, {"m": {"readings": readings}}, {"sources": sources})
    blob = Blob(path="content/data/a.csv", digest="x", size=1, file="a.csv")
    found = fetch(Inputs(content={}, blobs={blob.path: blob}, themes={}), queries(site))
    asked = Catalog(tables={**site.tables, "snapshots": found.snapshots})
    assert [fault.rule for fault in why_unanswered(asked, "metric", "m")] == ([rule] if rule else [])
    answers = [one.blob for one in found.snapshots.values()]
    assert answers == ([blob] if readings == {"source": "answers"} else [])
    assert (question_of(asked, "m") is not None) == (readings == {"source": "answers"})


def test_readings_by_hand_are_asked_without_a_file() -> None:
    metric = {"readings": [{"date": "2026-05-01", "value": 3}]}
    question = question_of(catalog({}, {"m": metric}), "m")
    assert question is not None
    assert question.blob is None


@given(value=st.floats(-200, 300), width=st.floats(0, 50), flipped=st.booleans())
def test_points_stay_on_the_scale_and_in_their_interval(value: float, width: float, flipped: bool) -> None:
    series = Series(metric="m", total=(part(value, low=value - width, high=value + width),))
    metrics = {"m": {"kind": "csat", "direction": "lower" if flipped else "higher"}}
    found = points({"emotion": {"metric": "m"}}, series, metrics=metrics)["anna"]
    assert found.low is not None
    assert found.high is not None
    assert -2 <= found.low <= found.score <= found.high <= 2


SURVEY = {"kind": "mean", "scale": {"min": 0, "max": 4}}
"""A metric whose values are feelings less 2."""


@pytest.mark.parametrize(
    ("written", "contradicted"), [(0.0, False), (0.75, False), (0.76, True), (-0.75, False), (-0.76, True)]
)
def test_a_written_score_may_lie_a_quarter_beside_the_interval(written: float, contradicted: bool) -> None:
    asked = {**SURVEY, "kind": "csat"}
    reading = Measured(
        day=date(2026, 5, 1), value=50.0, n=100, low=37.5, high=62.5, step=STEP
    )  # from -0.5 to 0.5 as a feeling
    found = points(
        {"emotion": written, "metrics": ["m"]}, Series(metric="m", parts=(reading,)), metrics={"m": asked}
    )
    assert found["anna"].measured == 0
    assert found["anna"].contradicted is contradicted


@pytest.mark.parametrize(
    ("score", "word"), [(1.5, "good"), (1.51, ""), (0.5, "good"), (0.49, ""), (-1.5, "bad"), (-1.49, "")]
)
def test_a_score_is_called_by_a_word_that_is_half_a_point_away_at_most(score: float, word: str) -> None:
    site = {"emotion_scale": {"words": {1: "good", -2: "bad"}}}
    assert points({"emotion": score}, site=site)["anna"].word == word


@pytest.mark.parametrize(("value", "score"), [(5.0, 2.0), (4.0, 2.0), (3.9, 1.9), (0.0, -2.0), (-1.0, -2.0)])
def test_a_measured_feeling_keeps_to_the_ends_of_the_scale(value: float, score: float) -> None:
    reading = Measured(day=date(2026, 5, 1), value=value, step=STEP)
    found = points({"emotion": {"metric": "m"}}, Series(metric="m", parts=(reading,)), metrics={"m": SURVEY})
    assert found["anna"].score == score
