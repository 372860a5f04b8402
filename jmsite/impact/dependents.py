"""Follow the catalog from something to all that depends on it.

What names a thing depends on it, and a journey on its steps. Whom and what a step is about (its personas, metrics and
departments) is affected with it, and is followed no further: else everything would depend on everything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jmsite.model.catalog import Catalog, Entity, Use
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.entities.lanes import Lanes
from jmsite.model.kinds import KINDS
from jmsite.model.value import Value

Target = tuple[str, str]
WHOM: tuple[tuple[str, str], ...] = (
    ("persona", "personas"),
    ("metric", "metrics"),
    ("department", "departments"),
)
"""The kinds that a step or journey is about, and the fields that name these."""
ENDS = ("persona", "metric", "department", "page", "home")
"""Kinds that are followed only from where one begins."""
EVIDENCE = ("research", "insight", "opportunity", "solution")
MAP = ("journey", "stage", "step")
"""What rests on a step is no reason for the other steps that it names: those are followed from evidence alone."""
UPWARDS = ("parent", "compares_to")
"""Fields that name something which does not carry the entity: a nested journey is a part of the other one."""


class Dependent(Value):
    """An entity that depends on another one, ``of``; ``by`` is the field that names it, "" for a part of it.

    ``distance`` is the number of ties from where one began. ``where`` are the titles of what it stands in.
    """

    kind: str
    id: str
    title: str
    url: str
    path: str
    of: Target
    by: str = ""
    distance: int = 1
    where: tuple[str, ...] = ()


class Impact(Value):
    """Everything that depends on some entities, nearest first; ``roots`` are these themselves."""

    roots: tuple[Dependent, ...]
    dependents: tuple[Dependent, ...]

    def of_kind(self, kind: str) -> tuple[Dependent, ...]:
        """Return what depends on the roots, of one kind."""
        return tuple(one for one in self.dependents if one.kind == kind)

    def below(self, target: Target) -> tuple[Dependent, ...]:
        """Return what was found through an entity."""
        return tuple(one for one in self.dependents if one.of == target)


def impact_of(catalog: Catalog, targets: Iterable[Target]) -> Impact:
    """Return what depends on entities of a catalog; what the catalog leaves out is neither told nor followed."""
    roots = [entity for kind, id in dict.fromkeys(targets) if (entity := catalog.find(kind, id)) is not None]
    begun = tuple(_dependent(catalog, one, ("", ""), "", 0) for one in roots)
    found: dict[Target, Dependent] = {(one.kind, one.id): one for one in begun}
    waiting = deque((one, one.kind in EVIDENCE) for one in begun)
    pages = {one.prose_path: one for kind in KINDS if kind != "chart" for one in catalog.all(kind)}
    while waiting:
        here, evidence = waiting.popleft()
        for entity, field in _ties(catalog, here, pages):
            target = (entity.kind, entity.id)
            back = here.kind in EVIDENCE and entity.kind in MAP and not evidence
            if target not in found and not back:
                made = _dependent(catalog, entity, (here.kind, here.id), field, here.distance + 1)
                found[target] = made
                waiting.append((made, evidence and entity.kind in EVIDENCE))
    return Impact(roots=begun, dependents=tuple(one for one in found.values() if one.distance))


def _ties(
    catalog: Catalog, here: Dependent, pages: Mapping[str, Entity[Any]]
) -> Iterator[tuple[Entity[Any], str]]:
    """Yield what depends on an entity, each with the field that says so."""
    if here.kind in ENDS and here.distance:
        return
    entity = catalog.find(here.kind, here.id)
    if entity is None:
        return
    yield from _holders(catalog, entity)
    for use in catalog.uses(here.kind, here.id):
        user = _user(catalog, use, pages)
        if user is not None and use.field.partition(".")[0] not in UPWARDS:
            yield user, use.field
    if entity.kind in ("step", "stage", "journey"):
        yield from _about(catalog, entity)


def _holders(catalog: Catalog, entity: Entity[Any]) -> Iterator[tuple[Entity[Any], str]]:
    """Yield what an entity is a part of: the stage of a step, the journey of a stage, the parent of a journey."""
    if entity.kind in ("step", "stage", "variant"):
        above = entity.id.rpartition("/")[0]
        holder = catalog.stage(above) or catalog.journey(entity.id.partition("/")[0])
        if holder is not None:
            yield holder, ""
    elif entity.kind == "journey" and entity.fields.parent:
        parent = catalog.journey(entity.fields.parent)
        if parent is not None:
            yield parent, ""


def _user(catalog: Catalog, use: Use, pages: Mapping[str, Entity[Any]]) -> Entity[Any] | None:
    """Return who refers to something; what a variant says is of its stage, a chart of what it stands in."""
    if use.kind == "chart":
        return pages.get(use.id.rpartition("#")[0])
    if use.kind == "variant":
        return catalog.stage(use.id.rpartition("/")[0])
    return catalog.find(use.kind, use.id)


def _about(catalog: Catalog, entity: Entity[Any]) -> Iterator[tuple[Entity[Any], str]]:
    fields = entity.fields
    for kind, name in WHOM:
        # of a journey only its cast: the rest is told by those of its steps that are concerned
        if entity.kind == "step" or (
            isinstance(fields, Lanes) and not fields.model_fields_set.isdisjoint({name})
        ):
            for one in catalog.found(kind, getattr(fields, name, ())):
                yield one, name


def _dependent(catalog: Catalog, entity: Entity[Any], of: Target, by: str, distance: int) -> Dependent:
    return Dependent(
        kind=entity.kind,
        id=entity.id,
        title=entity.title,
        url=entity.url,
        path=entity.path,
        of=of,
        by=by,
        distance=distance,
        where=tuple(_where(catalog, entity)),
    )


def _where(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    """Yield the titles of what a step or stage stands in, from the outside in."""
    if entity.kind not in ("step", "stage"):
        return
    journey, stage, *_ = entity.id.split("/")
    over = catalog.journey(journey)
    if over is not None:
        yield over.title
    inside = catalog.stage(f"{journey}/{stage}") if entity.kind == "step" and stage != ANYTIME else None
    if inside is not None:
        yield inside.title
