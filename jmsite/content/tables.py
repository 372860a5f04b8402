"""Make tables of the catalog from what stands in units, keys and answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from jmsite.content.assemble import UnitEntities, UnitProse
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.findings import Target
from jmsite.model.kinds import ENTITIES
from jmsite.model.page import PageKey
from jmsite.model.past import PastPeriod, by_journey, without_hidden
from jmsite.model.readings import Point
from jmsite.model.sources import LaneText, Prose

K = TypeVar("K")
V = TypeVar("V")
Written = dict[Target, Entity[Any]]


def written_in(unit: UnitEntities) -> Written:
    """Return everything that was written in a unit; of two entities of one id the first."""
    written: Written = {}
    for entity in unit.entities:
        written.setdefault((entity.kind, entity.id), entity)
    return written


def all_written(units: tuple[Written, ...]) -> Written:
    """Return everything that was written; of two entities of one id the first."""
    return merge_tables(units)


def by_kind(written: Written) -> dict[str, tuple[Entity[Any], ...]]:
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


def merge_tables(parts: Iterable[Mapping[K, V]]) -> dict[K, V]:
    """Return tables as one: of two values of one key the first stays."""
    some = [part for part in parts if part]
    whole: dict[K, V] = {}
    for part in some:
        whole.update(part)
    if len(whole) < sum(map(len, some)):  # seldom: what came later stands in place of what was first
        for part in reversed(some):
            whole.update(part)
    return whole


def merge_points(tables: tuple[dict[str, tuple[Point, ...]], ...]) -> dict[str, tuple[Point, ...]]:
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


def order_tables(tables: Mapping[str, dict[Any, Any]]) -> dict[str, dict[Any, Any]]:
    """Return the tables, those of kinds that go by title in that order."""
    return {
        # the id last: two of one title have an order, too, and every build the same
        kind: dict(sorted(table.items(), key=lambda pair: (pair[1].order, pair[1].title.casefold(), pair[0])))
        if ENTITIES[kind].by_title
        else table
        for kind, table in tables.items()
    }


def with_past(linked: Catalog, past: tuple[PastPeriod, ...], audience: str) -> Catalog:
    """Return a linked catalog with what is remembered; others than those within are told only of what they see now."""
    if not past:
        return linked
    told = past if audience == "internal" else tuple(without_hidden(period, linked.tables) for period in past)
    return Catalog(tables={**linked.tables, "past": {"site": told}, "past_of": by_journey(told)})
