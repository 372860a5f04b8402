"""The page of a persona."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.persona import Buying, Empathy, Persona
from jmsite.model.figures import Drawing
from jmsite.model.messages import Messages
from jmsite.model.page import Link, Page, Text
from jmsite.model.value import Value
from jmsite.pages.parts.changes.reviews import review
from jmsite.pages.parts.evidence.evidence_chain import method
from jmsite.pages.parts.evidence.worst_moments import row, worst_points
from jmsite.pages.parts.figures.glance import sparkline
from jmsite.pages.parts.lists.cards import Low, lowest
from jmsite.pages.parts.map.head import compare_url
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.facts import Fact
from jmsite.pages.parts.page.marks import IconLink, ListRow, tag_links
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.people import PersonaMark, people, persona_name
from jmsite.pages.parts.page.prose import text

VOICED = ("say", "hear", "think")


class JourneyLine(Value):
    """A journey as one persona feels it. ``backed`` is the share of its scores that is not assumed."""

    title: str
    url: str
    steps: int
    backed: float | None
    spark: Drawing | None
    low: Low | None


class PersonaBlock(Value):
    """A small heading over a list: ``key`` names it."""

    key: str
    lines: tuple[str, ...]


class TraitMark(Value):
    """A persona's place between two poles; ``leans`` is "left", "right" or ""."""

    left: str
    right: str
    value: float
    leans: str


class Reach(Value):
    """A channel by how much a persona uses it, 0 to 100."""

    title: str
    url: str
    icon: str
    rating: float | None


class Field(Value):
    """A field of an empathy map; ``voice`` where it is in their own words."""

    key: str
    lines: tuple[str, ...]
    voice: bool


class PersonaView(Value):
    """A whole persona."""

    who: PersonaMark
    role: str
    portrait: str
    quote: str
    summary: str
    facts: tuple[Fact, ...]
    journeys: tuple[JourneyLine, ...]
    compare: Link | None
    blocks: tuple[PersonaBlock, ...]
    jobs: tuple[PersonaBlock, ...]
    traits: tuple[TraitMark, ...]
    reaches: tuple[Reach, ...]
    buying: tuple[PersonaBlock, ...]
    empathy: tuple[Field, ...]
    hurts: tuple[ListRow, ...]
    research: tuple[ListRow, ...]
    tags: tuple[IconLink, ...]
    text: Text


def persona(catalog: Catalog, id: str) -> Page:
    """Return the page of a persona."""
    entity = require_entity(catalog.persona(id))
    fields = entity.fields
    name = persona_name(entity)
    return Page(
        kind="persona",
        url=entity.url,
        title=name,
        view=_view(catalog, entity),
        description=fields.summary or fields.role or "",
        section="personas/",
        crumbs=(Link(title=catalog.words.phrase("kind.persona"), url="personas/"),),
        path=entity.path,
        language=fields.language or "",
        draft=fields.draft,
    )


def _view(catalog: Catalog, entity: Entity[Persona]) -> PersonaView:
    fields = entity.fields
    mine = journeys_of(catalog, entity.id)
    return PersonaView(
        who=people(catalog, [entity.id])[0],
        role=fields.role or "",
        portrait=fields.portrait or "",
        quote=catalog.words.inner(fields.quote or ""),
        summary=fields.summary or "",
        facts=(
            *(fact for fact in _facts(fields, catalog.words) if fact.value),
            *_reviewed(catalog, entity),
            *own_facts(catalog, entity),
        ),
        journeys=tuple(catalog.part(_line, journey.id, entity.id) for journey in mine),
        compare=_compare(catalog, entity.id, mine),
        blocks=tuple(_blocks(fields)),
        jobs=tuple(
            PersonaBlock(key=key, lines=lines)
            for key in ("functional", "emotional", "social")
            if (lines := getattr(fields.jobs, key))
        ),
        traits=tuple(
            TraitMark(
                left=trait.left,
                right=trait.right,
                value=trait.value,
                # within five of the middle a trait leans to no side: authors set it by eye
                leans="left" if trait.value < 45 else "right" if trait.value > 55 else "",
            )
            for trait in fields.traits
        ),
        reaches=tuple(_reaches(catalog, fields)),
        buying=tuple(_buying(fields.buying)),
        empathy=tuple(_empathy(fields.empathy)),
        hurts=tuple(row(catalog, felt) for felt in worst_points(catalog, 5, entity.id)),
        research=tuple(_studies(catalog, fields)),
        tags=tag_links(fields.tags),
        text=text(catalog, entity, entity.url),
    )


def _facts(fields: Persona, words: Messages) -> Iterator[Fact]:
    """Yield what there is to say of a persona in a word or two; some of it may be empty."""

    def fact(name: str, value: str, sort: str = "text") -> Fact:
        return Fact(key=name, sort=sort, value=value, title=words.phrase(f"persona.{name}"))

    yield fact("kind", f"persona.kind.{fields.kind}", "word")
    yield fact("archetype", fields.archetype or "")
    yield fact("segment", fields.segment or "")
    if fields.share is not None:
        yield fact("share", words.phrase("persona.share.of", share=words.percent(fields.share / 100)))
    for name, value in fields.demographics.items():
        yield Fact(
            key=name, sort="text", value=value, title=name.replace("-", " ").replace("_", " ").capitalize()
        )
    yield fact("devices", words.row(*fields.devices))
    yield fact("owner", fields.owner or "")
    if fields.status == "validated" and fields.validated:
        yield fact("status", words.phrase("persona.validated", day=words.day(fields.validated)), "good")
    else:
        yield fact("status", fields.status, "status")


def _reviewed(catalog: Catalog, entity: Entity[Persona]) -> Iterator[Fact]:
    """Yield when a persona was reviewed, and what has changed since."""
    words, mark = catalog.words, review(catalog, entity)
    if mark.reviewed:
        value = words.row(words.day(mark.reviewed), mark.by)
        yield Fact(key="reviewed", sort="text", value=value, title=words.phrase("map.reviewed"))
    if mark.due:
        yield Fact(key="next-review", sort="text", value=words.day(mark.due), title=words.phrase("map.due"))
    if mark.changed:
        yield Fact(key="void", sort="text", value=words.row(*mark.changed), title=words.phrase("map.void"))


def journeys_of(catalog: Catalog, id: str) -> tuple[Entity[Journey], ...]:
    """Return the journeys a persona takes, those that are before those that should be."""
    found = [journey for journey in catalog.users("persona", id, "journey") if id in journey.fields.personas]
    return tuple(
        sorted(
            found,
            # the longest first: it is the one that has most to say of the persona
            key=lambda journey: (journey.fields.state == "future", -len(catalog.journey_steps(journey.id))),
        )
    )


def _line(catalog: Catalog, journey_id: str, id: str) -> JourneyLine:
    journey = require_entity(catalog.journey(journey_id))
    steps = tuple(step for step in catalog.journey_steps(journey.id) if id in step.fields.personas)
    # with the moments that may come at any time, though these are no steps
    points = [p for step in catalog.moments(journey.id) for p in catalog.points(step.id) if p.persona == id]
    backed = sum(point.basis != "assumed" for point in points) / len(points) if points else None
    return JourneyLine(
        title=journey.title,
        url=journey.url,
        steps=len(steps),
        backed=backed,
        spark=sparkline(catalog, journey.id, id, wide=620),
        low=lowest(catalog, journey.id, id),
    )


def _compare(catalog: Catalog, id: str, mine: tuple[Entity[Journey], ...]) -> Link | None:
    """Return the first journey that somebody else takes too."""
    for journey in (each for each in mine if compare_url(catalog, each)):
        for other in journey.fields.personas:
            found = catalog.persona(other) if other != id else None
            if found:
                return Link(title=persona_name(found), url=f"compare/{journey.id}/")
    return None


def _blocks(fields: Persona) -> Iterator[PersonaBlock]:
    for key in ("goals", "needs", "pains", "motivations", "behaviours", "skills"):
        lines = getattr(fields, key)
        if lines:
            yield PersonaBlock(key=key, lines=lines)


def _reaches(catalog: Catalog, fields: Persona) -> Iterator[Reach]:
    for rated in sorted(fields.channels, key=lambda rated: -(rated.rating or 0)):
        channel = catalog.channel(rated.channel)
        if channel:
            yield Reach(
                title=channel.title,
                url=channel.url,
                icon=channel.fields.icon or channel.id,
                rating=rated.rating,
            )


def _buying(buying: Buying | None) -> Iterator[PersonaBlock]:
    if buying:
        for key in ("role", "triggers", "criteria", "barriers", "budget", "frequency"):
            value = getattr(buying, key)
            if value:
                yield PersonaBlock(key=key, lines=value if isinstance(value, tuple) else (value,))


def _empathy(empathy: Empathy | None) -> Iterator[Field]:
    if empathy:
        for key in ("who", "see", "say", "do", "hear", "think", "feel", "pains", "gains"):
            lines = getattr(empathy, key)
            if lines:
                yield Field(key=key, lines=lines, voice=key in VOICED)


def _studies(catalog: Catalog, fields: Persona) -> Iterator[ListRow]:
    words = catalog.words
    for study in catalog.found("research", fields.research):
        known = study.fields
        side = words.phrase("n", n=words.number(known.n, 0)) if known.n is not None else ""
        day = known.to or known.from_
        under = words.row(method(catalog, study), words.month(day) if day else "")
        yield ListRow(title=study.title, url=study.url, under=under, side=side)
