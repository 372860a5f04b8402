"""The factors of the priority of a step: how many people take it, how bad it is for them, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.readings import Measured
from jmsite.model.uncertain import Uncertain
from jmsite.model.value import Value
from jmsite.pages.parts.metrics.funnel import is_funnel
from jmsite.pages.parts.metrics.scope import nearest_readings

MOST_SEVERE = 3.0
"""The severity of the worst pain that can be written."""
PER_POINT = MOST_SEVERE / 2
"""The severity of a point below neutral on a scale from -2 to 2."""
SeverityBasis = Literal["stated", "measured", "researched", "assumed"]
PeopleBasis = Literal["counted", "shares"]


class StepSeverity(Value):
    """The severity of a step for a persona, up to ``MOST_SEVERE``: as authors state it of a pain, else by a score.

    ``text`` is the worst pain in words, "" where only a score says it; ``n`` how many answers a measured score has.
    """

    size: Uncertain
    basis: SeverityBasis
    persona: str
    text: str = ""
    n: int | None = None


class PeopleCount(Value):
    """The number of people that somebody stands for: ``share`` of those who take the step, of one.

    ``size`` is a number of people by a reading of ``metric`` from ``day`` on; without a metric, a percentage of all
    customers. ``basis`` says whether these very people were counted, or worked out from the shares of personas.
    """

    size: Uncertain
    basis: PeopleBasis
    metric: Entity[Metric] | None = None
    day: date | None = None


class Worth(Value):
    """The value of one person, or everybody in a period (``whole``): a reading of ``metric`` from ``day`` on."""

    size: Uncertain
    metric: Entity[Metric]
    day: date
    n: int | None = None
    whole: bool = False


def severities(catalog: Catalog, subject: Entity[Step]) -> tuple[tuple[StepSeverity, ...], tuple[str, ...]]:
    """Return how bad a step or a whole stage is for each persona for whom it is, and the pains of unknown severity."""
    found, unknown = [], []
    for persona in personas_taking(catalog, subject) or ("",):
        stated = [pain for pain in subject.fields.pains if pain.persona in (None, persona)]
        known = [pain for pain in stated if pain.severity]
        worst = max(known, key=lambda pain: pain.severity or 0, default=None)
        felt = _felt(catalog, subject, persona, stated[0].text if stated else "")
        if worst is not None:
            size = Uncertain(value=float(worst.severity or 0))
            found.append(StepSeverity(size=size, basis="stated", persona=persona, text=worst.text))
        elif felt is not None:
            found.append(felt)
        else:
            unknown += [pain.text for pain in stated]
    return tuple(found), tuple(dict.fromkeys(unknown))


def personas_taking(catalog: Catalog, subject: Entity[Step]) -> tuple[str, ...]:
    """Return the personas who take a step, or any step of a stage as a whole."""
    steps = catalog.steps_of(subject.id) if subject.kind == "stage" else (subject,)
    return tuple(dict.fromkeys(id for step in steps for id in step.fields.personas))


def _felt(catalog: Catalog, subject: Entity[Step], persona: str, text: str) -> StepSeverity | None:
    """Return how far below neutral a persona's lowest score at a step is; None where it is not."""
    points = [point for point in catalog.points(subject.id) if point.persona == persona and point.score < 0]
    if not points:
        return None
    point = min(points, key=lambda one: one.score)
    # turned round: the lower the score, the more severe
    ends = (None, None) if point.low is None or point.high is None else (point.high, point.low)
    low, high = (None if end is None else max(0.0, -end) * PER_POINT for end in ends)
    size = Uncertain(value=-point.score * PER_POINT, low=low, high=high)
    return StepSeverity(size=size, basis=point.basis, persona=persona, text=text, n=point.n)


class Term(Value):
    """The people for whom a step is equally bad: several personas for whom it is alike, or one."""

    people: PeopleCount
    severity: StepSeverity


def terms(
    catalog: Catalog, journey: Entity[Journey], subject: Entity[Step], found: Sequence[StepSeverity]
) -> tuple[tuple[Term, ...], tuple[StepSeverity, ...]]:
    """Return for how many people a step is how bad, and for whom it is bad without anybody knowing how many they are.

    Who takes the step is counted once where it is as bad for all of them; else each persona stands for its share.
    """
    metric = reach_of(catalog, journey)
    counted = _counted(catalog, metric, subject) if metric else None
    alike = len({one.size for one in found}) == 1
    if metric and counted and alike and len(found) == _takers_counted(catalog, counted, subject):
        return (Term(people=_people(metric, counted, 1.0, "counted"), severity=found[0]),), ()
    known = [(one, _stands_for(catalog, metric, counted, subject, one.persona)) for one in found]
    return (
        tuple(Term(people=people, severity=one) for one, people in known if people),
        tuple(one for one, people in known if people is None),
    )


def _takers_counted(catalog: Catalog, counted: Measured, subject: Entity[Step]) -> int:
    """Return how many personas are in a count: those who take the step, or anything in the stage that was counted."""
    stage = None if counted.step else catalog.stage(counted.stage or "")
    own = personas_taking(catalog, subject)
    every = [id for step in catalog.steps_of(stage.id) for id in step.fields.personas] if stage else own
    return len(dict.fromkeys(every) or ("",))


def _stands_for(
    catalog: Catalog, metric: Entity[Metric] | None, counted: Measured | None, subject: Entity[Step], id: str
) -> PeopleCount | None:
    """Return how many people a persona stands for at a step; where nobody counts them, its share of all customers."""
    own = _counted(catalog, metric, subject, id) if metric and id else None
    if metric and own:
        return _people(metric, own, 1.0, "counted")
    persona = catalog.persona(id)
    share = persona.fields.share if persona else None
    if share is None:
        return None
    if metric and counted:
        return _people(metric, counted, share / 100, "shares")
    return PeopleCount(size=Uncertain(value=share), basis="shares")


def _people(metric: Entity[Metric], reading: Measured, share: float, basis: PeopleBasis) -> PeopleCount:
    size = Uncertain(value=reading.value or 0.0, low=reading.low, high=reading.high).times(share)
    return PeopleCount(size=size, basis=basis, metric=metric, day=reading.day)


def _counted(
    catalog: Catalog, metric: Entity[Metric], subject: Entity[Step], persona: str = ""
) -> Measured | None:
    """Return the last count of those who take a step, or else its stage; of one persona, or of all."""
    places = (subject.id,) if subject.kind == "stage" else (subject.id, subject.id.rpartition("/")[0])
    for place in places:
        here = [part for part in catalog.series(metric.id).parts if _is_of(part, place)]
        last = [part for part in here if part.day == here[-1].day]
        own = [part for part in last if part.persona == (persona or None)]
        if last and not persona:
            # a funnel counts everybody by itself; elsewhere the value of all may be the mean of personas
            return _all_of(last) if not own or not is_funnel(metric) else own[0]
        if last:
            return own[0] if own else None
    return None


def _is_of(part: Measured, place: str) -> bool:
    """Return whether a reading is of a place, and of no part of it but a persona."""
    return part.value is not None and part.channel is None and (part.step or part.stage) == place


def _all_of(parts: Sequence[Measured]) -> Measured:
    """Return the count of all who are at a place, of the counts of all and of each persona.

    Given values without a number of cases are averaged over personas, which is no count: all are never fewer than their
    parts together.
    """
    each = [part for part in parts if part.persona]
    whole = next((part for part in parts if not part.persona), None)
    value = sum(part.value or 0.0 for part in each)
    if whole and (whole.value or 0.0) >= value:
        return whole
    return Measured(day=parts[0].day, value=value, stage=parts[0].stage, step=parts[0].step)


def reach_of(catalog: Catalog, journey: Entity[Journey]) -> Entity[Metric] | None:
    """Return the metric that counts who takes the steps of a journey: that which it names, else its only funnel."""
    if journey.fields.reach:
        return catalog.metric(journey.fields.reach)
    found = list(_funnels(catalog, journey.id))
    return found[0] if len(found) == 1 else None


def _funnels(catalog: Catalog, journey: str) -> Iterator[Entity[Metric]]:
    for metric in catalog.all("metric"):
        if is_funnel(metric):
            places = (part.step or part.stage or "" for part in catalog.series(metric.id).parts)
            if any(place.partition("/")[0] == journey for place in places):
                yield metric


def most_people(catalog: Catalog, journey: Entity[Journey]) -> Uncertain | None:
    """Return how many people are counted where most are: as many take the journey. None where nobody counts them."""
    metric = reach_of(catalog, journey)
    subjects: Iterable[Entity[Step]] = catalog.journey_steps(journey.id) if metric else ()
    counts = [found for step in subjects if metric and (found := _counted(catalog, metric, step))]
    most = max(counts, key=lambda reading: reading.value or 0.0, default=None)
    return Uncertain(value=most.value, low=most.low, high=most.high) if most and most.value else None


def worth(catalog: Catalog, journey: Entity[Journey]) -> Worth | None:
    """Return what a journey says that it is worth, by the last reading that is closest to it; None without any."""
    stake = journey.fields.value
    metric = catalog.metric(stake.metric) if stake else None
    latest = nearest_readings(catalog.series(metric.id), journey.id)[1].latest if metric else None
    if stake is None or metric is None or latest is None or not latest.value or latest.value < 0:
        return None
    size = Uncertain(value=latest.value, low=latest.low, high=latest.high)
    return Worth(size=size, metric=metric, day=latest.day, n=latest.n, whole=stake.per == "period")
