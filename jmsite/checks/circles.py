"""Check that nothing leads back to itself: parents, journeys that steps zoom into, and journeys compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entity import WITH_STEPS
from jmsite.model.findings import Finding, Target
from jmsite.model.sources import Loc


def circles(catalog: Catalog) -> Iterator[Finding]:
    """Return a finding for each circle of parents, and of journeys inside journeys, or compared to themselves."""
    for kind in ("journey", "department"):
        yield from _circles(kind, _parents(catalog, kind))
    yield from _circles("journey", _nested(catalog))
    yield from _compared(catalog)


Written = tuple[Target, Loc]
"""An entity, and the field of it in which something is written."""
Ways = Mapping[str, Mapping[str, Written]]
"""Id → ids that it leads to → where that is written."""


def _parents(catalog: Catalog, kind: str) -> Ways:
    parents = {entity.id: entity.fields.parent for entity in catalog.written(kind)}
    return {id: {parent: ((kind, id), ("parent",))} for id, parent in parents.items() if parent}


def _nested(catalog: Catalog) -> Ways:
    """Return for each journey, and for each stage, the journeys and stages that show its steps close up."""
    nested: dict[str, dict[str, Written]] = {}
    for unit in catalog.table("written_in"):
        for start, inside, written in catalog.part(_nested_in, unit):
            nested.setdefault(start, {}).setdefault(inside, written)
    return nested


def _nested_in(catalog: Catalog, unit: int) -> tuple[tuple[str, str, Written], ...]:
    """Return what shows steps of a unit close up: where they are, what it is, and where that is written."""
    found: list[tuple[str, str, Written]] = []
    for (kind, id), entity in catalog.written_in(unit).items():
        journey, *stage = id.split("/")[:2]
        for inside, loc in _close_ups(entity) if kind in WITH_STEPS else ():
            # a close-up may show a journey or one of its stages: a circle can go through either
            starts = (journey, *(f"{journey}/{one}" for one in stage))
            found += [(start, inside, ((kind, id), loc)) for start in starts]
    return tuple(found)


def _close_ups(entity: Entity[Any]) -> Iterator[tuple[str, Loc]]:
    """Yield what shows the steps in an entity close up (a stage may say so of all), and where that is written."""
    name = WITH_STEPS[entity.kind]
    for at, step in enumerate(getattr(entity.fields, name)):
        if step.journey:
            yield step.journey, (name, at, "journey")
    if entity.kind != "journey" and entity.fields.journey:
        yield entity.fields.journey, ("journey",)


def _compared(catalog: Catalog) -> Iterator[Finding]:
    """Yield a finding for each journey that is compared with itself."""
    for journey in catalog.written("journey"):
        if journey.fields.compares_to == journey.id:
            message = f"journey '{journey.id}' is compared with itself"
            hint = "name its as-is or to-be counterpart"
            yield Finding(
                rule="ref/cycle",
                entity=("journey", journey.id),
                field=("compares_to",),
                message=message,
                hint=hint,
            )


def _circles(kind: str, ways: Ways) -> Iterator[Finding]:
    """Yield a finding for each circle: what leads back to itself."""
    told: set[str] = set()
    for start in ways:
        circle = _circle(start, ways)
        if circle and start not in told:
            told |= set(circle)
            name = "stage" if "/" in start else kind
            message = f"{name} '{start}' leads back to itself: {' → '.join(circle)}"
            entity, field = ways[start][circle[1]]
            yield Finding(rule="ref/cycle", entity=entity, field=field, message=message)


def _circle(start: str, ways: Ways) -> list[str]:
    # each place once: a circle that does not lead back to the start is found from another one
    seen: set[str] = set()
    pending: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
    while pending:
        here, way = pending.pop()
        for onward in ways.get(here, ()):
            if onward == start:
                return [*way, start]
            if onward not in seen:
                seen.add(onward)
                pending.append((onward, (*way, onward)))
    return []
