"""The anchors of a unit's files, and those kept apart on pages that show prose among parts of a journey: a heading can
be called like a step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import ANYTIME, Step
from jmsite.model.entity import Draft

Moved = Mapping[str, str]
"""Anchor as it follows from the words → as it stands on the page."""
Within = dict[tuple[str, str], list[Entity[Any]]]
"""Kind and id of what they belong to → entities."""


def anchors_of(drafts: Sequence[Draft], entities: Sequence[Entity[Any]]) -> dict[str, frozenset[str]]:
    """Return, by content file, every anchor that links to it may have, of the drafts and entities of one unit."""
    steps = [one for one in entities if isinstance(one.fields, Step)]
    on_map = {one.url.partition("#")[2] for one in steps}
    on_pages: dict[str, set[str]] = defaultdict(set)
    for step in steps:
        stage, _, id = step.id.rpartition("/")
        on_pages[stage].add(id)
    anchors: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        # a chart block is no page; its file is that of the prose it stands in
        if draft.kind == "chart":
            continue
        own = {draft.id} if draft.prefix else {*draft.prose.anchors, *_sections(draft.fields)}
        for path in (draft.path, draft.body_path):
            anchors[path] |= own
        if draft.kind == "journey":
            anchors[draft.path] |= on_map
        elif draft.kind == "stage":
            anchors[draft.path] |= on_pages[draft.id]
    return {path: frozenset(found) for path, found in anchors.items()}


def _sections(fields: Any) -> set[str]:
    """Return the anchors of fields: a page has one for each that is set, named like it."""
    return {name.rstrip("_").replace("_", "-") for name in fields.model_fields_set}


def renamed_anchors(shown: Sequence[Entity[Any]]) -> dict[str, Moved]:
    """Return, by content file, the anchors of its prose that something else on its page has, in what a build shows.

    Stages and steps keep theirs, which maps and links lead to; that of a heading gets ``text:`` before it, which no
    other id has. ``shown`` are the entities of one unit, without hidden ones: nobody can tell from a page what it does
    not show.
    """
    found: dict[str, Moved] = {}
    within: Within = defaultdict(list)
    for entity in shown:
        within[entity.kind, entity.id.rpartition("/")[0]].append(entity)
    for entity in shown:
        if entity.kind == "journey":
            found[entity.prose_path] = _renamed(entity, set(_on_map(shown)), "text:")
        elif entity.kind == "stage":
            found.update(_of_stage(entity, within))
    return {path: names for path, names in found.items() if names}


def _on_map(shown: Sequence[Entity[Any]]) -> Iterator[str]:
    """Yield the ids of stages and steps on the map of a journey, and of the band of its moments at any time."""
    for entity in shown:
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
