"""The metrics of a stage over time."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Stage, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.figures import Drawing
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import trend
from jmsite.pages.parts.metrics.funnel import overall_readings_at
from jmsite.pages.parts.metrics.latest import freshness


class StageTrend(Value):
    """A metric over time at a stage; ``fresh`` says of when the latest reading is, and whether it is stale."""

    drawing: Drawing
    fresh: str


def stage_trends(
    catalog: Catalog, stage: Entity[Stage], steps: tuple[Entity[Step], ...]
) -> tuple[StageTrend, ...]:
    """Return the metrics over time: of the stage, where they are known for it."""
    ids = dict.fromkeys([*stage.fields.metrics, *(id for step in steps for id in step.fields.metrics)])
    return tuple(
        found for metric in catalog.found("metric", ids) if (found := _trend(catalog, stage, metric))
    )


def _trend(catalog: Catalog, stage: Entity[Stage], metric: Entity[Metric]) -> StageTrend | None:
    scope, series = overall_readings_at(catalog, metric, stage.id)
    every = catalog.words.phrase("trend.all-stages")
    place = stage.title if scope == "stage" else every if scope == "all" else ""
    drawing = trend(catalog, metric.id, small=False, series=series, place=place)
    return StageTrend(drawing=drawing, fresh=freshness(catalog, metric.id, series)) if drawing else None
