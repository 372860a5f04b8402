"""One insight: where it is felt, what shows it, what is done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight, Opportunity
from jmsite.model.entities.journey import Pain, Step
from jmsite.model.page import Page, Text
from jmsite.views.cells import PainMark
from jmsite.views.chain import StepMark, StudyMark, place, step_marks, study_mark
from jmsite.views.entity_page import Fact, entity_page, free, own_facts
from jmsite.views.parts import OpportunityCard, Touch, opportunity_card, tag_links
from jmsite.views.people import PersonaMark, people
from jmsite.views.prose import text

FACTS = ("status", "severity", "experience-impact", "weight", "confidence", "owner")
SECTIONS = (*FACTS, "steps", "research", "pains", "opportunities", "personas")


@dataclass(frozen=True, slots=True)
class Told:
    """A pain or a gain of a step, and where."""

    mark: PainMark
    gain: bool
    title: str
    url: str
    place: str


@dataclass(frozen=True, slots=True)
class InsightView:
    """A whole insight. ``impact`` is how far it moves the feeling, ``told`` the pains and gains that it sums up."""

    summary: str
    type: str
    status: str
    severity: int
    weight: float | None
    impact: float | None
    confidence: float | None
    people: tuple[PersonaMark, ...]
    owner: str
    facts: tuple[Fact, ...]
    steps: tuple[StepMark, ...]
    told: tuple[Told, ...]
    opportunities: tuple[OpportunityCard, ...]
    research: tuple[StudyMark, ...]
    tags: tuple[Touch, ...]
    text: Text
    free: tuple[str, ...]


def insight(catalog: Catalog, id: str) -> Page:
    """The page of an insight."""
    entity = catalog.insight(id)
    assert entity is not None  # noqa: S101 - a page key is made of an entity that is there
    return entity_page(entity, "insight", _view(catalog, entity), entity.fields.summary or "")


def _view(catalog: Catalog, entity: Entity[Insight]) -> InsightView:
    fields = entity.fields
    users = catalog.users("insight", entity.id, "step")
    steps = {step.id: step for step in (*catalog.found("step", fields.steps), *users)}
    return InsightView(
        fields.summary or "",
        fields.type,
        fields.status,
        fields.severity or 0,
        fields.weight,
        fields.experience_impact,
        fields.confidence,
        people(catalog, fields.personas),
        fields.owner or "",
        own_facts(catalog, entity),
        step_marks(catalog, steps.values()),
        tuple(told(catalog, users, lambda pain: pain.insight == entity.id)),
        tuple(
            opportunity_card(each)
            for each in sorted(catalog.users("insight", entity.id, "opportunity"), key=most_alive)
        ),
        tuple(study_mark(catalog, study) for study in catalog.found("research", fields.research)),
        tag_links(fields.tags),
        text(catalog, entity, entity.url),
        free(entity, SECTIONS),
    )


def most_alive(entity: Entity[Opportunity]) -> tuple[bool, float, str]:
    """Sorts opportunities: what is still to be done first, the most valuable before the others."""
    fields = entity.fields
    return fields.status in ("solved", "dismissed"), -(fields.customer_value or 0), entity.title


def told(catalog: Catalog, steps: Iterable[Entity[Step]], fits: Callable[[Pain], bool]) -> Iterator[Told]:
    """The pains and then the gains of some steps that fit, the worst and the best first."""
    found = [
        (gain, pain, step)
        for step in steps
        for gain, written in ((False, step.fields.pains), (True, step.fields.gains))
        for pain in written
        if fits(pain)
    ]
    for gain, pain, step in sorted(found, key=lambda each: (each[0], -(each[1].severity or 1))):
        who = next(iter(people(catalog, [pain.persona] if pain.persona else [])), None)
        mark = PainMark(pain.text, pain.severity or 1, who)
        yield Told(mark, gain, step.title, step.url, place(catalog, step))
