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


def moved(units: Iterable[UnitEntities]) -> dict[str, Moved]:
    """Return, by content file, the anchors of its prose that something else on its page has, in what a build shows.

    Stages and steps keep theirs, which maps and links lead to; that of a heading gets ``text:`` before it, which no
    other id has. ``units`` hold only what is shown: nobody can tell from a page what it does not show.
    """
    found: dict[str, Moved] = {}
    for unit in units:
        by_kind: dict[str, list[Entity[Any]]] = defaultdict(list)
        for entity in unit.entities:
            by_kind[entity.kind].append(entity)
        for journey in by_kind["journey"]:
            found[journey.prose_path] = _renamed(journey, set(_on_map(unit)), "text:")
        for stage in by_kind["stage"]:
            found.update(_of_stage(stage, by_kind))
    return {path: names for path, names in found.items() if names}


def _on_map(unit: UnitEntities) -> Iterator[str]:
    """Yield the ids of stages and steps on the map of a journey, and of the band of its moments at any time."""
    for entity in unit.entities:
        if entity.kind in ("stage", "step"):
            yield entity.id.partition("/")[2].replace("/", "--")
        elif entity.kind == "journey" and entity.fields.anytime:
            yield ANYTIME


def _of_stage(stage: Entity[Any], by_kind: Mapping[str, list[Entity[Any]]]) -> Iterator[tuple[str, Moved]]:
    """Yield what is moved on the page of a stage: in its own prose, and in that of each of its variants."""
    steps = set(_within(stage, by_kind["step"]))
    variants = dict(zip(_within(stage, by_kind["variant"]), _parts(stage, by_kind["variant"]), strict=True))
    taken = {*steps, *variants}
    yield stage.prose_path, _renamed(stage, taken, "text:")
    taken |= set(stage.anchors)
    for persona, variant in variants.items():
        yield variant.prose_path, _renamed(variant, taken, f"text:{persona}:")
        taken |= set(variant.anchors)


def _parts(stage: Entity[Any], entities: Iterable[Entity[Any]]) -> list[Entity[Any]]:
    return [entity for entity in entities if entity.id.startswith(f"{stage.id}/")]


def _within(stage: Entity[Any], entities: Iterable[Entity[Any]]) -> list[str]:
    return [entity.id.rpartition("/")[2] for entity in _parts(stage, entities)]


def _renamed(entity: Entity[Any], taken: set[str], prefix: str) -> Moved:
    return {
        anchor: prefix + anchor for anchor in entity.anchors if anchor in taken or _is_cell(anchor, taken)
    }


def _is_cell(anchor: str, taken: set[str]) -> bool:
    """Return whether an anchor may be that of a cell on a map: the step's and the lane's."""
    step, dashes, _ = anchor.rpartition("--")
    return bool(dashes) and step in taken
