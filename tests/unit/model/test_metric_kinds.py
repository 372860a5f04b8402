"""The one table of kinds of metrics is whole, and everything that lists kinds reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from jmsite.data.metric_statistics import STATISTICS
from jmsite.model.entities.metric import Metric
from jmsite.model.metric_kinds import METRIC_KINDS, MetricKind
from jmsite.resources import themes_folder

LANGUAGES = sorted((themes_folder() / "default" / "i18n").glob("*.yaml"))


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_every_kind_has_its_words_and_there_are_no_others(file: Path) -> None:
    keys = yaml.safe_load(file.read_text("utf-8"))
    said = {key.removeprefix("metric.kind.") for key in keys if key.startswith("metric.kind.")}
    assert said == set(METRIC_KINDS)


def test_schema_and_field_reference_list_every_kind() -> None:
    kind = Metric.model_json_schema()["properties"]["kind"]
    assert kind["enum"] == list(METRIC_KINDS)
    assert all(f"`{name}` {row.made}" in kind["description"] for name, row in METRIC_KINDS.items())


@pytest.mark.parametrize("kind", METRIC_KINDS.values(), ids=lambda kind: kind.name)
def test_what_a_statistic_counts_is_said_where_it_counts(kind: MetricKind) -> None:
    assert kind.statistic in STATISTICS
    assert bool(kind.good) == (kind.source == "answers" and kind.statistic in ("share", "net"))
    assert bool(kind.bad) == (kind.statistic == "net")


@pytest.mark.parametrize(
    ("name", "unit", "scale", "low", "high"),
    [
        ("nps", None, (0, 10), -100, 100),
        ("csat", None, (1, 7), 0, 100),
        ("rate", "in 1000", None, 0, 1000),
        ("rate", "in 10,000", None, 0, 10_000),
        ("rate", "per 10.000", None, 0, 10_000),
        ("rate", "in  10 000", None, 0, 10_000),
        ("rate", "in days", None, 0, 1),
        ("rate", " %", None, 0, 100),
        ("rate", None, None, 0, 1),
        ("mean", None, (1, 5), 1, 5),
    ],
)
def test_values_mean_the_worst_and_the_best_feeling(
    name: str, unit: str | None, scale: tuple[float, float] | None, low: float, high: float
) -> None:
    kind = METRIC_KINDS[name]
    assert kind.emotion_on(scale, kind.whole_of(unit)) == (low, high)


@pytest.mark.parametrize("scale", [None, (5, 5)])
def test_without_a_scale_a_mean_says_nothing_of_a_feeling(scale: tuple[float, float] | None) -> None:
    assert METRIC_KINDS["mean"].emotion_on(scale, 1.0) is None


def test_answers_are_on_the_metrics_scale_but_for_kinds_that_have_their_own() -> None:
    assert METRIC_KINDS["nps"].answers_on((1.0, 5.0)) == (0.0, 10.0)
    assert METRIC_KINDS["csat"].answers_on((1.0, 7.0)) == (1.0, 7.0)
    assert METRIC_KINDS["csat"].answers_on(None) == (1.0, 5.0)
    assert METRIC_KINDS["mean"].answers_on(None) is None
