"""Threads: from a pain to what is known of it, to what could be done, to what is built, to the metric that it moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight, Opportunity, Solution
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.lanes import Pain
from jmsite.model.entities.metric import Metric
from jmsite.model.page import Link
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.worst_moments import current
from jmsite.pages.parts.lists.stages_as_steps import with_stages
from jmsite.pages.parts.metrics.effects import improved
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.lane_texts import words
from jmsite.pages.parts.page.people import PersonaMark, mark

SEVERE = 3
State = Literal["nobody", "taken", "mended"]
STATES: tuple[State, ...] = ("nobody", "taken", "mended")
ThreadWay = tuple[str, ...]
WORKING = ("planned", "building", "shipped")


class Thread(Value):
    """A pain of a step or a whole stage, and everything that hangs on it, in order.

    ``taken``: somebody works on it, or has; ``mended``: something was shipped for it and moved a metric for the
    better; else ``nobody`` is on it. ``whose`` are the ids of the personas whose pain it is, ``departments`` those that
    have a part in the step or in what is done. Of step and journey it holds what is shown and no more, so that it is
    the same when a score changes. ``ways`` are what it runs through, ``kind/id`` by ``kind/id``, from the journey on:
    one for each fork.
    """

    text: str
    severity: int
    who: PersonaMark | None
    step: Link
    journey: Link
    journey_id: str
    insights: tuple[Entity[Insight], ...]
    opportunities: tuple[Entity[Opportunity], ...]
    solutions: tuple[Entity[Solution], ...]
    metrics: tuple[Entity[Metric], ...]
    state: State
    whose: tuple[str, ...]
    departments: tuple[str, ...]
    ways: tuple[ThreadWay, ...]

    @property
    def severe(self) -> bool:
        """Return whether it is one of the worst."""
        return self.severity == SEVERE


class StatePart(Value):
    """The number of pains in a state: ``start`` and ``share`` are percent of a bar of all."""

    state: State
    count: int
    start: float
    share: float


class ThreadTally(Value):
    """The number of pains, of those that somebody works on, and of those that are mended. ``told`` says it in words.

    ``severe`` says whether only severe ones are counted, ``parts`` are nobody's, taken and mended ones.
    """

    told: str
    severe: bool
    count: int
    parts: tuple[StatePart, ...]


def threads(catalog: Catalog, journey: str = "", department: str = "") -> tuple[Thread, ...]:
    """Return the threads of journeys as they are, of one or of a department: the worst and least cared for first."""
    found = [each for one in current(catalog, journey) for each in catalog.part(_of_journey, one.id)]
    own = [each for each in found if not department or department in each.departments]
    return tuple(sorted(own, key=lambda each: (-each.severity, STATES.index(each.state))))


def _of_journey(catalog: Catalog, id: str) -> tuple[Thread, ...]:
    journey = require_entity(catalog.journey(id))
    steps = with_stages(catalog, catalog.moments(id))
    return tuple([_thread(catalog, journey, step, pain) for step in steps for pain in step.fields.pains])


def tally(catalog: Catalog, found: Sequence[Thread]) -> ThreadTally | None:
    """Return how many severe pains there are and what becomes of them; of all pains where none is severe; None
    without pains.
    """
    if not found:
        return None
    severe = [each for each in found if each.severe]
    counted = severe or found
    states = [each.state for each in counted]
    mended = states.count("mended")
    taken = states.count("taken") + mended
    said = catalog.words
    told = said.phrase(
        "thread.lead",
        pains=said.plural(len(counted), "thread.severe" if severe else "count.pains"),
        taken=said.plural(taken, "thread.on"),
        mended=said.plural(mended, "thread.proven"),
    )
    ends = [*accumulate((states.count(state) for state in STATES), initial=0)]
    parts = tuple(
        StatePart(
            state=state,
            count=after - before,
            start=round(100 * before / len(counted), 2),
            share=round(100 * (after - before) / len(counted), 2),
        )
        for state, (before, after) in zip(STATES, pairwise(ends), strict=True)
    )
    return ThreadTally(told=told, severe=bool(severe), count=len(counted), parts=parts)


def _thread(catalog: Catalog, journey: Entity[Journey], step: Entity[Step], pain: Pain) -> Thread:
    insights = insights_of(catalog, step, pain)
    ways = tuple(_ways(catalog, journey, step, insights))
    opportunities = _named(catalog, ways, "opportunity")
    solutions = _named(catalog, ways, "solution")
    metrics = _named(catalog, ways, "metric")
    departments = [id for one in with_stages(catalog, (step,)) for id in one.fields.departments]
    departments += [id for each in (*opportunities, *solutions) for id in each.fields.departments]
    return Thread(
        text=words(catalog, pain.text),
        severity=pain.severity or 1,
        who=mark(catalog, pain.persona) if pain.persona else None,
        step=Link(title=step.title, url=step.url),
        journey=Link(title=journey.title, url=journey.url),
        journey_id=journey.id,
        insights=insights,
        opportunities=opportunities,
        solutions=solutions,
        metrics=metrics,
        # a metric stands among the ways only where it has clearly moved: shipped alone mends nothing
        state="mended" if metrics else "taken" if _is_taken(opportunities, solutions) else "nobody",
        whose=(pain.persona,) if pain.persona else _takers(catalog, step),
        departments=tuple(dict.fromkeys(departments)),
        ways=ways,
    )


def _takers(catalog: Catalog, step: Entity[Step]) -> tuple[str, ...]:
    """Return the personas who take a step, or any step of a stage as a whole."""
    steps = catalog.steps_of(step.id) if step.kind == "stage" else (step,)
    return tuple(dict.fromkeys(id for one in steps for id in one.fields.personas))


def _named(catalog: Catalog, ways: Iterable[ThreadWay], kind: str) -> tuple[Entity[Any], ...]:
    """Return the entities of a kind that ways run through, each once."""
    ids = dict.fromkeys(id.partition("/")[2] for way in ways for id in way if id.startswith(f"{kind}/"))
    return catalog.found(kind, ids)


def _ways(
    catalog: Catalog, journey: Entity[Journey], step: Entity[Step], insights: Iterable[Entity[Insight]]
) -> Iterator[ThreadWay]:
    """Yield what a pain runs through: an insight if there is one, what answers it, what is built, what that moved."""
    begin: ThreadWay = (f"journey/{journey.id}",)
    # what answers the step answers all its pains, so it counts for one only where nobody knows what that comes from
    heads = [((*begin, f"insight/{each.id}"), answers_to(catalog, each)) for each in insights]
    for way, answers in heads or [(begin, answers_at(catalog, step))]:
        ends = [end for each in answers for end in _built(catalog, (*way, f"opportunity/{each.id}"), each)]
        yield from ends or [way]


def _built(catalog: Catalog, way: ThreadWay, opportunity: Entity[Opportunity]) -> Iterator[ThreadWay]:
    built = [
        each
        for each in catalog.users("opportunity", opportunity.id, "solution")
        if each.fields.status != "dropped"
    ]
    for each in built:
        on = (*way, f"solution/{each.id}")
        yield from [(*on, f"metric/{metric.id}") for metric in improved(catalog, each)] or [on]
    if not built:
        yield way


def answers_to(catalog: Catalog, insight: Entity[Insight]) -> list[Entity[Opportunity]]:
    """Return the opportunities that rest on an insight, without those that were dismissed."""
    return _alive(catalog.users("insight", insight.id, "opportunity"))


def answers_at(catalog: Catalog, step: Entity[Step]) -> list[Entity[Opportunity]]:
    """Return the opportunities that a step or its stage names, or that name it, without those that were dismissed."""
    ids = (id for one in with_stages(catalog, (step,)) for id in one.fields.opportunities)
    return _alive((*catalog.found("opportunity", ids), *catalog.users("step", step.id, "opportunity")))


def _alive(found: Iterable[Entity[Opportunity]]) -> list[Entity[Opportunity]]:
    """Return each opportunity once, without those that were dismissed."""
    return [each for each in {one.id: one for one in found}.values() if each.fields.status != "dismissed"]


def insights_of(catalog: Catalog, step: Entity[Step], pain: Pain) -> tuple[Entity[Insight], ...]:
    """Return the insight that a pain is an instance of; else those about pains of its personas that name the step."""
    if pain.insight:
        return catalog.found("insight", (pain.insight,))
    return tuple(
        insight
        for insight in catalog.users("step", step.id, "insight")
        if insight.fields.type == "pain"
        and (not pain.persona or not insight.fields.personas or pain.persona in insight.fields.personas)
    )


def _is_taken(opportunities: Iterable[Entity[Opportunity]], solutions: Iterable[Entity[Solution]]) -> bool:
    return any(each.fields.status in ("in-progress", "solved") for each in opportunities) or any(
        each.fields.status in WORKING for each in solutions
    )
