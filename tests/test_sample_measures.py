"""The sample uses every measure, so that whoever looks for an example of one finds it there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jmsite
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Pool, surveys
from jmsite.model.metric_kinds import METRIC_KINDS


@pytest.fixture(scope="module")
def sample() -> Catalog:
    return jmsite.load(Path(__file__).parent.parent)


def _asked(metric: Metric, field: str) -> bool:
    return any(getattr(one, field) for _, one in surveys(metric.readings))


WAYS: dict[str, Callable[[Metric], Any]] = {
    "one-of-several-best-answers": lambda metric: metric.kind == "csat" and metric.top != 2,
    "a-quantile-of-durations": lambda metric: metric.kind == "duration" and metric.quantile not in (None, 0.5),
    "readings-by-hand": lambda metric: isinstance(metric.readings, tuple) and metric.readings,
    "parts-of-a-ratio": lambda metric: _asked(metric, "numerator") and _asked(metric, "denominator"),
    "values-with-their-n": lambda metric: isinstance(metric.readings, tuple) and any(one.n for one in metric.readings),
    "counts-of-classes": lambda metric: _asked(metric, "counts"),
    "weights": lambda metric: _asked(metric, "weight"),
    "a-dimension-of-its-own": lambda metric: _asked(metric, "by"),
    "small-groups": lambda metric: metric.min_n,
    "a-feeling-that-is-declared": lambda metric: metric.emotion,
    "a-funnel-from-a-log": lambda metric: metric.events,
    "a-source": lambda metric: _asked(metric, "source"),
    "surveys-that-are-pooled": lambda metric: isinstance(metric.readings, Pool) and len(metric.readings.pool) > 2,
    "another-scale": lambda metric: any(getattr(one, "scale", None) for _, one in surveys(metric.readings)),
    "answers-in-words": lambda metric: _asked(metric, "labels"),
    **{f"by-{name}": lambda metric, name=name: _asked(metric, name) for name in ("stage", "persona", "channel")},
    **{f"every-{name}": lambda metric, name=name: any(one.every == name for _, one in surveys(metric.readings))
       for name in ("month", "quarter")},
}  # fmt: skip


def _with_readings(sample: Catalog, fits: Callable[[Metric], Any]) -> list[Entity[Metric]]:
    """The metrics that fit, and of which something is told: readings, or what a journey's log says of them."""
    return [
        one
        for one in sample.all("metric")
        if fits(one.fields) and (one.fields.events or sample.series(one.id).latest is not None)
    ]


@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_every_kind_of_metric_is_in_the_sample(sample, kind):
    assert _with_readings(sample, lambda metric: metric.kind == kind)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_measure_is_in_the_sample(sample, way):
    assert _with_readings(sample, WAYS[way])


def test_what_is_pooled_says_so_on_its_page(sample):
    (pooled,) = _with_readings(sample, WAYS["surveys-that-are-pooled"])
    found = sample.series(pooled.id)
    assert sum(one.n for one in found.surveys) == sum(one.n or 0 for one in found.total)
