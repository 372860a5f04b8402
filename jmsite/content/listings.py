"""Work out once what only all entities of a kind together tell: order, neighbours, faces, tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from jmsite.model.addresses import tag_address
from jmsite.model.catalog import Entity
from jmsite.model.entities.page import DocumentPage
from jmsite.model.entities.persona import Persona
from jmsite.model.faces import SERIES, Face, PageNeighbours
from jmsite.model.kinds import KINDS

Pages = Mapping[str, Entity[DocumentPage]]
Members = dict[str, tuple[tuple[str, str], ...]]


def listings(tables: Mapping[Any, Mapping[Any, Any]], tagging: Container[str]) -> dict[str, dict[Any, Any]]:
    """Return the tables of faces, tags and documentation, from those of entities in their order; ``tagging`` are the
    kinds of which something has tags.
    """
    neighbours, members = documentation(tables["page"])
    return {
        "faces": faces(tuple(tables["persona"].values())),
        "tagged": entities_by_tag(
            entity for kind in KINDS if kind in tagging for entity in tables[kind].values()
        ),
        "page_neighbours": neighbours,
        "page_folders": members,
    }


def faces(entities: tuple[Entity[Persona], ...]) -> dict[str, Face]:
    """Return how each persona is told from the others."""
    names = {entity.id: entity.fields.name or entity.title for entity in entities}
    firsts = Counter(name[:1].upper() for name in names.values())
    chosen = {entity.fields.colour for entity in entities}
    # a colour that somebody chose is nobody else's as long as others are free
    free = [series for series in SERIES if series not in chosen] or list(SERIES)
    waiting = [entity.id for entity in entities if not entity.fields.colour]
    given = {id: free[place % len(free)] for place, id in enumerate(waiting)}
    return {
        entity.id: Face(
            place=place,
            letter=name[:1].upper() if firsts[name[:1].upper()] == 1 else name[:2].capitalize(),
            colour=entity.fields.colour or given[entity.id],
        )
        for place, (entity, name) in enumerate(zip(entities, names.values(), strict=True))
    }


def entities_by_tag(entities: Iterable[Entity[Any]]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Return what has a tag, as kind, id and the tag as it is written there, by the address of the tag's page."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for entity in entities:
        # once, even if the tag is written there in two ways
        for url, tag in {tag_address(tag): tag for tag in getattr(entity.fields, "tags", ())}.items():
            found.setdefault(url, []).append((entity.kind, entity.id, tag))
    return {url: tuple(targets) for url, targets in found.items()}


def documentation(pages: Pages) -> tuple[dict[str, PageNeighbours], Members]:
    """Return where each page stands in reading order, and what is in each folder: names, and their first pages.

    Each folder begins with its own page, then go pages by ``order`` and title, then folders without a page.
    """
    ids = sorted(pages, key=lambda id: tuple(_keys(pages, id)))
    inner = {above for id in ids for above in _ways(id)[:-1]} | {""}
    members: dict[str, dict[str, str]] = {}
    for id in ids:
        for folder, name in zip(_ways(id)[:-1], _ways(id)[1:], strict=True):
            members.setdefault(folder, {}).setdefault(name, id)
    neighbours = {
        id: PageNeighbours(before=before, after=after, folder=id if id in inner else id.rpartition("/")[0])
        for before, id, after in zip([None, *ids], ids, [*ids[1:], None], strict=False)
    }
    return neighbours, {folder: tuple(found.items()) for folder, found in members.items()}


def _ways(id: str) -> list[str]:
    """Return the folders that lead to a page, from the topmost, and the page."""
    return ["", *accumulate(id.split("/"), lambda above, name: f"{above}/{name}")] if id else [""]


def _keys(pages: Pages, id: str) -> Iterator[tuple[bool, float, str]]:
    """Yield how a page sorts in each folder on the way to it."""
    for way in _ways(id)[1:]:
        entity = pages.get(way)
        if entity is None:
            yield True, float("inf"), way.rpartition("/")[2]
        else:
            order = entity.fields.order
            yield False, float("inf") if order is None else order, entity.title
