"""The day on which a page last changed: that of the youngest of the files that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from heapq import nsmallest
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.readings import surveys
from jmsite.model.kinds import KINDS, RESULTS
from jmsite.model.value import Value


class DatedChange(Value):
    """Something that changed: its kind, and the day."""

    kind: str
    title: str
    url: str
    day: date


def last_changed(catalog: Catalog, entity: Entity[Any]) -> date | None:
    """Return the day on which a file that an entity is made of last changed, as far as that is known."""
    days = (catalog.read("days", path) for path in files(catalog, entity))
    return max((day for day in days if day), default=None)


def files(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    """Yield the files that an entity is made of: its own, those of its parts, and the table of its readings."""
    yield from (entity.path, entity.prose_path)
    if entity.kind == "journey":
        for stage in catalog.stages_of(entity.id):
            yield from files(catalog, stage)
    elif entity.kind == "stage":
        yield from (variant.path for variant in catalog.variants_of(entity.id))
    elif entity.kind == "metric":
        yield from (f"content/{one.file}" for _, one in surveys(entity.fields.readings) if one.file)


def latest(catalog: Catalog, most: int) -> tuple[DatedChange, ...]:
    """Return what changed last, the youngest first; of one day, in the order of kinds. A stage counts as its journey.

    Entries of a registry are left out: their file says only that one of them changed.
    """
    days = catalog.table("days")
    found = nsmallest(most, _dated(catalog, days), key=lambda pair: -pair[0].toordinal()) if days else ()
    return tuple(
        DatedChange(kind=entity.kind, title=entity.title, url=entity.url, day=day) for day, entity in found
    )


def _dated(catalog: Catalog, days: Mapping[str, date]) -> Iterator[tuple[date, Entity[Any]]]:
    stages: dict[str, date] = {}
    for stage in catalog.table("stage").values():
        journey = stage.id.partition("/")[0]
        stages[journey] = max(days.get(stage.path, date.min), stages.get(journey, date.min))
    for kind in (kind for kind in RESULTS if kind in KINDS):
        # its entries share a file, whose day is that of the last of them: the others would seem new as well
        registry = f"content/{KINDS[kind].folder}.yaml"
        for entity in catalog.entities(kind).values() if kind != "stage" else ():
            day = days.get(entity.prose_path, date.min) if entity.path != registry else date.min
            day = max(day, stages.get(entity.id, date.min)) if kind == "journey" else day
            if day > date.min:
                yield day, entity
