"""The page of a solution: whether it helped."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Solution
from jmsite.model.page import Page, Text
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.affected_personas import of_opportunities
from jmsite.pages.parts.evidence.evidence_chain import StepMark, is_future, step_marks
from jmsite.pages.parts.lists.stages_as_steps import steps_of
from jmsite.pages.parts.metrics.effects import Effect, answer, effects
from jmsite.pages.parts.page.entity_page import entity_page, free_anchors, require_entity
from jmsite.pages.parts.page.facts import Fact, address, dotted, facts, links, tags
from jmsite.pages.parts.page.marks import OpportunityCard, opportunity_card
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.prose import text

SECTIONS = ("summary", "metrics", "opportunities", "steps")


class SolutionView(Value):
    """A whole solution. ``answer`` says whether it helped, ``ids`` are the anchors of its sections."""

    summary: str
    shipped: bool
    facts: tuple[Fact, ...]
    answer: str
    effects: tuple[Effect, ...]
    opportunities: tuple[OpportunityCard, ...]
    steps: tuple[StepMark, ...]
    text: Text
    ids: tuple[str, ...]


def solution(catalog: Catalog, id: str) -> Page:
    """Return the page of a solution."""
    entity = require_entity(catalog.solution(id))
    return entity_page(catalog, entity, "solution", _view(catalog, entity), entity.fields.summary or "")


def _view(catalog: Catalog, entity: Entity[Solution]) -> SolutionView:
    fields = entity.fields
    answered = catalog.found("opportunity", fields.opportunities)
    steps = tuple(
        step
        for each in answered
        for step in steps_of(catalog, each)
        if step.id in each.fields.steps or not is_future(catalog, step)
    )
    whom = of_opportunities(catalog, answered, steps)
    moved = effects(catalog, entity)
    return SolutionView(
        summary=fields.summary or "",
        shipped=fields.shipped is not None,
        facts=facts(entity, (*_facts(catalog, fields), *own_facts(catalog, entity), tags(entity))),
        answer=answer(catalog.words, moved),
        effects=moved,
        opportunities=tuple(opportunity_card(opportunity) for opportunity in answered),
        steps=step_marks(catalog, steps, lambda step: whom[step.id]),
        text=text(catalog, entity, entity.url),
        ids=free_anchors(entity, SECTIONS),
    )


def _facts(catalog: Catalog, fields: Solution) -> tuple[Fact, ...]:
    return (
        Fact(key="status", sort="status", value=fields.status),
        Fact(key="shipped", sort="day", value=fields.shipped),
        Fact(key="due", sort="day", value=fields.due),
        Fact(key="impact", sort="share", value=fields.impact),
        dotted("effort", fields.effort),
        Fact(
            key="doing",
            sort="first",
            value=links(catalog.found("department", fields.departments)),
            id="departments",
        ),
        Fact(key="owner", sort="text", value=fields.owner),
        Fact(key="tracked", sort="links", value=address(catalog, fields.link), id="link"),
    )
