"""The deck of a selection: a cover, a section for each journey, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.exporting.selection import Selection
from jmsite.exporting.slides.backlog import backlog_slides, numbered_opportunities, thread_slides
from jmsite.exporting.slides.curve import curve_slides
from jmsite.exporting.slides.overview import (
    about_slides,
    contents_slides,
    cover,
    journey_cover,
    persona_slides,
)
from jmsite.exporting.slides.sources import source_slides
from jmsite.exporting.slides.stages import moment_slides, stage_slides
from jmsite.exporting.slides.texts import DOT, one_line
from jmsite.formats.deck.model import Deck, DeckSection, Slide
from jmsite.formats.deck.powerpoint import as_presentation
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.look import Look
from jmsite.pages.opportunities import improved_steps
from jmsite.pages.parts.evidence.threads import threads


def as_pptx(catalog: Catalog, selection: Selection, look: Look) -> bytes:
    """Return a selection as slides, in the colours and typefaces of a theme."""
    return as_presentation(deck(catalog, selection), look)


def deck(catalog: Catalog, selection: Selection) -> Deck:
    """Return the slides of a selection; of one journey they are those of its section."""
    journeys = selection.all("journey")
    foot = one_line(catalog.site.title)
    sections = [_section(catalog, one) for one in journeys]
    if len(journeys) > 1 or _about(catalog, selection):
        sections.insert(
            0, DeckSection(title=_title(catalog, selection), slides=tuple(_opening(catalog, selection)))
        )
    rest = [*_rest(catalog, selection, foot)]
    rest += source_slides(catalog, selection.all("research"), selection.all("metric"), foot)
    if rest:
        sections.append(DeckSection(title=catalog.words.phrase("research.title"), slides=tuple(rest)))
    return Deck(
        title=_title(catalog, selection) if len(sections) > 2 else sections[0].title,
        author=foot,
        language=catalog.site.language,
        rtl=catalog.words.rtl,
        sections=tuple(sections),
    )


def _about(catalog: Catalog, selection: Selection) -> Entity[Any] | None:
    """Return the one persona or department that was asked for."""
    asked = selection.named
    return catalog.find(*asked[0]) if len(asked) == 1 and asked[0][0] in ("persona", "department") else None


def _title(catalog: Catalog, selection: Selection) -> str:
    about = _about(catalog, selection)
    return one_line(about.title if about else catalog.site.title)


def _opening(catalog: Catalog, selection: Selection) -> Iterator[Slide]:
    """Yield what a deck of several journeys begins with: its cover, and what there is in it."""
    words, site, about = catalog.words, catalog.site, _about(catalog, selection)
    foot, journeys = one_line(site.title), selection.all("journey")
    lead = one_line((about.fields.summary or "") if about else site.tagline or "")
    counts = {kind: len(selection.all(kind)) for kind in ("journey", "persona", "opportunity")}
    plurals = {"journey": "count.journeys", "persona": "count.personas", "opportunity": "count.opportunities"}
    facts = [words.row(*(words.plural(count, plurals[kind]) for kind, count in counts.items() if count))]
    facts += [one_line(site.fictional)] if site.fictional else []
    kicker = DOT.join((foot, words.phrase(f"one.{about.kind}"))) if about else words.phrase("kind.journey")
    yield from cover(_title(catalog, selection), kicker, lead, [fact for fact in facts if fact], "", "")
    if about and about.kind == "persona":
        yield from persona_slides(catalog, about, foot)
    yield from contents_slides(catalog, journeys, foot)
    if about and about.kind == "department":
        yield from thread_slides(catalog, threads(catalog, department=about.id), one_line(about.title), foot)


def _section(catalog: Catalog, journey: Entity[Journey]) -> DeckSection:
    """Return the slides of a journey."""
    name = one_line(journey.title)
    foot = DOT.join((one_line(catalog.site.title), name))
    found = [*journey_cover(catalog, journey), *about_slides(catalog, journey, foot)]
    found += curve_slides(catalog, journey, foot)
    number = 1
    for stage in catalog.stages_of(journey.id):
        found += stage_slides(catalog, journey, stage, number, foot)
        number += len(catalog.steps_of(stage.id))
    found += moment_slides(catalog, journey, foot)
    found += thread_slides(catalog, threads(catalog, journey.id), name, foot, journey.fields.language or "")
    found += backlog_slides(
        catalog, numbered_opportunities(catalog, _opportunities(catalog, journey)), name, foot
    )
    return DeckSection(title=name, slides=tuple(found))


def _opportunities(catalog: Catalog, journey: Entity[Journey]) -> Iterator[str]:
    """Yield the opportunities of a journey: those that improve a step of it, and those that answer a pain in it."""
    begin = f"journeys/{journey.id}/"
    for one in catalog.all("opportunity"):
        if any(step.url.startswith(begin) for step in improved_steps(catalog, one)):
            yield one.id
    yield from (one.id for thread in threads(catalog, journey.id) for one in thread.opportunities)


def _rest(catalog: Catalog, selection: Selection, foot: str) -> Iterator[Slide]:
    """Yield the opportunities of a selection that stand in none of its journeys."""
    shown = {id for journey in selection.all("journey") for id in _opportunities(catalog, journey)}
    left = [one.id for one in selection.all("opportunity") if one.id not in shown]
    yield from backlog_slides(catalog, numbered_opportunities(catalog, left), "", foot)
