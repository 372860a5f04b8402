"""Pairs of entities before and after: by ids, and by likeness where an id was given up and another one is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jmsite.changes.similarity import (
    ALIKE,
    ALIKE_ELSEWHERE,
    Description,
    content_similarity,
    pair_most_similar,
    similarity,
)
from jmsite.changes.statements import Ids, statements_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.kinds import ENTITIES
from jmsite.model.value import Value

Found = Mapping[str, Entity[Any]]
IN_JOURNEYS = ("journey", "stage", "variant", "step")
"""The kinds whose ids begin with that of their journey."""
FLAT = tuple(kind for kind in ENTITIES if kind not in (*IN_JOURNEYS, "site", "home", "chart"))
"""The kinds whose entities stand for themselves."""


class MatchedEntities(Value):
    """Entities in two states, paired: ``ids`` are (kind, id before) → id after where it is another one, ``former``
    is all of it the other way round: (kind, id after) → id before. What is in neither is new or gone.
    """

    ids: Ids
    former: Ids


def match_entities(before: Catalog, after: Catalog) -> MatchedEntities:
    """Return which entity of ``before`` is which of ``after``."""
    known: dict[tuple[str, str], str] = {}
    for kind in (*FLAT, "journey"):
        known |= _named(kind, _flat(kind, before, after))
    # one after the other, since the id of a stage begins with that of its journey
    known |= _named("stage", _inner("stage", before, after, known))
    known |= _named("variant", _variants(before, after, known))
    known |= _named("step", _inner("step", before, after, known))
    known |= {(kind, kind): kind for kind in ("site", "home") if before.find(kind, kind)}
    former = {(kind, new): old for (kind, old), new in known.items()}
    return MatchedEntities(ids={one: new for one, new in known.items() if one[1] != new}, former=former)


def above(id: str) -> str:
    """Return the id of what a stage or a step is in; of a moment at any time that of its journey and the word."""
    return id.rpartition("/")[0]


def _named(kind: str, pairs: Mapping[str, str]) -> dict[tuple[str, str], str]:
    return {(kind, old): new for old, new in pairs.items()}


def _flat(kind: str, before: Catalog, after: Catalog) -> dict[str, str]:
    was, told = before.entities(kind), after.entities(kind)
    pairs = {id: id for id in was if id in told}
    return pairs | _by_likeness(before, after, _without(was, pairs), _without(told, pairs.values()))


def _inner(kind: str, before: Catalog, after: Catalog, known: Ids) -> dict[str, str]:
    """Return stages, or steps, by the end of their ids: where they were, else elsewhere in their journey; then by
    likeness, in their journey first.
    """
    was, told = before.entities(kind), after.entities(kind)
    pairs: dict[str, str] = {}
    for id in was:
        new = _translated(id, known)
        if new in told:
            pairs[id] = new
    pairs |= _by_end(_without(was, pairs), _without(told, pairs.values()), known)
    left, fresh = _without(was, pairs), _without(told, pairs.values())
    for journey in dict.fromkeys(id.partition("/")[0] for id in left) if fresh else ():
        same = known.get(("journey", journey), "")
        pairs |= _by_likeness(before, after, _of_journey(left, journey), _of_journey(fresh, same))
    # titles are alike in many journeys, so that elsewhere nothing but the content tells
    left, fresh = _without(was, pairs), _without(told, pairs.values())
    return pairs | _by_likeness(before, after, left, fresh, content_similarity, ALIKE_ELSEWHERE)


def _translated(id: str, known: Ids) -> str:
    """Return the id that a stage or step has where what it is in was given another one."""
    whole, _, end = id.rpartition("/")
    journey, _, stage = whole.partition("/")
    if not stage:
        return f"{known.get(('journey', journey), journey)}/{end}"
    if stage == ANYTIME and ("stage", whole) not in known:
        return f"{known.get(('journey', journey), journey)}/{ANYTIME}/{end}"
    return f"{known.get(('stage', whole), whole)}/{end}"


def _by_end(was: Found, told: Found, known: Ids) -> dict[str, str]:
    """Return what kept the end of its id within its journey, where that is the only one of that end."""
    olds, news = _ends(was, lambda journey: known.get(("journey", journey), "")), _ends(told, lambda one: one)
    return {
        olds[end][0]: news[end][0]
        for end in olds
        if end in news and len(olds[end]) == 1 and len(news[end]) == 1 and end[0]
    }


def _ends(some: Found, journey: Callable[[str], str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for id in some:
        found.setdefault((journey(id.partition("/")[0]), id.rpartition("/")[2]), []).append(id)
    return found


def _of_journey(some: Found, journey: str) -> Found:
    return {id: one for id, one in some.items() if journey and id.startswith(f"{journey}/")}


def _variants(before: Catalog, after: Catalog, known: Ids) -> dict[str, str]:
    told, pairs = after.entities("variant"), {}
    for id in before.entities("variant"):
        stage, _, persona = id.rpartition("/")
        new = f"{known.get(('stage', stage), stage)}/{known.get(('persona', persona), persona)}"
        if new in told:
            pairs[id] = new
    return pairs


def _without(some: Found, ids: Any) -> Found:
    taken = set(ids)
    return {id: one for id, one in some.items() if id not in taken}


def _by_likeness(
    before: Catalog,
    after: Catalog,
    was: Found,
    told: Found,
    compare: Callable[[Description, Description], float] = similarity,
    least: float = ALIKE,
) -> dict[str, str]:
    if not was or not told:
        return {}
    olds, news = list(was.values()), list(told.values())
    found = pair_most_similar(
        list(_descriptions(before, olds)), list(_descriptions(after, news)), compare, least
    )
    return {olds[at].id: news[to].id for at, to in found}


def _descriptions(catalog: Catalog, some: Sequence[Entity[Any]]) -> Iterator[Description]:
    for entity in some:
        told = (one for said in statements_of(catalog, entity).values() for one in said.values)
        scores = (f"{point.score:g}" for point in catalog.points(entity.id)) if entity.kind == "step" else ()
        uses = ((use.kind, use.id, use.field) for use in catalog.uses(entity.kind, entity.id))
        inside = (step.title for step in _steps(catalog, entity))
        content = " ".join([*(one.text or f"{one.number}" for one in told), *scores, *inside])
        yield Description(title=entity.title, content=content, uses=frozenset(uses))


def _steps(catalog: Catalog, entity: Entity[Any]) -> tuple[Entity[Any], ...]:
    """Return the steps of a journey or a stage, which say most of what it is."""
    if entity.kind == "journey":
        return catalog.moments(entity.id)
    return catalog.steps_of(entity.id) if entity.kind == "stage" else ()
