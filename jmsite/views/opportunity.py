"""One opportunity: what it is worth, what it answers, what is built for it."""

from __future__ import annotations

from dataclasses import dataclass

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.figures import Drawing
from jmsite.model.page import Link, Page, Text
from jmsite.views.chain import (
    InsightMark,
    SolutionMark,
    StepMark,
    dots,
    heaviest,
    insight_mark,
    links,
    step_marks,
    wished,
)
from jmsite.views.entity_page import Fact, entity_page, free, own_facts
from jmsite.views.figures import trend
from jmsite.views.opportunities import solutions_of
from jmsite.views.parts import MetricMark, Touch, metric_mark, tag_links
from jmsite.views.prose import text

FACTS = ("status", "customer-value", "business-value", "effort", "confidence", "departments", "owner")
SECTIONS = (*FACTS, "steps", "insights", "solutions", "metrics")


@dataclass(frozen=True, slots=True)
class MetricTrend:
    """A metric with its whole trend."""

    mark: MetricMark
    trend: Drawing | None


@dataclass(frozen=True, slots=True)
class OpportunityView:
    """A whole opportunity. ``goals`` are its steps as they should be, ``free`` the anchors of sections."""

    summary: str
    type: str
    status: str
    value: float | None
    business: float | None
    effort: float | None
    dots: tuple[bool, ...]
    confidence: float | None
    departments: tuple[Link, ...]
    owner: str
    facts: tuple[Fact, ...]
    steps: tuple[StepMark, ...]
    goals: tuple[StepMark, ...]
    insights: tuple[InsightMark, ...]
    solutions: tuple[SolutionMark, ...]
    metrics: tuple[MetricTrend, ...]
    tags: tuple[Touch, ...]
    text: Text
    free: tuple[str, ...]


def opportunity(catalog: Catalog, id: str) -> Page:
    """The page of an opportunity."""
    entity = catalog.opportunity(id)
    assert entity is not None  # noqa: S101 - a page key is made of an entity that is there
    return entity_page(entity, "opportunity", _view(catalog, entity), entity.fields.summary or "")


def _view(catalog: Catalog, entity: Entity[Opportunity]) -> OpportunityView:
    fields = entity.fields
    steps = {step.id: step for step in catalog.found("step", fields.steps)}
    steps |= {step.id: step for step in catalog.users("opportunity", entity.id, "step")}
    return OpportunityView(
        fields.summary or "",
        fields.type or "",
        fields.status,
        fields.customer_value,
        fields.business_value,
        fields.effort,
        dots(fields.effort),
        fields.confidence,
        links(catalog.found("department", fields.departments)),
        fields.owner or "",
        own_facts(catalog, entity),
        step_marks(catalog, (step for step in steps.values() if not wished(catalog, step))),
        step_marks(catalog, (step for step in steps.values() if wished(catalog, step)))[::-1],
        tuple(
            insight_mark(catalog, insight)
            for insight in sorted(catalog.found("insight", fields.insights), key=heaviest)
        ),
        solutions_of(catalog, entity.id),
        tuple(
            MetricTrend(metric_mark(catalog, metric), trend(catalog, metric.id, small=False))
            for metric in catalog.found("metric", fields.metrics)
        ),
        tag_links(fields.tags),
        text(catalog, entity, entity.url),
        free(entity, SECTIONS),
    )
