"""The ties of one unit to the catalog: what it brings and what it refers to, as far as its own files tell.

It is worked out once for each unit, and again only for one that was edited; ``content/link`` joins it. To go through
all entities and references after every edit took 20 ms of an edit in 1,000 pages, and takes 3 so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jmsite.content.assemble import Target, UnitEntities
from jmsite.content.resolve_references import unknown_next_steps, with_whole_ways
from jmsite.model.addresses import address, id_from_name
from jmsite.model.catalog import Entity, Use
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.journey import Step
from jmsite.model.entity import Draft
from jmsite.model.kinds import ENTITIES
from jmsite.model.value import Value

READABLE = frozenset(kind.name for kind in ENTITIES.values() if kind.readable)
"""The kinds of entities that may be hidden."""
Tables = Mapping[str, Mapping[str, Entity[Any]]]
"""Kind → id → entity: of two of one id the first."""
# nearly all ids are written as such: these need no folding of accents and case
_TIDY = re.compile(r"[a-z0-9/-]*")
_ELSEWHERE = ("next", "link", "asset", "data")
"""The kinds of references that are no id of an entity, and have checks of their own."""


class UnitReferences(Value):
    """The references of the drafts of a unit: entities, also in the names of files; entities or words in their place;
    and files, each with the kind by which it is referred to.
    """

    entities: frozenset[Target]
    words: frozenset[Target]
    files: frozenset[Target]

    @property
    def paths(self) -> Iterator[str]:
        """Return the paths of the files."""
        return (f"content/{id}" for _, id in self.files)


class UnitTies(Value):
    """The links of a unit to all others.

    ``entities`` lead on to whole ids. ``uses`` are those of its own entities, by target, ``targets`` all that it
    refers to. ``taken`` are kinds and ids as a file system that folds case sees them, ``twice`` says whether one of
    them is written twice here. ``untidy`` and ``partial`` explain why something is not there (``KnownReasons``).
    ``visibilities`` are those of what may be hidden, each with whether it is a draft. ``tagged`` are the kinds of what
    has tags.
    """

    entities: Tables
    references: UnitReferences
    uses: Mapping[Target, tuple[Use, ...]]
    targets: frozenset[Target]
    taken: frozenset[Target]
    twice: bool
    untidy: frozenset[Target]
    partial: frozenset[Target]
    visibilities: frozenset[tuple[bool, str]]
    stages: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, tuple[str, ...]]
    journey_steps: Mapping[str, tuple[Entity[Step], ...]]
    tagged: frozenset[str]
    assets: frozenset[str]
    urls: Mapping[str, str]
    faults: tuple[Diagnostic, ...]


def ties_of(unit: UnitEntities, whole: Tables | None = None) -> UnitTies:
    """Return what links a unit to all others; ``whole`` has its entities as written, where some are hidden in it."""
    written = entities_of(unit.entities)
    known = written if whole is None else whole
    entities = with_whole_ways(written, known)
    visible = {(one.kind, one.id) for one in unit.entities}
    taken = [(draft.kind, draft.id.casefold()) for draft in unit.written]
    return UnitTies(
        entities=entities,
        references=_references(unit.written),
        uses=_uses(unit, visible),
        targets=frozenset(target for target, _ in unit.uses),
        taken=frozenset(taken),
        twice=len(set(taken)) < len(taken),
        untidy=frozenset(_untidy(unit.entities)),
        partial=frozenset(
            (draft.kind, "" if draft.prefix else draft.id) for draft in unit.written if draft.partial
        ),
        visibilities=frozenset(
            (one.fields.draft, one.fields.visibility) for one in unit.entities if one.kind in READABLE
        ),
        **_parts(entities),
        tagged=frozenset(one.kind for one in unit.entities if getattr(one.fields, "tags", ())),
        assets=frozenset(path for entity, path in unit.assets if entity in visible),
        urls=_urls(unit.written, visible),
        faults=tuple(one for draft in unit.written for one in unknown_next_steps(draft, known)),
    )


def entities_of(entities: Sequence[Entity[Any]]) -> dict[str, dict[str, Entity[Any]]]:
    """Return entities by kind and id; of two with one id the first, the second is a fault that names both places."""
    tables: dict[str, dict[str, Entity[Any]]] = {}
    for entity in entities:
        tables.setdefault(entity.kind, {}).setdefault(entity.id, entity)
    return tables


def _references(drafts: Sequence[Draft]) -> UnitReferences:
    every = [one for draft in drafts for one in draft.references]
    named = {("persona", draft.id.rpartition("/")[2]) for draft in drafts if draft.kind == "variant"}
    ids = {(one.kind, one.id) for one in every if one.kind not in _ELSEWHERE and not one.or_text}
    return UnitReferences(
        entities=frozenset(ids | named),
        words=frozenset((one.kind, one.id) for one in every if one.or_text),
        files=frozenset((one.kind, one.id) for one in every if one.kind in ("asset", "data")),
    )


def _uses(unit: UnitEntities, visible: set[Target]) -> dict[Target, tuple[Use, ...]]:
    uses: dict[Target, list[Use]] = defaultdict(list)
    for target, use in unit.uses:
        if (use.kind, use.id) in visible:
            uses[target].append(use)
    return {target: tuple(found) for target, found in uses.items()}


def _untidy(entities: Sequence[Entity[Any]]) -> Iterator[Target]:
    """Yield the ids that entities would have, were their files named as ids are written."""
    for one in entities:
        if not _TIDY.fullmatch(one.id):
            yield one.kind, "/".join(map(id_from_name, one.id.split("/")))


def _parts(entities: Tables) -> dict[str, Any]:
    """Return what journeys and stages consist of, each in order."""
    of: dict[str, dict[str, list[str]]] = {kind: defaultdict(list) for kind in ("stage", "step", "variant")}
    stages = sorted(entities.get("stage", {}).values(), key=lambda stage: (stage.order, stage.id))
    for stage in stages:
        of["stage"][stage.id.partition("/")[0]].append(stage.id)
    for kind in ("step", "variant"):
        for id in entities.get(kind, {}):
            of[kind][id.rpartition("/")[0]].append(id)
    step = entities.get("step", {})
    return {
        "stages": {journey: tuple(found) for journey, found in of["stage"].items()},
        "steps": {stage: tuple(found) for stage, found in of["step"].items()},
        "variants": {stage: tuple(found) for stage, found in of["variant"].items()},
        "journey_steps": {
            journey: tuple([step[id] for stage in found for id in of["step"].get(stage, ())])
            for journey, found in of["stage"].items()
        },
    }


def _urls(drafts: Sequence[Draft], visible: set[Target]) -> dict[str, str]:
    """Return the URL of each content file that is shown."""
    urls: dict[str, str] = {}
    for draft in drafts:
        if draft.kind != "chart" and (draft.kind, draft.id) in visible:
            # an entry of a registry has no page of its own in that file: its address is that of the list
            url = address(draft.kind, "" if draft.prefix else draft.id)
            urls |= {path: url for path in (draft.path, draft.body_path) if path}
    return urls
