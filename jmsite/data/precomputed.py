"""Values and parts of ratios that somebody has worked out already: in a list by hand, or in a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from jmsite.data.dimensions import groupings
from jmsite.data.estimates import PlaceIds, rounded_estimate, series_of
from jmsite.data.intervals import share_intervals
from jmsite.data.metric_statistics import scaled
from jmsite.data.question import Question
from jmsite.model.entities.readings import Reading
from jmsite.model.fields import MOST
from jmsite.model.readings import Series
from jmsite.model.value import Value, replace


class Case(Value):
    """One given reading: of a day and of places, a value with its n, or the two parts of a ratio."""

    day: date
    places: PlaceIds
    value: float | None = None
    n: int | None = None
    upper: float | None = None
    lower: float | None = None


class Outcome(Value):
    """The value that the cases of a group come to; ``part`` of ``size`` where it is a share, which has an interval.

    ``alike``: it is the mean of several values of which nobody says on how many cases they rest.
    """

    value: float | None = None
    n: int | None = None
    alike: bool = False
    part: float = -1.0
    size: float = 0.0


def series_by_hand(question: Question, readings: Sequence[Reading]) -> Series:
    """Return the series of readings that are written by hand."""
    return series_of_given(question, (_case(reading) for reading in readings))


def _case(reading: Reading) -> Case:
    stage, step = reading.stage, reading.step
    if stage and "/" not in stage and reading.journey:
        stage = f"{reading.journey}/{stage}"
    if step and step.count("/") == 2:
        stage = step.rpartition("/")[0]
    journey = stage.partition("/")[0] if stage and "/" in stage else reading.journey
    places = (journey, stage, step, reading.persona, reading.channel, reading.department)
    upper, lower = (reading.numerator, reading.denominator) if reading.value is None else (None, None)
    return Case(day=reading.date, places=places, value=reading.value, n=reading.n, upper=upper, lower=lower)


def series_of_given(question: Question, cases: Iterable[Case]) -> Series:
    """Return the series of given readings, grouped by each combination of places.

    Where a day has a reading of exactly a combination it stands as it is. Otherwise it is made from the finer
    ones: parts of ratios are added, people of a funnel too, values averaged with n as weight.
    """
    days: dict[date, list[Case]] = defaultdict(list)
    for case in cases:
        days[case.day].append(case)
    outcomes = [one for day, found in days.items() for one in _day(question, day, found)]
    around = share_intervals([one.part for *_, one in outcomes], [one.size for *_, one in outcomes])
    series = series_of(
        question.metric,
        [
            rounded_estimate(day, key, one.value, one.n, scaled(interval, question.whole), question.own)
            for (day, key, one), interval in zip(outcomes, around, strict=True)
        ],
    )
    return replace(series, alike=any(one.alike for *_, one in outcomes))


def _day(question: Question, day: date, cases: list[Case]) -> Iterable[tuple[date, PlaceIds, Outcome]]:
    present = [
        name for index, name in enumerate(question.dimensions) if any(case.places[index] for case in cases)
    ]
    for grouping in groupings(present):
        groups: dict[PlaceIds, list[Case]] = defaultdict(list)
        for case in cases:
            named = zip(question.dimensions, case.places, strict=True)
            key = tuple(place if name in grouping else None for name, place in named)
            if all(key[question.dimensions.index(name)] for name in grouping):
                groups[key].append(case)
        for key, group in groups.items():
            exact = [case for case in group if _depth(case.places) == _depth(key)]
            yield day, key, _combined(question, exact or group, summed=not exact)


def _depth(places: PlaceIds) -> tuple[bool, ...]:
    """Return which of the places are told apart: the lowest level of the journey, and what is beside it."""
    journey, stage, step, *others = (bool(place) for place in places)
    return (journey and not stage and not step, stage and not step, step, *others)


def _combined(question: Question, cases: list[Case], summed: bool) -> Outcome:
    # in one order, as the sum of fractions depends on it
    cases = sorted(cases, key=_sortable)
    if question.row.source == "people":
        return _counted(cases, summed)
    parts = [(case.upper, case.lower) for case in cases if case.upper is not None and case.lower is not None]
    if parts:
        return _ratio(question, sum(one[0] for one in parts), sum(one[1] for one in parts))
    return _averaged(question, [case for case in cases if case.value is not None or case.n == 0])


def _ratio(question: Question, upper: float, lower: float) -> Outcome:
    """Return a ratio. Over zero, or next to nothing, there is no value."""
    if not lower or abs(question.whole * upper / lower) > MOST:
        return Outcome(n=0)
    return Outcome(value=question.whole * upper / lower, n=round(lower), part=upper, size=lower)


def _sortable(case: Case) -> tuple[float, ...]:
    return tuple(-1.0 if one is None else float(one) for one in (case.value, case.n, case.upper, case.lower))


def _averaged(question: Question, cases: list[Case]) -> Outcome:
    # of nobody there is no value, whatever was written down for it
    some = [case for case in cases if case.n != 0]
    if cases and not some:
        return Outcome(n=0)
    values = [case.value for case in some if case.value is not None]
    sizes = [case.n for case in some if case.n is not None]
    if not values:
        return Outcome()
    known = len(sizes) == len(values) and sum(sizes) > 0
    n = sum(sizes) if known else None
    weights: Sequence[float] = sizes if known else [1] * len(values)
    value = sum(one * weight for one, weight in zip(values, weights, strict=True)) / sum(weights)
    # as it is written: value * n / n may end in another digit
    if len(values) == 1:
        value = values[0]
    share = question.row.is_share and n is not None and 0 <= value <= question.whole
    if share and n:
        return Outcome(value=value, n=n, part=value / question.whole * n, size=n)
    return Outcome(value=value, n=n, alike=not known and len(values) > 1)


def _counted(cases: list[Case], summed: bool) -> Outcome:
    """Return people in a part of a funnel; over stages the largest count: who is in a later was in an earlier."""
    counts: dict[str, float] = defaultdict(float)
    for case in cases:
        count = case.n if case.n is not None else case.value
        if count is not None:
            counts[(case.places[2] or case.places[1] or "") if summed else ""] += count
    if not counts:
        return Outcome()
    most = max(counts.values())
    return Outcome(value=most, n=round(most))
