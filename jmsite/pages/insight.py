"""One insight: where it is felt, what shows it, what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight, Opportunity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.lanes import Pain
from jmsite.model.page import Page, Text
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.affected_personas import of_insight
from jmsite.pages.parts.evidence.evidence_chain import StepMark, StudyMark, place, step_marks, study_mark
from jmsite.pages.parts.lists.stages_as_steps import steps_with, with_stages
from jmsite.pages.parts.map.cells import PainMark
from jmsite.pages.parts.page.entity_page import entity_page, free_anchors, require_entity
from jmsite.pages.parts.page.facts import Fact, facts, tags
from jmsite.pages.parts.page.lane_texts import words
from jmsite.pages.parts.page.marks import OpportunityCard, opportunity_card
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.people import PersonaMark, people
from jmsite.pages.parts.page.prose import text

SECTIONS = ("summary", "steps", "research", "pains", "opportunities", "personas")


class Symptom(Value):
    """A pain or a gain of a step, and where."""

    mark: PainMark
    gain: bool
    title: str
    url: str
    place: str


class InsightView(Value):
    """A whole insight. ``told`` are the pains and gains that it sums up, ``ids`` the anchors of its sections."""

    summary: str
    type: str
    people: tuple[PersonaMark, ...]
    facts: tuple[Fact, ...]
    steps: tuple[StepMark, ...]
    told: tuple[Symptom, ...]
    opportunities: tuple[OpportunityCard, ...]
    research: tuple[StudyMark, ...]
    text: Text
    ids: tuple[str, ...]


def insight(catalog: Catalog, id: str) -> Page:
    """Return the page of an insight."""
    entity = require_entity(catalog.insight(id))
    return entity_page(catalog, entity, "insight", _view(catalog, entity), entity.fields.summary or "")


def _view(catalog: Catalog, entity: Entity[Insight]) -> InsightView:
    fields = entity.fields
    users = steps_with(catalog, "insight", entity.id)
    steps = {step.id: step for step in (*catalog.found("step", fields.steps), *users)}
    return InsightView(
        summary=fields.summary or "",
        type=fields.type,
        people=people(catalog, fields.personas),
        facts=facts(entity, (*_facts(fields), *own_facts(catalog, entity), tags(entity))),
        steps=step_marks(catalog, steps.values(), lambda step: of_insight(catalog, entity, step)),
        told=tuple(
            pains_and_gains(catalog, with_stages(catalog, users), lambda pain: pain.insight == entity.id)
        ),
        opportunities=tuple(
            opportunity_card(each)
            for each in sorted(catalog.users("insight", entity.id, "opportunity"), key=by_state_and_value)
        ),
        research=tuple(study_mark(catalog, study) for study in catalog.found("research", fields.research)),
        text=text(catalog, entity, entity.url),
        ids=free_anchors(entity, SECTIONS),
    )


def _facts(fields: Insight) -> tuple[Fact, ...]:
    return (
        Fact(key="evidence", sort="status", value=fields.status, id="status"),
        Fact(
            key="severity", sort="severity", value=(fields.severity, fields.type) if fields.severity else ()
        ),
        Fact(key="experience-impact", sort="signed", value=fields.experience_impact),
        Fact(key="weight", sort="share", value=fields.weight),
        Fact(key="confidence", sort="percent", value=fields.confidence),
        Fact(key="owner", sort="text", value=fields.owner),
    )


def by_state_and_value(entity: Entity[Opportunity]) -> tuple[bool, float, str]:
    """Return a key to sort opportunities by: what is still to be done first, the most valuable before the others."""
    fields = entity.fields
    return fields.status in ("solved", "dismissed"), -(fields.customer_value or 0), entity.title


def pains_and_gains(
    catalog: Catalog, steps: Iterable[Entity[Step]], fits: Callable[[Pain], bool]
) -> Iterator[Symptom]:
    """Yield the pains and then the gains of some steps that fit, the worst and the best first."""
    found = [
        (gain, pain, step)
        for step in steps
        for gain, written in ((False, step.fields.pains), (True, step.fields.gains))
        for pain in written
        if fits(pain)
    ]
    # False before True: pains first; one without a severity counts as a minor one
    for gain, pain, step in sorted(found, key=lambda each: (each[0], -(each[1].severity or 1))):
        who = next(iter(people(catalog, [pain.persona] if pain.persona else [])), None)
        mark = PainMark(text=words(catalog, pain.text), severity=pain.severity or 0, who=who)
        yield Symptom(mark=mark, gain=gain, title=step.title, url=step.url, place=place(catalog, step))
