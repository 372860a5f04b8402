"""The list of journeys, and how each persona feels in each of their stages."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.messages import Messages
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.cards import JourneyCard, journey_card
from jmsite.pages.parts.common import HEATS, ScoreMark, lowest_score, on_map, score_mark
from jmsite.pages.parts.entity_page import known
from jmsite.pages.parts.head import children
from jmsite.pages.parts.people import PersonaMark, people

FELT = ("awful", "bad", "neither", "good", "delighted")
"""The keys of words for scores that the site's scale has no word for, from the worst on."""


class HeatRow(Value):
    """A persona over the stages of a journey; None where it has no score."""

    who: PersonaMark
    marks: tuple[ScoreMark | None, ...]


class Heat(Value):
    """A journey's stages as columns (title and URL), its personas as rows."""

    title: str
    url: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[HeatRow, ...]


class AtlasView(Value):
    """All journeys as cards, each followed by its parts, and as heat."""

    cards: tuple[JourneyCard, ...]
    heats: tuple[Heat, ...]
    key: tuple[tuple[str, str], ...]
    sentence: str
    count: int


def journeys(catalog: Catalog, _: str) -> Page:
    """Return the list of all journeys."""
    every: tuple[Entity[Journey], ...] = _in_order(catalog)
    heats = tuple(catalog.part(_heat, journey.id) for journey in every)
    view = AtlasView(
        cards=tuple(catalog.part(journey_card, journey.id) for journey in every),
        heats=tuple(heat for heat in heats if heat.rows),
        key=_key(catalog),
        sentence=_sentence(catalog.words, heats),
        count=len(every),
    )
    words = catalog.words
    description = words.plural(len(every), "journeys.description")
    title = words.phrase("kind.journey")
    return Page(
        kind="journeys", url="journeys/", title=title, view=view, description=description, section="journeys/"
    )


def _key(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Return the colours of heat with the words for them: those of the site's scale where it has one for each."""
    scale = catalog.site.emotion_scale
    own = [scale.words.get(scale.written(score)) for score in (-2, -1, 0, 1, 2)]
    felt = [catalog.words.phrase(f"felt.{word}") for word in FELT]
    # all five of the site or none: half of a scale in other words would be two scales
    words = [some[0] for some in own if some]
    return tuple(zip(HEATS, words if len(words) == len(HEATS) else felt, strict=True))


def _in_order(catalog: Catalog) -> tuple[Entity[Journey], ...]:
    """Return all journeys, each followed by its parts, what is before what should be."""
    found: dict[str, Entity[Journey]] = {}
    roots = [
        journey for journey in catalog.all("journey") if catalog.journey(journey.fields.parent or "") is None
    ]
    # all once more at the end: journeys that are parts of each other have no root, and must not vanish
    for journey in (*sorted(roots, key=_state), *catalog.all("journey")):
        _with_parts(catalog, journey, found)
    return tuple(found.values())


def _state(journey: Entity[Journey]) -> bool:
    return bool(journey.fields.state == "future")


def _with_parts(catalog: Catalog, journey: Entity[Journey], found: dict[str, Entity[Journey]]) -> None:
    if journey.id not in found:
        found[journey.id] = journey
        for part in children(catalog, journey.id):
            _with_parts(catalog, part, found)


def _heat(catalog: Catalog, id: str) -> Heat:
    journey = known(catalog.journey(id))
    stages = catalog.stages_of(journey.id)
    felt = [
        [point for step in catalog.steps_of(stage.id) for point in catalog.points(step.id)]
        for stage in stages
    ]
    who = people(catalog, [*journey.fields.personas, *(point.persona for points in felt for point in points)])
    rows = tuple(
        HeatRow(
            who=mark,
            marks=tuple(
                _mark(catalog, lowest_score(p for p in points if p.persona == mark.id), journey.id)
                for points in felt
            ),
        )
        for mark in who
    )
    columns = tuple((stage.title, on_map(catalog, stage)) for stage in stages)
    return Heat(
        title=journey.title,
        url=journey.url,
        columns=columns,
        rows=tuple(row for row in rows if any(row.marks)),
    )


def _mark(catalog: Catalog, score: float | None, journey: str) -> ScoreMark | None:
    return None if score is None else score_mark(catalog, score, journey=journey, among=True)


def _sentence(words: Messages, heats: tuple[Heat, ...]) -> str:
    """Return the coldest cell of all, in words."""
    every = [
        (mark.score, row.who.title, column[0], heat.title, mark.text)
        for heat in heats
        for row in heat.rows
        for mark, column in zip(row.marks, heat.columns, strict=True)
        if mark
    ]
    if not every:
        return ""
    _, who, stage, journey, felt = min(every)
    return words.phrase("journeys.lowest", who=who, stage=stage, journey=journey, score=felt)
