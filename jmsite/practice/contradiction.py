"""Look at where a map says one thing, and the readings another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity, Solution
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.flow import JourneyFlow
from jmsite.model.readings import Series
from jmsite.model.rules.practice.contradiction import ManyCases
from jmsite.model.rules.rule import RuleOptions
from jmsite.pages.parts.metrics.clear_change import mean_of, sides
from jmsite.practice.questions import is_current, journey_of
from jmsite.practice.rule_types import EntityFinding

OPEN = ("open", "in-progress")
AHEAD = ("idea", "planned", "building")


def score(catalog: Catalog, step: Entity[Step], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a score as it is that lies outside of what was measured."""
    for point in catalog.points(step.id):
        if point.contradicted and is_current(journey_of(catalog, step)):
            scale = catalog.scale(step.id.partition("/")[0])
            said, measured = scale.written(point.score), round(scale.written(point.measured or 0), 1)
            who = point.persona if point.persona in step.fields.emotion else ""
            metric = catalog.metric(point.metric)
            by = f"'{metric.title}'" if metric else "a metric"
            message = f"'{step.title}' has the score {said:g}, and {by} measured {measured:g}"
            hint = "correct the score, or let the metric give it"
            yield EntityFinding(message=message, field=("emotion", who), hint=hint)


def solved(catalog: Catalog, opportunity: Entity[Opportunity], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a solved opportunity of whose metrics none is better than at the beginning."""
    metrics = _followed(catalog, opportunity.fields.metrics)
    if opportunity.fields.status == "solved" and metrics and not any(_is_better(*one) for one in metrics):
        message = f"'{opportunity.title}' is solved, and {_names(metrics)} has not improved"
        yield EntityFinding(
            message=message, field=("status",), hint="set it back to 'open', or name another metric"
        )


def no_effect(catalog: Catalog, solution: Entity[Solution], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a shipped solution of whose metrics none is better since."""
    shipped = solution.fields.shipped
    if shipped is None or solution.fields.status != "shipped":
        return
    opportunities = catalog.found("opportunity", solution.fields.opportunities)
    ids = solution.fields.metrics or [id for one in opportunities for id in one.fields.metrics]
    metrics = []
    for metric, series in _followed(catalog, ids):
        before, after = sides(series.total, shipped)
        if before and after:
            metrics.append((metric, series))
            if _gains(metric, mean_of(before), mean_of(after)):
                return
    if metrics:
        message = f"'{solution.title}' has shipped, and {_names(metrics)} has not improved since"
        yield EntityFinding(
            message=message, field=("shipped",), hint="say what was learned, or name what it does move"
        )


def off_target(catalog: Catalog, metric: Entity[Metric], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a metric that misses its target where no opportunity or solution is to improve it."""
    target, latest = metric.fields.target, catalog.series(metric.id).latest
    if target is None or latest is None or latest.value is None or metric.fields.kind == "funnel":
        return
    if latest.value == target or _gains(metric, target, latest.value):
        return
    if not any(_works(catalog, use.kind, use.id) for use in catalog.uses("metric", metric.id)):
        message = (
            f"'{metric.title}' is at {latest.value:g}, short of {target:g}, and no opportunity is about it"
        )
        yield EntityFinding(
            message=message, field=("target",), hint="add it to an opportunity, or correct the target"
        )


def undrawn_way(catalog: Catalog, journey: Entity[Journey], options: ManyCases) -> Iterator[EntityFinding]:
    """Notice a way between two steps that many cases take, and that the map does not have."""
    flow: JourneyFlow | None = catalog.read("flows", journey.id)
    for one in flow.transitions if flow and is_current(journey) else ():
        start, to, reached = (
            catalog.step(one.start),
            catalog.step(one.to),
            flow.at(one.start) if flow else None,
        )
        if one.drawn or not start or not to or not reached or 100 * one.cases < options.min * reached.n:
            continue
        share = f"{100 * one.cases / reached.n:.0f} %"
        message = (
            f"{share} of the cases at '{start.title}' go on to '{to.title}', which the map does not have"
        )
        hint = f"draw it: 'next: {to.id.partition('/')[2]}', or find out why"
        yield EntityFinding(message=message, hint=hint, entity=("step", start.id))


def untaken_step(catalog: Catalog, journey: Entity[Journey], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a step with events that no case reaches."""
    flow: JourneyFlow | None = catalog.read("flows", journey.id)
    for one in flow.steps if flow and is_current(journey) else ():
        step = catalog.step(one.step)
        if flow and step and not one.n:
            message = f"none of the {flow.cases:,} cases in the log gets to '{step.title}'"
            hint = "correct 'map' under 'events', or take the step off the map"
            yield EntityFinding(message=message, hint=hint, entity=("step", step.id))


def _works(catalog: Catalog, kind: str, id: str) -> bool:
    """Return whether something is still to come of what refers to a metric."""
    if kind not in ("opportunity", "solution"):
        return False
    entity = catalog.find(kind, id)
    return entity is not None and entity.fields.status in (*OPEN, *AHEAD)


def _followed(catalog: Catalog, ids: Iterable[str]) -> list[tuple[Entity[Metric], Series]]:
    """Return the metrics of some ids with their readings, where there are two at least; of funnels, there are none."""
    metrics = [
        metric for metric in catalog.found("metric", dict.fromkeys(ids)) if metric.fields.kind != "funnel"
    ]
    both = [(metric, catalog.series(metric.id)) for metric in metrics]
    return [(metric, series) for metric, series in both if len(_known(series)) > 1]


def _known(series: Series) -> list[float]:
    return [reading.value for reading in series.total if reading.value is not None]


def _is_better(metric: Entity[Metric], series: Series) -> bool:
    known = _known(series)
    first = known[0] if metric.fields.baseline is None else metric.fields.baseline
    return _gains(metric, first, known[-1])


def _gains(metric: Entity[Metric], before: float, after: float) -> bool:
    return after > before if metric.fields.direction == "higher" else after < before


def _names(metrics: Iterable[tuple[Entity[Metric], Series]]) -> str:
    return " or ".join(f"'{metric.title}'" for metric, _ in metrics)
