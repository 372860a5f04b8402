"""Look at what journeys are to achieve."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Objective
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.sources import Loc
from jmsite.practice.questions import is_kept
from jmsite.practice.rule_types import EntityFinding


def without_objective(_: Catalog, journey: Entity[Journey], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey without an objective; a part of another one serves that one's."""
    if is_kept(journey) and not journey.fields.objectives and not journey.fields.parent:
        yield EntityFinding(
            message=f"journey '{journey.title}' has no objective", hint="say what it is to achieve"
        )


def without_number(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice an objective with no value to reach, of its own or of its metric."""
    for field, objective in _objectives(journey):
        if _target(catalog, objective) is None:
            message = f"'{objective.text}' has no value to reach"
            hint = "add 'target:' here" + (", or to its metric" if objective.metric else "")
            yield EntityFinding(message=message, field=field, hint=hint)


def without_date(_: Catalog, journey: Entity[Journey], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice an objective with no day to reach it by."""
    for field, objective in _objectives(journey):
        if objective.by is None:
            message = f"'{objective.text}' has no date"
            yield EntityFinding(
                message=message, field=field, hint="add the day it is to be reached by as 'by:'"
            )


def without_metric(_: Catalog, journey: Entity[Journey], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice an objective that nothing measures."""
    for field, objective in _objectives(journey):
        if objective.metric is None:
            message = f"'{objective.text}' is not measured by anything"
            yield EntityFinding(message=message, field=field, hint="name a metric as 'metric:'")


def overdue(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice an objective whose day has passed without its being reached."""
    for field, objective in _objectives(journey):
        if objective.by is None or catalog.today is None or objective.by >= catalog.today:
            continue
        if not _is_reached(catalog, objective):
            message = f"'{objective.text}' was to be reached by {objective.by:%Y-%m-%d}"
            hint = "set a new date, or remove the objective if it has been given up"
            yield EntityFinding(message=message, field=(*field, "by"), hint=hint)


def _objectives(journey: Entity[Journey]) -> Iterator[tuple[Loc, Objective]]:
    if is_kept(journey):
        for at, objective in enumerate(journey.fields.objectives):
            yield ("objectives", at), objective


def _target(catalog: Catalog, objective: Objective) -> float | None:
    metric = catalog.metric(objective.metric or "")
    return objective.target if objective.target is not None or metric is None else metric.fields.target


def _is_reached(catalog: Catalog, objective: Objective) -> bool:
    metric, target = catalog.metric(objective.metric or ""), _target(catalog, objective)
    latest = catalog.series(objective.metric or "").latest
    if metric is None or target is None or latest is None or latest.value is None:
        return False
    return latest.value >= target if metric.fields.direction == "higher" else latest.value <= target
