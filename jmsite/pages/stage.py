"""The page of a stage: its steps one after the other, with all that is known of each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TypeVar

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, StageVariant, Step
from jmsite.model.page import Link, Page, Text
from jmsite.model.phases import phase_of
from jmsite.model.value import Value, replace
from jmsite.pages.parts.lists.stages_as_steps import stage_as_step
from jmsite.pages.parts.map.cells import NoteMark, entity_text, links
from jmsite.pages.parts.map.cells import insights as insight_links
from jmsite.pages.parts.map.cells import opportunities as opportunity_cards
from jmsite.pages.parts.map.head import crumbs
from jmsite.pages.parts.map.lanes import Cell, grid, truth_reason
from jmsite.pages.parts.metrics.stage_trends import StageTrend, stage_trends
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.facets import Facets, facets
from jmsite.pages.parts.page.facts import Fact
from jmsite.pages.parts.page.lane_texts import words
from jmsite.pages.parts.page.marks import (
    IconLink,
    OpportunityCard,
    ScoreMark,
    heat,
    lowest_score,
    mean,
    on_map,
    score_mark,
    tag_links,
)
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.people import PersonaMark, people
from jmsite.pages.parts.page.prose import text

T = TypeVar("T")
TOLD = ("image", "doing", "thinking", "quotes", "next")
BELOW = ("opportunities", "insights", "evidence")
"""Lanes that the stage shows for all of its steps."""
FELT = ("emotion", "feeling", "pains", "gains", "needs", "expectations", "accessibility")


class StepStory(Value):
    """A step told in three columns: what happens, how it feels, what stands behind it.

    ``edit`` is the address of the step for who edits in the page.
    """

    id: str
    edit: str
    title: str
    url: str
    heat: str
    summary: NoteMark | None
    truth: bool
    reason: NoteMark | None
    people: tuple[PersonaMark, ...]
    facets: Facets
    told: tuple[Cell, ...]
    felt: tuple[Cell, ...]
    behind: tuple[Cell, ...]
    path: str
    line: int


class VariantView(Value):
    """The part of a stage that is different for one persona."""

    who: PersonaMark
    title: str
    goal: NoteMark | None
    summary: NoteMark | None
    facts: tuple[Fact, ...]
    tags: tuple[IconLink, ...]
    text: Text


class Feeling(Value):
    """A persona's score over the whole stage."""

    who: PersonaMark
    mark: ScoreMark


class StagePageView(Value):
    """A stage with its steps, variants, metrics and what is known about it."""

    title: str
    journey: Link
    number: int
    of: int
    phase: str
    when: str
    goal: NoteMark | None
    summary: NoteMark | None
    facts: tuple[Fact, ...]
    over: tuple[StepStory, ...]
    steps: tuple[StepStory, ...]
    variants: tuple[VariantView, ...]
    trends: tuple[StageTrend, ...]
    opportunities: tuple[OpportunityCard | IconLink, ...]
    insights: tuple[IconLink, ...]
    research: tuple[IconLink, ...]
    tags: tuple[IconLink, ...]
    text: Text
    before: Link | None
    after: Link | None


def stage(catalog: Catalog, id: str) -> Page:
    """Return the page of a stage."""
    entity = require_entity(catalog.stage(id))
    journey = require_entity(catalog.journey(id.partition("/")[0]))
    fields = entity.fields
    return Page(
        kind="stage",
        url=entity.url,
        title=catalog.words.row(entity.title, journey.title),
        view=_view(catalog, entity, journey),
        description=words(catalog, fields.summary or fields.goal or ""),
        section="journeys/",
        crumbs=(*crumbs(catalog, journey), Link(title=journey.title, url=journey.url)),
        path=entity.path,
        language=fields.language or "",
        draft=fields.draft,
    )


def _view(catalog: Catalog, entity: Entity[Stage], journey: Entity[Journey]) -> StagePageView:
    fields = entity.fields
    steps = catalog.steps_of(entity.id)
    who = people(catalog, [*journey.fields.personas, *(id for step in steps for id in step.fields.personas)])
    over = stage_as_step(entity)
    drawn = grid(catalog, (*over, *steps), {mark.id: mark for mark in who})
    order = catalog.stages_of(journey.id)
    variants = tuple(_variants(catalog, entity, who))
    phase = phase_of(journey.fields, fields)
    named = {variant.who.id for variant in variants}
    # steps, variants and own facts share the anchors of a page; those of the first two are linked from elsewhere
    taken = {step.id.rpartition("/")[2] for step in steps} | named
    place = next(index for index, other in enumerate(order) if other.id == entity.id)
    return StagePageView(
        title=entity.title,
        journey=Link(title=journey.title, url=journey.url),
        number=place + 1,
        of=len(order),
        phase=phase.title if phase else "",
        when=fields.when or "",
        goal=entity_text(catalog, entity, fields.goal),
        summary=entity_text(catalog, entity, fields.summary),
        facts=(
            *(fact for fact in _facts(catalog, entity, journey, who) if fact.value),
            *(_apart(fact, taken) for fact in own_facts(catalog, entity)),
        ),
        over=tuple(_story(catalog, one, drawn.cells[one.id], journey.fields, named) for one in over),
        steps=tuple(_story(catalog, step, drawn.cells[step.id], journey.fields, named) for step in steps),
        variants=variants,
        trends=stage_trends(catalog, entity, steps),
        opportunities=_once(card for step in (*over, *steps) for card in opportunity_cards(catalog, step)),
        insights=_once(link for step in (*over, *steps) for link in insight_links(catalog, step)),
        research=_research(catalog, fields, (*over, *steps)),
        tags=tag_links(fields.tags),
        text=text(catalog, entity, entity.url),
        before=Link(title=order[place - 1].title, url=order[place - 1].url) if place else None,
        after=Link(title=order[place + 1].title, url=order[place + 1].url)
        if place + 1 < len(order)
        else None,
    )


def _apart(fact: Fact, taken: Container[str]) -> Fact:
    """Return a fact without an anchor where a step or a persona on the page has it."""
    return replace(fact, id="") if fact.id in taken else fact


def _facts(
    catalog: Catalog, entity: Entity[Stage], journey: Entity[Journey], who: tuple[PersonaMark, ...]
) -> Iterator[Fact]:
    """Yield where the stage belongs, how long it takes, and how each persona feels over it."""
    said, steps = catalog.words.phrase, catalog.steps_of(entity.id)
    # a stage without steps has no column, so there is nowhere on the map to go to
    way = IconLink(title=journey.title, url=on_map(catalog, entity) if steps else journey.url)
    yield Fact(key="journey", sort="links", value=(way,), title=said("map.label"))
    yield Fact(key="duration", sort="duration", value=entity.fields.duration, title=said("stage.duration"))
    owner = entity.fields.owner or journey.fields.owner or ""
    yield Fact(key="owner", sort="text", value=owner, title=said("map.owner"))
    for felt in _feelings(catalog, steps, who):
        yield Fact(key="felt", sort="felt", value=felt, title=felt.who.title)


def _feelings(
    catalog: Catalog, steps: tuple[Entity[Step], ...], who: tuple[PersonaMark, ...]
) -> tuple[Feeling, ...]:
    points = [point for step in steps for point in catalog.points(step.id)]
    felt = ((mark, mean(point for point in points if point.persona == mark.id)) for mark in who)
    return tuple(
        Feeling(who=mark, mark=score_mark(catalog, score, journey=steps[0].id.partition("/")[0]))
        for mark, score in felt
        if score is not None
    )


def _story(
    catalog: Catalog, step: Entity[Step], cells: tuple[Cell, ...], journey: Journey, named: Container[str]
) -> StepStory:
    """Return a step; without an id where a variant of the stage, which is ``named`` like it, has that."""
    fields = step.fields
    # whoever all are need not be named at each step
    only = () if set(fields.personas) >= set(journey.personas) else people(catalog, fields.personas)
    id = step.id.rpartition("/")[2]
    return StepStory(
        id="" if id in named else id,
        edit=step.handle,
        title=step.title,
        url=step.url,
        heat=heat(lowest_score(catalog.points(step.id))),
        summary=entity_text(catalog, step, fields.summary),
        truth=bool(fields.moment_of_truth),
        reason=truth_reason(catalog, step, fields),
        people=only,
        facets=facets(catalog, step),
        told=tuple(cell for cell in cells if cell.lane in TOLD),
        felt=tuple(cell for cell in cells if cell.lane in FELT),
        behind=tuple(
            shown
            for cell in cells
            if cell.lane not in (*TOLD, *FELT, *BELOW) and (shown := _unmeasured(cell)).parts
        ),
        path=step.path,
        line=step.line,
    )


def _unmeasured(cell: Cell) -> Cell:
    """Return a cell as it stands beside a step: of metrics, which the stage draws, only words that are not linked."""
    if cell.lane != "metrics":
        return cell
    return replace(cell, parts=tuple(part for part in cell.parts if not part.url))


def _variants(catalog: Catalog, entity: Entity[Stage], who: tuple[PersonaMark, ...]) -> Iterable[VariantView]:
    marks = {mark.id: mark for mark in who}
    for variant in catalog.variants_of(entity.id):
        mark = marks.get(variant.id.rpartition("/")[2])
        if mark:
            yield _variant(catalog, variant, mark, entity.url)


def _variant(catalog: Catalog, variant: Entity[StageVariant], mark: PersonaMark, url: str) -> VariantView:
    fields = variant.fields
    owner = Fact(key="owner", sort="text", value=fields.owner or "", title=catalog.words.phrase("map.owner"))
    return VariantView(
        who=mark,
        title=fields.title or "",
        goal=entity_text(catalog, variant, fields.goal),
        summary=entity_text(catalog, variant, fields.summary),
        facts=(
            *((owner,) if fields.owner else ()),
            *(replace(one, id="") for one in own_facts(catalog, variant)),
        ),
        tags=tag_links(fields.tags),
        text=text(catalog, variant, url),
    )


def _research(catalog: Catalog, fields: Stage, steps: tuple[Entity[Step], ...]) -> tuple[IconLink, ...]:
    ids = [*fields.research]
    for step in steps:
        ids += step.fields.research
        ids += [id for pain in (*step.fields.pains, *step.fields.gains) for id in pain.research]
        ids += [quote.research for quote in step.fields.quotes if quote.research]
    return links(catalog, "research", tuple(ids), "research")


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
