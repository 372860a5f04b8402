"""Every entity of two states beside what it was, in the order in which changes are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jmsite.changes.matching import FLAT, IN_JOURNEYS, MatchedEntities, above, match_entities
from jmsite.changes.solved import Solved, solved_in
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.value import Value

WRITTEN = (*IN_JOURNEYS, *FLAT, "home")
"""The kinds of which a portal consists."""
Pair = tuple[Entity[Any] | None, Entity[Any] | None]
"""An entity before and after; None where it was not there, or no longer is."""


class States(Value):
    """Both states and which entity was which; ``gone`` is what is no longer there, by kind and by what it was in, as
    that is called now; ``solved`` what has been taken care of.
    """

    before: Catalog
    after: Catalog
    who: MatchedEntities
    gone: Mapping[tuple[str, str], tuple[Entity[Any], ...]]
    solved: Solved

    def id_now(self, kind: str, id: str) -> str:
        """Return the id that something has since."""
        return self.who.ids.get((kind, id), id)

    def entity_was(self, kind: str, id: str) -> Entity[Any] | None:
        """Return what something was before; None for what is new."""
        former = self.who.former.get((kind, id))
        return self.before.find(kind, former) if former is not None else None

    def holder(self, kind: str, id: str) -> str:
        """Return the id of what something stood in, as it is called now; "" for what stands for itself."""
        if kind not in IN_JOURNEYS or kind == "journey":
            return ""
        over = above(id)
        if over.endswith(f"/{ANYTIME}") and ("stage", over) not in self.who.ids:
            return f"{self.id_now('journey', above(over))}/{ANYTIME}"
        return self.id_now("stage" if "/" in over else "journey", over)


def states_of(before: Catalog, after: Catalog) -> States:
    """Return two catalogs with all that is needed to tell them apart."""
    who = match_entities(before, after)
    bare = States(before=before, after=after, who=who, gone={}, solved=solved_in(after))
    kept = {(kind, old) for (kind, _), old in who.former.items()}
    gone: dict[tuple[str, str], list[Entity[Any]]] = {}
    for kind in WRITTEN:
        for entity in before.all(kind):
            if (kind, entity.id) not in kept:
                gone.setdefault((kind, bare.holder(kind, entity.id)), []).append(entity)
    found = {key: tuple(some) for key, some in gone.items()}
    return States(before=before, after=after, who=who, gone=found, solved=bare.solved)


def pairs(states: States) -> Iterator[Pair]:
    """Yield the site, journeys with all that is in them from left to right, and then everything else, kind by kind."""
    # where nothing is written, there is a site all the same, and nobody called it anything
    if all(any(one.all(kind) for kind in WRITTEN) for one in (states.before, states.after)):
        yield from _both(states, "site", ("site",))
    yield from _both(states, "home", states.after.entities("home"))
    for journey in states.after.all("journey"):
        yield from _of_journey(states, journey.id)
    yield from _gone(states, "journey", "")
    for kind in FLAT:
        yield from _both(states, kind, states.after.entities(kind))
        yield from _gone(states, kind, "")
    yield from _gone(states, "home", "")


def _of_journey(states: States, journey: str) -> Iterator[Pair]:
    yield from _both(states, "journey", (journey,))
    for stage in states.after.stages_of(journey):
        yield from _both(states, "stage", (stage.id,))
        for kind, table in (("variant", "variants"), ("step", "steps")):
            yield from _both(states, kind, states.after.read(table, stage.id) or ())  # type: ignore[arg-type]
            yield from _gone(states, kind, stage.id)
    anytime = f"{journey}/{ANYTIME}"
    yield from _both(states, "step", states.after.read("steps", anytime) or ())
    yield from _gone(states, "step", anytime)
    yield from _gone(states, "stage", journey)


def _both(states: States, kind: str, ids: Iterable[str]) -> Iterator[Pair]:
    for id in ids:
        yield states.entity_was(kind, id), states.after.find(kind, id)


def _gone(states: States, kind: str, holder: str) -> Iterator[Pair]:
    yield from ((entity, None) for entity in states.gone.get((kind, holder), ()))
