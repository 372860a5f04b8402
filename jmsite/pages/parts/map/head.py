"""The head of a map: the way down to its journey, its objectives, and facts."""

from __future__ import annotations

from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals
from jmsite.model.entities.journey import Journey, Objective
from jmsite.model.page import Link
from jmsite.model.value import Value
from jmsite.pages.parts.metrics import funnel
from jmsite.pages.parts.page.hierarchy import links_above


class ObjectiveMark(Value):
    """An objective with how far its metric has come: ``share`` in percent of the way, None when nobody knows."""

    text: str
    url: str = ""
    share: int | None = None
    value: float = 0
    before: float | None = None
    target: float | None = None
    unit: str = ""
    digits: int = 1
    by: date | None = None


def crumbs(catalog: Catalog, entity: Entity[Journey]) -> tuple[Link, ...]:
    """Return the way down the hierarchy."""
    return (Link(title=catalog.words.phrase("kind.journey"), url="journeys/"), *links_above(catalog, entity))


def children(catalog: Catalog, id: str) -> tuple[Entity[Journey], ...]:
    """Return the journeys that are parts of a journey."""
    return tuple(child for child in catalog.users("journey", id, "journey") if child.fields.parent == id)


def compare_url(catalog: Catalog, entity: Entity[Journey]) -> str:
    """Return where a journey's personas and states are compared, or "" when there is nothing to compare."""
    return f"compare/{entity.id}/" if catalog.is_comparable(entity.id) else ""


def objective_mark(catalog: Catalog, objective: Objective) -> ObjectiveMark:
    """Return an objective with the state of its metric."""
    metric = catalog.metric(objective.metric or "")
    if metric is None:
        return ObjectiveMark(text=objective.text, target=objective.target, by=objective.by)
    fields, series = metric.fields, funnel.overall_readings(catalog, metric)
    target = objective.target if objective.target is not None else fields.target
    before = fields.baseline if fields.baseline is not None else next((r.value for r in series.total), None)
    value = series.latest.value if series.latest else None
    if value is None:
        return ObjectiveMark(
            text=objective.text,
            url=metric.url,
            target=target,
            unit=funnel.unit(catalog, metric),
            by=objective.by,
        )
    share = None
    if target is not None and before is not None and target != before:
        share = round(100 * max(0.0, min(1.0, (value - before) / (target - before))))
    return ObjectiveMark(
        text=objective.text,
        url=metric.url,
        share=share,
        value=value,
        before=before,
        target=target,
        unit=funnel.unit(catalog, metric),
        digits=decimals(value, series.values),
        by=objective.by,
    )


def about(fields: Journey, lead: str) -> tuple[tuple[str, str], ...]:
    """Return facts under the map, by the key of their name; what its head says already is not among them."""
    told = {
        "summary": fields.summary,
        "scenario": fields.scenario,
        "trigger": fields.trigger,
        "outcome": fields.outcome,
        "scope": fields.scope,
        "level": fields.level,
    }
    return tuple((key, value) for key, value in told.items() if value and value != lead)
