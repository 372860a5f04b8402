"""Rank the steps to act on next: by people affected × severity × value at stake, with what is not known of each.

A factor that is missing is never filled. Steps of which other factors are known are not comparable, so each lot is
ranked by itself: by value, by people, by the share of customers, and by severity alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.uncertain import Uncertain, multiplied, summed
from jmsite.model.value import Value, replace
from jmsite.pages.parts.evidence.priority_factors import (
    MOST_SEVERE,
    StepSeverity,
    Term,
    Worth,
    most_people,
    severities,
    terms,
    worth,
)
from jmsite.pages.parts.evidence.work import concerned
from jmsite.pages.parts.evidence.worst_moments import current
from jmsite.pages.parts.lists.stages_as_steps import with_stages
from jmsite.pages.parts.page.entity_page import require_entity

Known = Literal["value", "people", "share", "severity"]
KNOWN: tuple[Known, ...] = ("value", "people", "share", "severity")
"""By what steps are ranked, in the order in which the lots are told: value, people, percent of customers, severity."""
Missing = Literal["value", "reach", "share"]
MISSING: tuple[Missing, ...] = ("reach", "share", "value")
Unsure = Literal["shares", "severity", "value"]


class Priority(Value):
    """A step or a whole stage that hurts. ``size`` is what its lot is ranked by, in ``unit``.

    ``found`` says for whom it is how bad, ``terms`` for how many of them. ``missing`` are the factors that nobody
    gives: a value, how many take it, or the shares of the personas ``unshared``. ``unsure`` are those that are given
    without an interval: that of ``size`` does not hold them. ``rank`` counts from 1 in its lot.
    """

    subject: Entity[Step]
    journey: Entity[Journey]
    by: Known
    unit: str
    size: Uncertain
    found: tuple[StepSeverity, ...]
    terms: tuple[Term, ...]
    worth: Worth | None
    missing: tuple[Missing, ...]
    unshared: tuple[str, ...]
    unsure: tuple[Unsure, ...]
    departments: tuple[str, ...]
    rank: int = 0

    @property
    def worst(self) -> StepSeverity:
        """Return how bad it is for whom it is worst."""
        return max(self.found, key=lambda one: one.size.value)


class PriorityGroup(Value):
    """The steps of which the same factors are known, the first to act on first."""

    by: Known
    unit: str
    rows: tuple[Priority, ...]


class Ranking(Value):
    """All lots, and how many pains are in none since nobody says how severe they are."""

    lots: tuple[PriorityGroup, ...]
    unjudged: int

    @property
    def count(self) -> int:
        """Return the number of steps that are ranked."""
        return sum(len(lot.rows) for lot in self.lots)


def ranking(catalog: Catalog, journey: str = "", department: str = "") -> Ranking:
    """Return the steps of journeys as they are that hurt: of one journey, or those that concern a department."""
    found = [
        each
        for one in current(catalog, journey)
        for each in catalog.part(_of_journey, one.id)
        if not department or department in each.departments
    ]
    rows = [each.row for each in found if each.row]
    return Ranking(lots=tuple(_lots(rows)), unjudged=sum(each.unjudged for each in found))


def _lots(rows: Sequence[Priority]) -> Iterator[PriorityGroup]:
    kinds = dict.fromkeys((row.by, row.unit) for row in rows)
    for by, unit in sorted(kinds, key=lambda kind: KNOWN.index(kind[0])):
        own = [row for row in rows if (row.by, row.unit) == (by, unit)]
        own.sort(key=lambda row: (-row.size.value, row.subject.id))
        yield PriorityGroup(
            by=by, unit=unit, rows=tuple(replace(row, rank=rank) for rank, row in enumerate(own, 1))
        )


class _Judged(Value):
    """A step as it is ranked, if it hurts, and how many of its pains have no severity."""

    row: Priority | None
    unjudged: int
    departments: tuple[str, ...]


def _of_journey(catalog: Catalog, id: str) -> tuple[_Judged, ...]:
    journey = require_entity(catalog.journey(id))
    judged = []
    for subject in with_stages(catalog, catalog.moments(id)):
        found, unknown = severities(catalog, subject)
        if found or unknown:
            departments = concerned(catalog, subject)
            row = _priority(catalog, journey, subject, found, departments) if found else None
            judged.append(_Judged(row=row, unjudged=len(unknown), departments=departments))
    return tuple(judged)


def _priority(
    catalog: Catalog,
    journey: Entity[Journey],
    subject: Entity[Step],
    found: Sequence[StepSeverity],
    departments: tuple[str, ...],
) -> Priority:
    hurt, unshared = terms(catalog, journey, subject, found)
    value, whole = worth(catalog, journey), most_people(catalog, journey)
    by = _known(hurt, value, whole)
    size = _size(hurt, value, whole, by) if hurt else max(found, key=lambda one: one.size.value).size
    counted = any(term.people.metric for term in hurt)
    absent = {"value": value is None, "reach": not counted, "share": bool(unshared)}
    return Priority(
        subject=subject,
        journey=journey,
        by=by,
        unit=_unit(by, hurt, value),
        size=size,
        found=tuple(found),
        terms=hurt,
        worth=value,
        missing=tuple(name for name in MISSING if absent[name]),
        unshared=tuple(one.persona for one in unshared if one.persona),
        unsure=tuple(_unsure(found, hurt, value if by == "value" else None)),
        departments=departments,
    )


def _known(hurt: Sequence[Term], value: Worth | None, whole: Uncertain | None) -> Known:
    """Return by what a step can be ranked."""
    if not hurt:
        return "severity"
    counted = all(term.people.metric for term in hurt)
    # what everybody is worth together can be shared out by percentages, what one is worth needs a count
    if value and ((counted and (whole or not value.whole)) or (not counted and value.whole)):
        return "value"
    return "people" if counted else "share"


def _size(hurt: Sequence[Term], value: Worth | None, whole: Uncertain | None, by: Known) -> Uncertain:
    """Return people × severity, and × value where a step is ranked by that."""
    people = summed(
        [multiplied([term.people.size, term.severity.size.times(1 / MOST_SEVERE)]) for term in hurt]
    )
    if by != "value" or value is None:
        return people
    if not value.whole:
        return multiplied([people, value.size])
    every = whole.value if whole and hurt[0].people.metric else 100.0
    return multiplied([people.times(1 / every), value.size])


def _unit(by: Known, hurt: Sequence[Term], value: Worth | None) -> str:
    if by == "value":
        return (value.metric.fields.unit if value else "") or ""
    metric = hurt[0].people.metric if hurt else None
    return (metric.fields.unit if metric and by == "people" else "") or ""


def _unsure(found: Sequence[StepSeverity], hurt: Sequence[Term], value: Worth | None) -> Iterator[Unsure]:
    """Yield the factors without an interval; a count is all there is, and needs none."""
    if any(term.people.basis == "shares" for term in hurt):
        yield "shares"
    if any(one.size.ends is None for one in found):
        yield "severity"
    if value and value.size.ends is None:
        yield "value"
