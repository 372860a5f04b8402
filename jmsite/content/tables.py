"""Make tables of the catalog from what stands in units, keys and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from jmsite.content.assemble import UnitEntities, UnitProse
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.findings import Target
from jmsite.model.kinds import ENTITIES
from jmsite.model.page import PageKey
from jmsite.model.past import PastPeriod, by_journey, seen_by
from jmsite.model.readings import Point
from jmsite.model.sources import LaneText, Prose


def all_written(units: tuple[UnitEntities, ...]) -> dict[Target, Entity[Any]]:
    """Return everything that was written; of two entities of one id the first."""
    written: dict[Target, Entity[Any]] = {}
    for unit in units:
        for entity in unit.entities:
            written.setdefault((entity.kind, entity.id), entity)
    return written


def by_kind(written: dict[Target, Entity[Any]]) -> dict[str, tuple[Entity[Any], ...]]:
    """Return what was written, by its kind."""
    kinds: dict[str, list[Entity[Any]]] = {}
    for entity in written.values():
        kinds.setdefault(entity.kind, []).append(entity)
    return {kind: tuple(entities) for kind, entities in kinds.items()}


def draft_stages(written: dict[Target, Entity[Any]]) -> dict[str, tuple[Entity[Any], ...]]:
    """Return the stages that are drafts, by their journey."""
    journeys: dict[str, list[Entity[Any]]] = {}
    for entity in written.values():
        if entity.kind == "stage" and entity.fields.draft:
            journeys.setdefault(entity.id.partition("/")[0], []).append(entity)
    return {journey: tuple(stages) for journey, stages in journeys.items()}


def pages_by_key(keys: tuple[PageKey, ...]) -> dict[tuple[str, str, str], PageKey]:
    """Return pages by all that tells them apart, so that two of one address stand side by side."""
    return {(key.kind, key.id, key.url): key for key in keys}


def joined(tables: tuple[dict[str, tuple[Point, ...]], ...]) -> dict[str, tuple[Point, ...]]:
    """Return the points of all journeys as one table."""
    return {key: points for table in tables for key, points in table.items()}


def texts_of_lanes(told: tuple[UnitProse, ...]) -> dict[str, LaneText]:
    """Return the texts of lanes that are more than words."""
    return {written: text for one in told for written, text in one.lane_texts if text}


def prose_by_entity(linked: Catalog, told: tuple[UnitProse, ...]) -> dict[tuple[str, str], Prose]:
    """Return the prose of what this build shows; of two entities of one id that of the first."""
    words: dict[tuple[str, str], Prose] = {}
    # so that of two entities of one id the first wins, as it does in the tables
    for one in reversed(told):
        words.update(one.proses)
    if not linked.table("hidden"):
        return words
    return {key: prose for key, prose in words.items() if key[1] in linked.entities(key[0])}


def ordered(tables: Mapping[str, dict[Any, Any]]) -> dict[str, dict[Any, Any]]:
    """Return the tables, those of kinds that go by title in that order."""
    return {
        # the id last: two of one title have an order, too, and every build the same
        kind: dict(sorted(table.items(), key=lambda pair: (pair[1].order, pair[1].title.casefold(), pair[0])))
        if ENTITIES[kind].by_title
        else table
        for kind, table in tables.items()
    }


def parts_of(tables: Mapping[str, Mapping[Any, Any]]) -> dict[str, dict[Any, Any]]:
    """Return the tables of what journeys and stages consist of."""
    stages: dict[str, list[Entity[Any]]] = defaultdict(list)
    for stage in tables["stage"].values():
        stages[stage.id.partition("/")[0]].append(stage)
    steps: dict[str, list[str]] = defaultdict(list)
    for step in tables["step"].values():
        steps[step.id.rpartition("/")[0]].append(step.id)
    variants: dict[str, list[str]] = defaultdict(list)
    for variant in tables["variant"].values():
        variants[variant.id.rpartition("/")[0]].append(variant.id)
    return {
        "stages": {
            journey: tuple(stage.id for stage in sorted(found, key=lambda stage: (stage.order, stage.id)))
            for journey, found in stages.items()
        },
        "steps": {stage: tuple(found) for stage, found in steps.items()},
        "variants": {stage: tuple(found) for stage, found in variants.items()},
    }


def journey_steps(tables: Mapping[str, Mapping[Any, Any]]) -> dict[str, tuple[Entity[Step], ...]]:
    """Return the steps of each journey, in order."""
    return {
        journey: tuple([tables["step"][step] for stage in stages for step in tables["steps"].get(stage, ())])
        for journey, stages in tables["stages"].items()
    }


def with_past(linked: Catalog, past: tuple[PastPeriod, ...], audience: str) -> Catalog:
    """Return a linked catalog with what is remembered; others than those within are told only of what they see now."""
    if not past:
        return linked
    told = past if audience == "internal" else tuple(seen_by(period, linked.tables) for period in past)
    return Catalog(tables={**linked.tables, "past": {"site": told}, "past_of": by_journey(told)})
