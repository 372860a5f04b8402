"""Values and parts of ratios that somebody has worked out already: in a list by hand, or in a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from jmsite.data.dimensions import groupings
from jmsite.data.estimates import Places, figure, ratio, series_of
from jmsite.data.question import Question
from jmsite.data.statistics import scaled
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.metric import Reading
from jmsite.model.readings import Measured, Series
from jmsite.model.value import Value
from jmsite.model.wilson import Interval, wilson


class Case(Value):
    """One given reading: of a day and of places, a value with its n, or the two parts of a ratio."""

    day: date
    places: Places
    value: float | None = None
    n: int | None = None
    upper: float | None = None
    lower: float | None = None


def listed(question: Question, readings: Sequence[Reading]) -> Series:
    """Return the series of readings that are written by hand."""
    return given(question, (_case(reading) for reading in readings))


def _case(reading: Reading) -> Case:
    stage, step = reading.stage, reading.step
    if stage and "/" not in stage and reading.journey:
        stage = f"{reading.journey}/{stage}"
    if step and step.count("/") == 2:
        stage = step.rpartition("/")[0]
    journey = stage.partition("/")[0] if stage and "/" in stage else reading.journey
    places = (journey, stage, step, reading.persona, reading.channel)
    upper, lower = (reading.numerator, reading.denominator) if reading.value is None else (None, None)
    return Case(day=reading.date, places=places, value=reading.value, n=reading.n, upper=upper, lower=lower)


def given(question: Question, cases: Iterable[Case]) -> Series:
    """Return the series of given readings, grouped by each combination of places.

    Where a day has a reading of exactly a combination it stands as it is. Otherwise it is made from the finer
    ones: parts of ratios are added, people of a funnel too, values averaged with n as weight.
    """
    days: dict[date, list[Case]] = defaultdict(list)
    for case in cases:
        days[case.day].append(case)
    measured = [one for day, found in days.items() for one in _day(question, day, found)]
    return series_of(question.metric, measured)


def _day(question: Question, day: date, cases: list[Case]) -> Iterable[Measured]:
    present = [name for index, name in enumerate(DIMENSIONS) if any(case.places[index] for case in cases)]
    for grouping in groupings(present):
        groups: dict[Places, list[Case]] = defaultdict(list)
        for case in cases:
            named = zip(DIMENSIONS, case.places, strict=True)
            key = tuple(place if name in grouping else None for name, place in named)
            if all(key[DIMENSIONS.index(name)] for name in grouping):
                groups[key].append(case)
        for key, group in groups.items():
            exact = [case for case in group if _depth(case.places) == _depth(key)]
            yield _combined(question, day, key, exact or group, summed=not exact)


def _depth(places: Places) -> tuple[bool, ...]:
    """Return which of the places are told apart: the lowest level of the journey, persona, channel."""
    journey, stage, step, persona, channel = (bool(place) for place in places)
    return (journey and not stage and not step, stage and not step, step, persona, channel)


def _combined(question: Question, day: date, key: Places, cases: list[Case], summed: bool) -> Measured:
    # in one order, as the sum of fractions depends on it
    cases = sorted(cases, key=_sortable)
    if question.row.source == "people":
        return figure(day, key, *_counted(cases, summed))
    parts = [(case.upper, case.lower) for case in cases if case.upper is not None and case.lower is not None]
    if parts:
        return figure(day, key, *ratio(question, sum(one[0] for one in parts), sum(one[1] for one in parts)))
    return figure(day, key, *_averaged(question, [case for case in cases if case.value is not None]))


def _sortable(case: Case) -> tuple[float, ...]:
    return tuple(-1.0 if one is None else float(one) for one in (case.value, case.n, case.upper, case.lower))


def _averaged(question: Question, cases: list[Case]) -> tuple[float | None, int | None, Interval]:
    values = [case.value for case in cases if case.value is not None]
    sizes = [case.n for case in cases if case.n is not None]
    if not values:
        return None, None, None
    known = len(sizes) == len(values) and sum(sizes) > 0
    n = sum(sizes) if known else None
    weights: Sequence[float] = sizes if known else [1] * len(values)
    value = sum(one * weight for one, weight in zip(values, weights, strict=True)) / sum(weights)
    # as it is written: value * n / n may end in another digit
    if len(values) == 1:
        value = values[0]
    share = question.row.is_share and n is not None and 0 <= value <= question.whole
    interval = wilson(value / question.whole * n, n) if share and n else None
    return value, n, scaled(interval, question.whole)


def _counted(cases: list[Case], summed: bool) -> tuple[float | None, int | None, Interval]:
    """Return people in a part of a funnel; over stages the largest count: who is in a later was in an earlier."""
    counts: dict[str, float] = defaultdict(float)
    for case in cases:
        count = case.n if case.n is not None else case.value
        if count is not None:
            counts[(case.places[2] or case.places[1] or "") if summed else ""] += count
    if not counts:
        return None, None, None
    most = max(counts.values())
    return most, round(most), None
