"""The worst moments of all journeys that are as they are today."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_points import feeling_word
from jmsite.pages.parts.lists.stages_as_steps import with_stages
from jmsite.pages.parts.map.cells import opportunities
from jmsite.pages.parts.page.lane_texts import words
from jmsite.pages.parts.page.marks import ListRow, OpportunityCard, ScoreMark, score_mark, stage_title
from jmsite.pages.parts.page.people import PersonaMark, people


class PainfulMoment(Value):
    """A moment that hurts: where, whom, in whose words, and what is done about it."""

    title: str
    url: str
    place: str
    mark: ScoreMark
    who: PersonaMark | None
    quote: str
    action: OpportunityCard | None


FeltMoment = tuple[Point, Entity[Step], Entity[Journey]]


def current(catalog: Catalog, id: str = "") -> tuple[Entity[Journey], ...]:
    """Return the journeys that show what is, not what should be or was; with ``id`` that one, if it does."""
    # a map that looked through all for its own would take longer with each of them, and be made again with each
    asked = catalog.found("journey", (id,)) if id else catalog.all("journey")
    return tuple(
        journey
        for journey in asked
        if journey.fields.state == "current" and journey.fields.status != "retired"
    )


def worst_points(catalog: Catalog, most: int, persona: str = "") -> tuple[FeltMoment, ...]:
    """Return the lowest scores below neutral, one a step, the lowest first."""
    felt = [
        (point, step, journey)
        for journey in current(catalog)
        for point, step in catalog.part(_below_neutral, journey.id)
        if not persona or point.persona == persona
    ]
    found: dict[str, FeltMoment] = {}
    # one a step, or three personas in one bad hour would be three of the worst moments; by id where scores are equal,
    # so that a build does not depend on what was read first
    for each in sorted(felt, key=lambda each: (each[0].score, each[1].id)):
        found.setdefault(each[1].id, each)
    return tuple(found.values())[:most]


def _below_neutral(catalog: Catalog, journey: str) -> tuple[tuple[Point, Entity[Step]], ...]:
    """Return the scores below neutral in a journey, with the moments that they are of."""
    return tuple(
        [
            (point, step)
            for step in catalog.moments(journey)
            for point in catalog.points(step.id)
            if point.score < 0
        ]
    )


def painful_moment(catalog: Catalog, felt: FeltMoment) -> PainfulMoment:
    """Return a moment as the front page shows it."""
    point, step, journey = felt
    return PainfulMoment(
        title=step.title,
        url=step.url,
        place=_place(catalog, step, journey),
        mark=score_mark(catalog, point.score, point, feeling_word(step, point)),
        who=next(iter(people(catalog, (point.persona,))), None),
        quote=catalog.words.inner(words(catalog, _words(catalog, step, point.persona))),
        action=_open(catalog, step),
    )


def row(catalog: Catalog, felt: FeltMoment) -> ListRow:
    """Return a moment as a row of a list, with the worst pain in it, or of its whole stage."""
    point, step, journey = felt
    here = with_stages(catalog, (step,))
    place = _place(catalog, step, journey)
    pain = max(
        (pain for one in here for pain in one.fields.pains if pain.persona in (None, point.persona)),
        # who did not say how severe a pain is has not said that it is
        key=lambda pain: pain.severity or 1,
        default=None,
    )
    action = _open(catalog, step)
    return ListRow(
        title=step.title,
        url=step.url,
        under=catalog.words.phrase("pair", name=place, value=words(catalog, pain.text)) if pain else place,
        score=score_mark(catalog, point.score, point),
        status=action.status if action else "",
        status_title=action.title if action else "",
    )


def _place(catalog: Catalog, step: Entity[Step], journey: Entity[Journey]) -> str:
    return catalog.words.row(journey.title, stage_title(catalog, step))


def _words(catalog: Catalog, step: Entity[Step], persona: str) -> str:
    """Return what the persona said or thought there, or else in the stage as a whole."""
    return next((words for one in with_stages(catalog, (step,)) for words in _said(one.fields, persona)), "")


def _said(step: Step, persona: str) -> Iterator[str]:
    """Yield what a persona said, then what they thought, their own thoughts first."""
    yield from (quote.text for quote in step.quotes if quote.persona in (None, persona))
    yield from (note.text for note in step.thinking if note.persona == persona)
    yield from (note.text for note in step.thinking if note.persona is None)


def _open(catalog: Catalog, step: Entity[Step]) -> OpportunityCard | None:
    """Return what is done about a step or its whole stage: the opportunity in work, else an open one, else any."""
    order = {"in-progress": 0, "open": 1, "solved": 2, "dismissed": 3}
    every = (card for one in with_stages(catalog, (step,)) for card in opportunities(catalog, one))
    found = [card for card in every if isinstance(card, OpportunityCard)]
    return min(found, key=lambda card: (order[card.status], -(card.value or 0)), default=None)
