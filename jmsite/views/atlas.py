"""What is mapped: all journeys, and how each persona feels in each of their stages."""

from __future__ import annotations

from dataclasses import dataclass

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.page import Page
from jmsite.views.cards import JourneyCard, journey_card
from jmsite.views.figures import signed
from jmsite.views.head import children
from jmsite.views.parts import ScoreMark, mean, score_mark
from jmsite.views.people import PersonaMark, people


@dataclass(frozen=True, slots=True)
class Family:
    """A journey with those that are parts of it."""

    card: JourneyCard
    parts: tuple[JourneyCard, ...]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A persona over the stages of a journey; None where it has no score."""

    who: PersonaMark
    marks: tuple[ScoreMark | None, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """A journey's stages as columns (title and URL), its personas as rows."""

    title: str
    url: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class AtlasView:
    """All journeys: alone, in families, and as heat."""

    single: tuple[JourneyCard, ...]
    families: tuple[Family, ...]
    heats: tuple[Heat, ...]
    sentence: str
    count: int


def journeys(catalog: Catalog, _: str) -> Page:
    """The list of all journeys."""
    every: tuple[Entity[Journey], ...] = catalog.all("journey")
    roots = [journey for journey in every if catalog.journey(journey.fields.parent or "") is None]
    within = {root.id: _below(catalog, root) for root in roots}
    seen = {root.id for root in roots} | {part.id for parts in within.values() for part in parts}
    roots += [journey for journey in every if journey.id not in seen]
    heats = tuple(_heat(catalog, journey) for journey in every)
    view = AtlasView(
        tuple(journey_card(catalog, root) for root in roots if not within.get(root.id)),
        tuple(_family(catalog, root, within[root.id]) for root in roots if within.get(root.id)),
        tuple(heat for heat in heats if heat.rows),
        _sentence(heats),
        len(every),
    )
    description = f"{len(every)} mapped, and where they hurt."
    return Page("journeys", "journeys/", "Journeys", view, description=description, section="journeys/")


def _below(catalog: Catalog, root: Entity[Journey]) -> tuple[Entity[Journey], ...]:
    """All parts of a journey and their parts, in order; each once."""
    found: dict[str, Entity[Journey]] = {}
    pending = [root]
    while pending:
        for part in children(catalog, pending.pop(0).id):
            if part.id not in found and part.id != root.id:
                found[part.id] = part
                pending.append(part)
    return tuple(found.values())


def _family(catalog: Catalog, root: Entity[Journey], parts: tuple[Entity[Journey], ...]) -> Family:
    return Family(journey_card(catalog, root), tuple(journey_card(catalog, part) for part in parts))


def _heat(catalog: Catalog, journey: Entity[Journey]) -> Heat:
    stages = catalog.stages_of(journey.id)
    felt = [
        [point for step in catalog.steps_of(stage.id) for point in catalog.points(step.id)]
        for stage in stages
    ]
    who = people(catalog, [*journey.fields.personas, *(point.persona for points in felt for point in points)])
    rows = tuple(
        HeatRow(mark, tuple(_mark(mean(p for p in points if p.persona == mark.id)) for points in felt))
        for mark in who
    )
    columns = tuple((stage.title, f"{journey.url}#{stage.id.partition('/')[2]}") for stage in stages)
    return Heat(journey.title, journey.url, columns, tuple(row for row in rows if any(row.marks)))


def _mark(score: float | None) -> ScoreMark | None:
    return None if score is None else score_mark(score)


def _sentence(heats: tuple[Heat, ...]) -> str:
    """The coldest cell of all, in words."""
    every = [
        (mark.score, row.who.title, column[0], heat.title)
        for heat in heats
        for row in heat.rows
        for mark, column in zip(row.marks, heat.columns, strict=True)
        if mark
    ]
    if not every:
        return ""
    score, who, stage, journey = min(every)
    return f"Lowest for {who} in {stage} of {journey} ({signed(score)})."
