"""Two states of a portal → what changed between them. READ FIRST in this room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.changes.fields import field_differences
from jmsite.changes.matching import above
from jmsite.changes.measured import differing_readings, differing_scores, is_same_score
from jmsite.changes.order import moved_items
from jmsite.changes.pairs import States, pairs, states_of
from jmsite.changes.solved import is_solved
from jmsite.changes.statements import statements_of
from jmsite.changes.topics import topic_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.change import TOPICS, Change, Happened, StatedValue, Topic
from jmsite.model.entities.journey import ANYTIME

ORDERED = {"stage": "stages", "step": "steps"}
"""The kinds whose order says something, and the table with it."""
INSIDE = ("stage", "variant", "step")


def changes(before: Catalog, after: Catalog) -> tuple[Change, ...]:
    """Return what changed between two catalogs of a portal, in the order of the state after.

    Both are to be read for the same audience; nothing of what either leaves out is told. Journeys come first, each
    with its stages and steps from left to right, then everything else kind by kind; of an entity by topic. What
    is inside of something that was added or removed is not told for itself.
    """
    return changes_of(states_of(before, after))


def changes_of(states: States) -> tuple[Change, ...]:
    """Return what changed between two states of which is known which entity was which."""
    shifted = _shifted(states)
    found: list[Change] = []
    for was, now in pairs(states):
        told = _of_pair(states, was, now, shifted)
        found += sorted(told, key=lambda one: TOPICS.index(one.topic))
    return tuple(found)


def _of_pair(
    states: States, was: Entity[Any] | None, now: Entity[Any] | None, shifted: frozenset[tuple[str, str]]
) -> Iterator[Change]:
    if was is not None and now is not None:
        yield from _renamed(states, was, now)
        yield from _moved(states, was, now, shifted)
        yield from _fields(states, was, now)
        yield from _scores(states, was, now)
        yield from _readings(states, was, now)
    elif now is not None and not _comes_with(states, now):
        told = StatedValue(text=now.title, n=_size(states.after, now))
        yield _change(states, now, "added", after=told)
    elif was is not None and not _goes_with(states, was):
        told = StatedValue(text=was.title, n=_size(states.before, was))
        yield _change(states, was, "removed", before=told, gone=True)


# -- entities as a whole


def _comes_with(states: States, now: Entity[Any]) -> bool:
    """Return whether something is new because what it is in is new."""
    if now.kind not in INSIDE:
        return False
    kind, over = _over(now.id)
    return states.entity_was(kind, over) is None


def _goes_with(states: States, was: Entity[Any]) -> bool:
    """Return whether something is gone because what it was in is gone."""
    if was.kind not in INSIDE:
        return False
    kind, over = _over(was.id)
    holders = states.gone.get((kind, states.holder(kind, over)), ())
    return any(one.id == over for one in holders)


def _over(id: str) -> tuple[str, str]:
    """Return kind and id of what a stage, a variant or a step is in: moments at any time are in their journey."""
    over = above(id)
    over = above(over) if over.endswith(f"/{ANYTIME}") else over
    return ("stage" if "/" in over else "journey"), over


def _size(catalog: Catalog, entity: Entity[Any]) -> int | None:
    """Return the number of steps in a journey or a stage."""
    if entity.kind == "journey":
        return len(catalog.moments(entity.id))
    return len(catalog.steps_of(entity.id)) if entity.kind == "stage" else None


def _renamed(states: States, was: Entity[Any], now: Entity[Any]) -> Iterator[Change]:
    """Yield another title, or another id where it is not that of what the entity is in."""
    if _is_stage_alone(states.after, now):
        return
    if was.title != now.title:
        before, after = StatedValue(text=was.title), StatedValue(text=now.title)
        yield _change(states, now, "renamed", "title", before, after, former=was.id)
    elif was.id.rpartition("/")[2] != now.id.rpartition("/")[2]:
        before, after = StatedValue(text=was.id), StatedValue(text=now.id)
        yield _change(states, now, "renamed", "id", before, after, former=was.id)


def _is_stage_alone(catalog: Catalog, entity: Entity[Any]) -> bool:
    """Return whether a step is made of a stage that is written without any: it is called like it."""
    stage = catalog.stage(above(entity.id)) if entity.kind == "step" else None
    return stage is not None and not stage.fields.steps and stage.title == entity.title


def _moved(
    states: States, was: Entity[Any], now: Entity[Any], shifted: frozenset[tuple[str, str]]
) -> Iterator[Change]:
    if now.kind == "page" and above(was.id) != above(now.id):
        before, after = (StatedValue(form="place", text=above(one.id)) for one in (was, now))
        yield _change(states, now, "moved", "", before, after, former=was.id)
    elif now.kind in ORDERED and states.holder(now.kind, was.id) != above(now.id):
        before, after = _place(states.before, was), _place(states.after, now)
        yield _change(states, now, "moved", "", before, after, former=was.id)
    # only the fewest that explain the new order: if the first of ten goes to the end, one has moved and not nine
    elif (now.kind, now.id) in shifted:
        before = _neighbour(states.before, was)
        yield _change(states, now, "moved", "", before, _neighbour(states.after, now), former=was.id)


def _place(catalog: Catalog, entity: Entity[Any]) -> StatedValue:
    """Return what a step or a stage is in; moments that belong to no stage are in their journey."""
    kind, over = _over(entity.id)
    holder = catalog.find(kind, over)
    return StatedValue(form="place", kind=kind, id=over, text=holder.title if holder else over)


def _neighbour(catalog: Catalog, entity: Entity[Any]) -> StatedValue:
    """Return what comes before a step or a stage; nothing where it is the first."""
    order = _order(catalog, entity.kind, above(entity.id))
    at = order.index(entity.id)
    before = catalog.find(entity.kind, order[at - 1]) if at else None
    if before is None:
        return StatedValue(form="place", kind=entity.kind)
    return StatedValue(form="place", kind=entity.kind, id=before.id, text=before.title)


def _order(catalog: Catalog, kind: str, holder: str) -> Sequence[str]:
    return catalog.read("stages" if kind == "stage" else "steps", holder) or ()


def _shifted(states: States) -> frozenset[tuple[str, str]]:
    """Return the stages and steps that stand elsewhere among those that were beside them before, too."""
    found: set[tuple[str, str]] = set()
    for kind, table in ORDERED.items():
        for holder, order in states.after.table(table).items():  # type: ignore[arg-type]
            was = [one.id for id in order if (one := states.entity_was(kind, id)) is not None]
            olds = dict.fromkeys(above(id) for id in was)
            # those that came from elsewhere are told as such
            old = next((one for one in olds if states.holder(kind, f"{one}/x") == holder), None)
            before = [states.id_now(kind, id) for id in _order(states.before, kind, old)] if old else []
            found |= {(kind, id) for id in moved_items(before, order)}
    return frozenset(found)


# -- what they say


def _fields(states: States, was: Entity[Any], now: Entity[Any]) -> Iterator[Change]:
    # cheap, and true of nearly all: only where ids have changed must references be read before they are compared
    if not states.who.ids and _says_the_same(states, was, now):
        return
    old, new = statements_of(states.before, was, states.who.ids), statements_of(states.after, now)
    if old == new:
        return
    for field in dict.fromkeys((*new, *old)):
        for happened, way, before, after in field_differences(old.get(field), new.get(field)):
            happened = _taken_care_of(states, now, way, happened, before)
            yield _change(states, now, happened, way, before, after, former=was.id)


def _says_the_same(states: States, was: Entity[Any], now: Entity[Any]) -> bool:
    """Return whether something is written as it was: most is, and need not be taken apart."""
    return bool(was.fields == now.fields) and states.before.prose(was) == states.after.prose(now)


def _taken_care_of(
    states: States, now: Entity[Any], field: str, happened: Happened, pain: StatedValue | None
) -> Happened:
    gone = happened == "removed" and field == "pains" and now.kind == "step"
    return "solved" if gone and pain is not None and is_solved(states.solved, now.id, pain) else happened


def _scores(states: States, was: Entity[Any], now: Entity[Any]) -> Iterator[Change]:
    if now.kind != "step":
        return
    for persona, before, after in differing_scores(states.before, was, states.after, now, states.who.ids):
        topic: Topic = "evidence" if before and after and is_same_score(before, after) else "score"
        happened: Happened = "changed" if before and after else "added" if after else "removed"
        yield _change(
            states, now, happened, "emotion", before, after, former=was.id, persona=persona, topic=topic
        )


def _readings(states: States, was: Entity[Any], now: Entity[Any]) -> Iterator[Change]:
    if now.kind == "metric":
        found = differing_readings(states.before, was.id, states.after, now.id)
        if found:
            before, after = found
            happened: Happened = "changed" if before and after else "added" if after else "removed"
            yield _change(states, now, happened, "readings", before, after, former=was.id)


def _change(
    states: States,
    entity: Entity[Any],
    what: Happened,
    field: str = "",
    before: StatedValue | None = None,
    after: StatedValue | None = None,
    former: str = "",
    persona: str = "",
    topic: Topic | None = None,
    gone: bool = False,
) -> Change:
    """Return a change of an entity as it is after; of one that is ``gone`` as it was."""
    place = (
        entity.id
        if not gone
        else f"{states.holder(entity.kind, entity.id)}/"
        if "/" in entity.id
        else entity.id
    )
    journey, stage = _whereabouts(entity.kind, place)
    return Change(
        what=what,
        topic=topic or topic_of(entity.kind, field, after or before),
        kind=entity.kind,
        id=entity.id,
        title=entity.title,
        url="" if gone else entity.url,
        former=former if former != entity.id else "",
        journey=journey,
        stage=stage,
        field=field,
        persona=persona,
        before=before,
        after=after,
    )


def _whereabouts(kind: str, id: str) -> tuple[str, str]:
    """Return the ids of the journey and the stage that something is in, or is."""
    if kind not in (*INSIDE, "journey"):
        return "", ""
    parts = id.split("/")
    stage = "/".join(parts[:2]) if len(parts) > 1 and parts[1] not in ("", ANYTIME) else ""
    return parts[0], stage
