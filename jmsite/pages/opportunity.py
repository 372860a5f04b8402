"""One opportunity: what it is worth, what it answers, what is built for it."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.figures import Drawing
from jmsite.model.page import Page, Text
from jmsite.model.value import Value
from jmsite.pages.opportunities import solutions_of
from jmsite.pages.parts.evidence.affected_personas import of_opportunity
from jmsite.pages.parts.evidence.evidence_chain import (
    InsightMark,
    SolutionMark,
    StepMark,
    by_severity,
    insight_mark,
    is_future,
    step_marks,
)
from jmsite.pages.parts.figures.curve_and_trend import trend
from jmsite.pages.parts.lists.stages_as_steps import steps_of
from jmsite.pages.parts.page.entity_page import entity_page, free_anchors, require_entity
from jmsite.pages.parts.page.facts import Fact, dotted, facts, links, tags
from jmsite.pages.parts.page.marks import MetricMark, metric_mark
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.prose import text

SECTIONS = ("summary", "steps", "insights", "solutions", "metrics")


class MetricTrend(Value):
    """A metric with its whole trend."""

    mark: MetricMark
    trend: Drawing | None


class OpportunityView(Value):
    """A whole opportunity. ``goals`` are its steps as they should be, ``ids`` the anchors of its sections."""

    summary: str
    type: str
    facts: tuple[Fact, ...]
    steps: tuple[StepMark, ...]
    goals: tuple[StepMark, ...]
    insights: tuple[InsightMark, ...]
    solutions: tuple[SolutionMark, ...]
    metrics: tuple[MetricTrend, ...]
    text: Text
    ids: tuple[str, ...]


def opportunity(catalog: Catalog, id: str) -> Page:
    """Return the page of an opportunity."""
    entity = require_entity(catalog.opportunity(id))
    return entity_page(catalog, entity, "opportunity", _view(catalog, entity), entity.fields.summary or "")


def _view(catalog: Catalog, entity: Entity[Opportunity]) -> OpportunityView:
    fields = entity.fields
    steps = steps_of(catalog, entity)
    now = [step for step in steps if not is_future(catalog, step)]
    later = [step for step in steps if is_future(catalog, step)]
    return OpportunityView(
        summary=fields.summary or "",
        type=fields.type or "",
        facts=facts(entity, (*_facts(catalog, fields), *own_facts(catalog, entity), tags(entity))),
        steps=step_marks(catalog, now, lambda step: of_opportunity(catalog, entity, step)),
        goals=tuple(
            # goals with the best score first; those that nobody has scored stand behind any that is on the scale from
            # -2 to 2
            sorted(step_marks(catalog, later), key=lambda mark: -mark.score.score if mark.score else 9)
        ),
        insights=tuple(
            insight_mark(catalog, insight)
            for insight in sorted(catalog.found("insight", fields.insights), key=by_severity)
        ),
        solutions=solutions_of(catalog, entity.id),
        metrics=tuple(
            MetricTrend(mark=metric_mark(catalog, metric), trend=trend(catalog, metric.id, small=False))
            for metric in catalog.found("metric", fields.metrics)
        ),
        text=text(catalog, entity, entity.url),
        ids=free_anchors(entity, SECTIONS),
    )


def _facts(catalog: Catalog, fields: Opportunity) -> tuple[Fact, ...]:
    return (
        Fact(key="status", sort="status", value=fields.status),
        Fact(key="customer-value", sort="share", value=fields.customer_value),
        Fact(key="business-value", sort="share", value=fields.business_value),
        dotted("effort", fields.effort),
        Fact(key="confidence", sort="percent", value=fields.confidence),
        Fact(
            key="doing",
            sort="first",
            value=links(catalog.found("department", fields.departments)),
            id="departments",
        ),
        Fact(key="owner", sort="text", value=fields.owner),
    )
