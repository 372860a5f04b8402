"""Turn entities and what is known of them into plain values and back: pydantic's fields and msgspec's values meet here.

What is plain consists of dictionaries with text keys, lists, text, numbers, truth values and None, so that it can be
written as JSON. Fields are named as authors name them, and those that say nothing are left out, so that two states of
a portal differ in what its authors changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar, cast

from jmsite.model.catalog import Catalog, Entity, Use
from jmsite.model.fields import Fields
from jmsite.model.kinds import ENTITIES
from jmsite.model.readings import Point, Series
from jmsite.model.sources import Prose
from jmsite.model.value import from_plain, plain

V = TypeVar("V")

KNOWN: Mapping[str, Any] = {
    "stages": tuple[str, ...],
    "steps": tuple[str, ...],
    "variants": tuple[str, ...],
    "uses": tuple[Use, ...],
    "points": tuple[Point, ...],
    "series": Series,
    "prose": Prose,
    "redirects": str,
    "days": date,
}
"""The tables of a catalog beside its entities that are encoded, with the type of their values.

What is left out follows from the theme (the messages of the interface) or from the tables that are here.
"""
PAIRED = ("uses", "prose")
"""Tables whose keys are a kind and an id; encoded, the two are joined by a colon, which no kind has in its name."""


def encode(value: Any) -> Any:
    """Return a value, an entity or fields as plain values."""
    return plain(value, _plain_fields)


def decode(encoded: Any, kind: type[V]) -> V:
    """Return the value of a kind that ``encode`` made plain; raise ``ValueError`` where it is none."""
    return from_plain(encoded, kind, _formed_fields)


def encode_entity(entity: Entity[Any]) -> dict[str, Any]:
    """Return an entity as plain values; ``kind`` among them says how to decode its fields."""
    return cast("dict[str, Any]", encode(entity))


def decode_entity(encoded: Mapping[str, Any]) -> Entity[Any]:
    """Return the entity that ``encode_entity`` made plain; raise ``ValueError`` for what is none."""
    row = ENTITIES.get(encoded.get("kind", ""))
    if row is None:
        raise ValueError(f"there is no kind {encoded.get('kind')!r}")
    return decode(encoded, Entity[row.model])  # type: ignore[name-defined]


def encode_catalog(catalog: Catalog) -> dict[str, Any]:
    """Return the entities of a catalog by kind and id, and what is known of them, as plain values in order."""
    kinds = {kind: catalog.all(kind) for kind in ENTITIES}
    entities = {
        kind: {entity.id: encode_entity(entity) for entity in found} for kind, found in kinds.items() if found
    }
    known = {
        name: {_joined(name, key): encode(value) for key, value in table.items()}
        for name in KNOWN
        if (table := catalog.tables.get(name))
    }
    return {"entities": entities, **known}


def decode_catalog(encoded: Mapping[str, Any]) -> Catalog:
    """Return the catalog that ``encode_catalog`` made plain, without the messages of the interface.

    Raises ``ValueError`` for what is none.
    """
    tables: dict[str, dict[Any, Any]] = {
        kind: {id: decode_entity(entity) for id, entity in found.items()}
        for kind, found in encoded["entities"].items()
    }
    for name, type in KNOWN.items():
        if name in encoded:
            tables[name] = {_split(name, key): decode(value, type) for key, value in encoded[name].items()}
    return Catalog(tables=tables)


def _joined(table: str, key: Any) -> str:
    return ":".join(key) if table in PAIRED else str(key)


def _split(table: str, key: str) -> Any:
    kind, _, id = key.partition(":")
    return (kind, id) if table in PAIRED else key


def _plain_fields(value: Any) -> Any:
    """Return fields by the names that authors write, without what holds by default."""
    if isinstance(value, Fields):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    raise TypeError(f"{type(value).__name__} cannot be made plain")


def _formed_fields(kind: type[V], encoded: Any) -> V:
    if isinstance(kind, type) and issubclass(kind, Fields):
        validate = cast("Callable[[Any], V]", kind.model_validate)
        return validate(encoded)
    raise TypeError(f"{kind} cannot be formed")


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a plain value in which every text, at any depth, is what ``change`` makes of it; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [with_texts(one, change) for one in value]
    if isinstance(value, dict):
        return {key: with_texts(one, change) for key, one in value.items()}
    return value
