"""The page of a study: how it was done, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Research
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.page import Page, Text
from jmsite.model.value import Value, replace
from jmsite.pages.insight import Symptom, pains_and_gains
from jmsite.pages.parts.evidence.evidence_chain import METHODS, InsightMark, by_severity, insight_mark, place
from jmsite.pages.parts.lists.stages_as_steps import steps_with, with_stages
from jmsite.pages.parts.page.entity_page import entity_page, free_anchors, require_entity
from jmsite.pages.parts.page.facts import Fact, address, facts, links, tags
from jmsite.pages.parts.page.lane_texts import words
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.people import PersonaMark, people
from jmsite.pages.parts.page.prose import text

SECTIONS = ("summary", "insights", "personas", "quotes", "pains")


class StudyQuote(Value):
    """Words somebody said in a study, who they stand for, and where on a map they are."""

    text: str
    who: PersonaMark | None
    title: str
    url: str
    place: str


class StudyView(Value):
    """A whole study. ``ids`` are the anchors of its sections."""

    summary: str
    method: str
    icon: str
    nature: str
    facts: tuple[Fact, ...]
    insights: tuple[InsightMark, ...]
    people: tuple[PersonaMark, ...]
    quotes: tuple[StudyQuote, ...]
    told: tuple[Symptom, ...]
    text: Text
    ids: tuple[str, ...]


def study(catalog: Catalog, id: str) -> Page:
    """Return the page of a study."""
    entity = require_entity(catalog.research(id))
    return entity_page(catalog, entity, "study", _view(catalog, entity), entity.fields.summary or "")


def _view(catalog: Catalog, entity: Entity[Research]) -> StudyView:
    fields = entity.fields
    steps = tuple(with_stages(catalog, steps_with(catalog, "research", entity.id)))
    based = [persona.id for persona in catalog.users("research", entity.id, "persona")]
    return StudyView(
        summary=fields.summary or "",
        method=fields.method or "",
        icon=METHODS.get(fields.method or "", "research"),
        nature=fields.nature or "",
        facts=facts(entity, (*_facts(catalog, entity), *own_facts(catalog, entity), tags(entity))),
        insights=tuple(
            replace(mark, studies=tuple(study for study in mark.studies if study.url != entity.url))
            for each in sorted(catalog.users("research", entity.id, "insight"), key=by_severity)
            for mark in (insight_mark(catalog, each),)
        ),
        people=people(catalog, [*fields.personas, *based]),
        quotes=tuple(_heard(catalog, steps, entity.id)),
        told=tuple(pains_and_gains(catalog, steps, lambda pain: entity.id in pain.research)),
        text=text(catalog, entity, entity.url),
        ids=free_anchors(entity, SECTIONS),
    )


def _facts(catalog: Catalog, entity: Entity[Research]) -> tuple[Fact, ...]:
    fields = entity.fields
    days = tuple(dict.fromkeys(day for day in (fields.from_, fields.to) if day))
    return (
        Fact(key="when", sort="span", value=days, id="from"),
        Fact(key="n", sort="count", value=fields.n),
        Fact(key="participants", sort="text", value=fields.participants),
        Fact(key="source", sort="text", value=fields.source),
        Fact(key="confidence", sort="percent", value=fields.confidence),
        Fact(key="owner", sort="text", value=fields.owner),
        Fact(key="raw", sort="links", value=address(catalog, fields.link), id="link"),
        Fact(key="maps", sort="lines", value=links(journeys_on(catalog, entity.id)), id="journeys"),
    )


def journeys_on(catalog: Catalog, id: str) -> tuple[Entity[Journey], ...]:
    """Return the journeys that rest on a study: they name it, or one of their stages or steps does."""
    named = [use.id.partition("/")[0] for use in catalog.uses("research", id) if use.kind in ON_MAPS]
    return tuple(journey for journey in catalog.all("journey") if journey.id in named)


ON_MAPS = ("journey", "stage", "step", "variant")


def _heard(catalog: Catalog, steps: tuple[Entity[Step], ...], id: str) -> Iterator[StudyQuote]:
    for step in steps:
        for quote in step.fields.quotes:
            if quote.research == id:
                who = next(iter(people(catalog, [quote.persona] if quote.persona else [])), None)
                yield StudyQuote(
                    text=catalog.words.inner(words(catalog, quote.text)),
                    who=who,
                    title=step.title,
                    url=step.url,
                    place=place(catalog, step),
                )
