"""Compare two sides of a journey: its personas, or the journey as it is and as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.figures import Drawing
from jmsite.model.page import Link, Page
from jmsite.model.value import Value
from jmsite.pages.parts.figures.pictures import comparison, states
from jmsite.pages.parts.lists.stages_as_steps import stage_around, with_stages
from jmsite.pages.parts.map.cells import (
    NoteMark,
    PainMark,
    Readout,
    notes,
    pains,
    quotable,
    readouts,
)
from jmsite.pages.parts.map.head import crumbs
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.marks import ScoreMark, mean, one_each, score_mark
from jmsite.pages.parts.page.people import PersonaMark, people
from jmsite.pages.parts.page.scores import ends_of, spread

GAP = 0.75
"""From this difference on, a step is told first."""


class ComparedSide(Value):
    """A step as one side of a comparison takes it; ``takes`` is False where that side does not."""

    takes: bool
    readout: Readout | None
    doing: tuple[NoteMark, ...] = ()
    thinking: tuple[NoteMark, ...] = ()
    pains: tuple[PainMark, ...] = ()
    gains: tuple[PainMark, ...] = ()


class ComparedStep(Value):
    """A step side by side; ``gap`` is the distance between the highest and the lowest score.

    What a stage says of all its steps is one too, and ``whole``.
    """

    title: str
    url: str
    stage: str
    gap: float | None
    sides: tuple[ComparedSide, ...]
    whole: bool = False


class StateStage(Value):
    """A stage in both states: its score in each, the steps of each, and whether a step is new or gone.

    ``pains`` and ``gains`` are those of the steps and of the stage as a whole, before and after.
    """

    title: str
    before: ScoreMark | None
    after: ScoreMark | None
    change: float | None
    steps: tuple[tuple[str, str, bool], ...]
    others: tuple[tuple[str, str, bool], ...]
    pains: tuple[tuple[PainMark, ...], ...] = ((), ())
    gains: tuple[tuple[PainMark, ...], ...] = ((), ())


class CompareView(Value):
    """Personas side by side, and states side by side; either may be missing."""

    journey: Link
    people: tuple[PersonaMark, ...]
    personas: Drawing | None
    widest: tuple[ComparedStep, ...]
    steps: tuple[ComparedStep, ...]
    other: Link | None
    titles: tuple[str, str]
    states: Drawing | None
    stages: tuple[StateStage, ...]


def compare(catalog: Catalog, id: str) -> Page:
    """Return the page that compares what a journey has to compare."""
    journey = require_entity(catalog.journey(id))
    who = people(catalog, journey.fields.personas)
    # of one persona there is nothing beside it; the page may be there for the compared state alone
    steps = tuple(_side_by_side(catalog, id, who)) if len(who) > 1 else ()
    least = spread(catalog.scale(id), GAP)
    wide = sorted(
        (step for step in steps if step.gap is not None and step.gap >= least),
        key=lambda step: -(step.gap or 0),
    )
    other = catalog.counterpart(id)
    first, second = _ordered(journey, other) if other else (journey, journey)
    view = CompareView(
        journey=Link(title=journey.title, url=journey.url),
        people=who,
        personas=comparison(catalog, id),
        widest=tuple(wide[:4]),
        steps=steps,
        other=Link(title=other.title, url=other.url) if other else None,
        titles=(first.title, second.title),
        states=states(catalog, first, second) if other else None,
        stages=_stages(catalog, first, second) if other else (),
    )
    return Page(
        kind="compare",
        url=f"compare/{id}/",
        title=catalog.words.phrase("compare.title", journey=journey.title),
        view=view,
        description=view.personas.caption if view.personas else "",
        section="journeys/",
        crumbs=(*crumbs(catalog, journey), Link(title=journey.title, url=journey.url)),
        path=journey.path,
    )


def _ordered(journey: Entity[Journey], other: Entity[Journey]) -> tuple[Entity[Journey], Entity[Journey]]:
    """Return what is before what should be."""
    return (other, journey) if journey.fields.state == "future" else (journey, other)


def _side_by_side(catalog: Catalog, journey: str, who: tuple[PersonaMark, ...]) -> Iterator[ComparedStep]:
    """Yield the steps of a journey, before those of each stage what that says of some persona in all of them."""
    for stage in catalog.stages_of(journey):
        for whole in stage_around(catalog, stage.id):
            sides = tuple(_own(catalog, whole, mark, None) for mark in who)
            # what a stage says of everybody is on the map; only what tells personas apart is worth a row here
            if any(side.doing or side.thinking or side.pains or side.gains for side in sides):
                yield ComparedStep(
                    title=stage.title, url=stage.url, stage="", gap=None, sides=sides, whole=True
                )
        for step in catalog.steps_of(stage.id):
            yield _compared(catalog, step, who)


def _compared(catalog: Catalog, step: Entity[Step], who: tuple[PersonaMark, ...]) -> ComparedStep:
    marks = {mark.id: mark for mark in who}
    points = one_each(catalog.points(step.id))
    found = {readout.who.id: readout for readout in readouts(catalog, step, marks, points)}
    scores = [readout.mark.score for readout in found.values()]
    stage: Entity[Any] | None = catalog.stage(step.id.rpartition("/")[0])
    return ComparedStep(
        title=step.title,
        url=step.url,
        stage=stage.title if stage else "",
        gap=spread(catalog.scale(step.id.partition("/")[0]), max(scores) - min(scores))
        if len(scores) > 1
        else None,
        sides=tuple(_side(catalog, step, mark, found.get(mark.id)) for mark in who),
    )


def _side(catalog: Catalog, entity: Entity[Step], who: PersonaMark, readout: Readout | None) -> ComparedSide:
    """Return a step as a persona takes it, or that it does not."""
    if who.id not in entity.fields.personas:
        return ComparedSide(takes=False, readout=None)
    return _own(catalog, entity, who, readout)


def _own(catalog: Catalog, entity: Entity[Step], who: PersonaMark, readout: Readout | None) -> ComparedSide:
    """Return what only this persona does, thinks and suffers; what holds for all is told on the map."""
    step = entity.fields
    return ComparedSide(
        takes=True,
        readout=readout,
        doing=notes(catalog, entity, tuple(note for note in step.doing if note.persona == who.id), {}),
        thinking=quotable(
            catalog, entity, tuple(note for note in step.thinking if note.persona == who.id), {}
        ),
        pains=pains(catalog, entity, tuple(pain for pain in step.pains if pain.persona == who.id), {}),
        gains=pains(catalog, entity, tuple(gain for gain in step.gains if gain.persona == who.id), {}),
    )


def _stages(catalog: Catalog, first: Entity[Journey], second: Entity[Journey]) -> tuple[StateStage, ...]:
    sides = [
        {stage.id.partition("/")[2]: stage for stage in catalog.stages_of(each.id)}
        for each in (first, second)
    ]
    return tuple(_state_stage(catalog, name, sides) for name in dict.fromkeys([*sides[0], *sides[1]]))


def _state_stage(catalog: Catalog, name: str, sides: list[dict[str, Entity[Any]]]) -> StateStage:
    steps = [catalog.steps_of(side[name].id) if name in side else () for side in sides]
    # steps of two journeys are the same by the last part of their ids: their stages have been matched already
    names = [{step.id.rpartition("/")[2] for step in found} for found in steps]
    scores = [mean(point for step in found for point in catalog.points(step.id)) for found in steps]
    ids = [side[name].id.partition("/")[0] if name in side else "" for side in sides]
    before, after = (
        score_mark(catalog, score, journey=id, among=True) if score is not None else None
        for score, id in zip(scores, ids, strict=True)
    )
    change = None
    # scores on two scales have no difference
    if before and after and ends_of(catalog, ids[0]) == ends_of(catalog, ids[1]):
        change = spread(catalog.scale(ids[0]), after.score - before.score)
    listed = [
        tuple((step.title, step.url, step.id.rpartition("/")[2] not in names[1 - place]) for step in found)
        for place, found in enumerate(steps)
    ]
    # what is now comes first, and readers know it by that name
    title = next(side[name].title for side in sides if name in side)
    told = [tuple(with_stages(catalog, found)) for found in steps]
    marks = {
        mark.id: mark for mark in people(catalog, (id for each in ids for id in _personas(catalog, each)))
    }
    return StateStage(
        title=title,
        before=before,
        after=after,
        change=change,
        steps=listed[0],
        others=listed[1],
        pains=tuple(
            tuple(mark for one in found for mark in pains(catalog, one, one.fields.pains, marks))
            for found in told
        ),
        gains=tuple(
            tuple(mark for one in found for mark in pains(catalog, one, one.fields.gains, marks))
            for found in told
        ),
    )


def _personas(catalog: Catalog, journey: str) -> tuple[str, ...]:
    found = catalog.journey(journey)
    return found.fields.personas if found else ()
