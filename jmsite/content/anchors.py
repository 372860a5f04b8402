"""Keep apart the anchors on pages that show prose among parts of a journey: a heading can be called like a step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jmsite.content.assemble import UnitEntities
from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import ANYTIME

Moved = Mapping[str, str]
"""Anchor as it follows from the words → as it stands on the page."""
Within = dict[tuple[str, str], list[Entity[Any]]]
"""Kind and id of what they belong to → entities."""


def moved(units: Iterable[UnitEntities]) -> dict[str, Moved]:
    """Return, by content file, the anchors of its prose that something else on its page has, in what a build shows.

    Stages and steps keep theirs, which maps and links lead to; that of a heading gets ``text:`` before it, which no
    other id has. ``units`` hold only what is shown: nobody can tell from a page what it does not show.
    """
    found: dict[str, Moved] = {}
    for unit in units:
        within: Within = defaultdict(list)
        for entity in unit.entities:
            within[entity.kind, entity.id.rpartition("/")[0]].append(entity)
        for entity in unit.entities:
            if entity.kind == "journey":
                found[entity.prose_path] = _renamed(entity, set(_on_map(unit)), "text:")
            elif entity.kind == "stage":
                found.update(_of_stage(entity, within))
    return {path: names for path, names in found.items() if names}


def _on_map(unit: UnitEntities) -> Iterator[str]:
    """Yield the ids of stages and steps on the map of a journey, and of the band of its moments at any time."""
    for entity in unit.entities:
        if entity.kind in ("stage", "step"):
            yield entity.id.partition("/")[2].replace("/", "--")
        elif entity.kind == "journey" and entity.fields.anytime:
            yield ANYTIME


def _of_stage(stage: Entity[Any], within: Within) -> Iterator[tuple[str, Moved]]:
    """Yield what is moved on the page of a stage: in its own prose, and in that of each of its variants."""
    steps, variants = (
        {entity.id.rpartition("/")[2]: entity for entity in within[kind, stage.id]}
        for kind in ("step", "variant")
    )
    taken = {*steps, *variants}
    yield stage.prose_path, _renamed(stage, taken, "text:")
    # the prose of variants stands on the same page, one after the other
    taken |= set(stage.anchors)
    for persona, variant in variants.items():
        yield variant.prose_path, _renamed(variant, taken, f"text:{persona}:")
        taken |= set(variant.anchors)


def _renamed(entity: Entity[Any], taken: set[str], prefix: str) -> Moved:
    return {
        anchor: prefix + anchor for anchor in entity.anchors if anchor in taken or _is_cell(anchor, taken)
    }


def _is_cell(anchor: str, taken: set[str]) -> bool:
    """Return whether an anchor may be that of a cell on a map: the step's and the lane's."""
    step, dashes, _ = anchor.rpartition("--")
    return bool(dashes) and step in taken
