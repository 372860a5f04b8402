"""The selection that is exported: entities by their ids, and what they need to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.kinds import KINDS
from jmsite.model.references import references
from jmsite.model.value import Value

Target = tuple[str, str]
WITHIN = ("site", "stage", "variant", "chart")
"""The kinds that are exported with what they are a part of, or not at all."""
EXPORTED = tuple(kind for kind in KINDS if kind not in WITHIN)
"""The kinds that are exported for themselves, in order."""
SHARED = ("persona", "department")
"""The kinds with which the journeys go that they take part in; what a department answers for goes with it, too."""
INSIDE = ("journey", "stage", "step", "variant")
"""The kinds of which a journey consists."""
OWNED = tuple(kind for kind in EXPORTED if kind != "journey")


class Selection(Value):
    """The entities of an export, in order. ``name`` is what a file of it is called, ``whole`` says that it is all.

    ``named`` are those that were asked for, each as its kind and id; the others belong to them.
    """

    name: str
    entities: tuple[Entity[Any], ...]
    whole: bool = False
    named: tuple[Target, ...] = ()

    def all(self, kind: str) -> tuple[Entity[Any], ...]:
        """Return the entities of a kind, in order."""
        return tuple(one for one in self.entities if one.kind == kind)


class UnknownEntityError(Exception):
    """There is no entity of an id; ``known`` are those there are."""

    def __init__(self, id: str, known: tuple[str, ...]) -> None:
        super().__init__(id)
        self.id, self.known = id, known


class SeveralEntitiesError(Exception):
    """Entities of several kinds have an id; ``forms`` are the names by which each can be meant alone."""

    def __init__(self, id: str, forms: tuple[str, ...]) -> None:
        super().__init__(id)
        self.id, self.forms = id, forms


def select(catalog: Catalog, ids: Iterable[str] = ()) -> Selection:
    """Return the entities of ``ids`` (``buy``, or ``journey:buy``) with what they refer to; everything without any.

    Raises ``UnknownEntityError`` and ``SeveralEntitiesError``.
    """
    wanted = [_found(catalog, id) for id in ids]
    if not wanted:
        everything = tuple(one for kind in EXPORTED for one in catalog.all(kind))
        return Selection(name="portal", entities=everything, whole=True)
    taken = _with_needed(catalog, wanted)
    entities = tuple(one for kind in EXPORTED for one in catalog.all(kind) if (kind, one.id) in taken)
    name = "-".join(one.id.replace("/", "-") for one in wanted)
    named = tuple(dict.fromkeys((one.kind, one.id) for one in wanted))
    # more names would make the name of a file that nobody reads
    return Selection(name=name if len(wanted) < 4 else "selection", entities=entities, named=named)


def _found(catalog: Catalog, id: str) -> Entity[Any]:
    kind, colon, rest = id.partition(":")
    kinds, own = ((kind,), rest) if colon else (EXPORTED, id)
    found = [one for name in kinds if name in EXPORTED and (one := catalog.find(name, own))]
    if len(found) > 1:
        raise SeveralEntitiesError(id, tuple(f"{one.kind}:{one.id}" for one in found))
    if not found:
        known = (one.id for name in EXPORTED for one in catalog.all(name))
        raise UnknownEntityError(id, tuple(dict.fromkeys(known)))
    return found[0]


def _with_needed(catalog: Catalog, wanted: Iterable[Entity[Any]]) -> set[Target]:
    """Return what was asked for, its journeys, and all that is referred to; journeys lead on to no other journeys."""
    todo = [one for entity in wanted for one in (entity, *_shared(catalog, entity))]
    taken: set[Target] = set()
    while todo:
        entity = todo.pop()
        if (entity.kind, entity.id) in taken:
            continue
        taken.add((entity.kind, entity.id))
        todo += _named(catalog, entity)
    return taken


def _shared(catalog: Catalog, entity: Entity[Any]) -> tuple[Entity[Any], ...]:
    if entity.kind not in SHARED:
        return ()
    uses = catalog.uses(entity.kind, entity.id)
    journeys = dict.fromkeys(use.id.partition("/")[0] for use in uses if use.kind in INSIDE)
    own = [one for use in uses if use.kind in OWNED and (one := catalog.find(use.kind, use.id))]
    return (*catalog.found("journey", journeys), *(own if entity.kind == "department" else ()))


def _named(catalog: Catalog, entity: Entity[Any]) -> Iterator[Entity[Any]]:
    for part in (entity, *parts(catalog, entity), *charts(catalog, entity)):
        for one in references(part.fields):
            found = catalog.find(one.kind, one.id) if one.kind in EXPORTED and one.kind != "journey" else None
            if found:
                yield found


def parts(catalog: Catalog, entity: Entity[Any]) -> Iterator[Entity[Any]]:
    """Yield what a journey consists of: stages, what differs in them for single personas, and steps."""
    if entity.kind == "journey":
        for stage in catalog.stages_of(entity.id):
            yield from (stage, *catalog.variants_of(stage.id))
        yield from catalog.moments(entity.id)


def charts(catalog: Catalog, entity: Entity[Any]) -> Iterator[Entity[Any]]:
    """Yield the charts in what an entity says in words, as far as they may be shown."""
    for number in range(len(catalog.prose(entity).charts)):
        chart = catalog.find("chart", f"{entity.prose_path}#{number}")
        if chart:
            yield chart
