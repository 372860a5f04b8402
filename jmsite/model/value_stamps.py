"""Stamps of values in the rows of exports, by which it is told later whether somebody has changed them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

PARTS = ("text", "persona", "score", "severity", "details")
"""The columns that say what a value is; beside them stand those that say whose it is, and in which place."""
NUMBERS = ("score", "severity")
ValueKey = tuple[str, str, str]
"""The kind and id of an entity, and one of its fields; "" for the entity itself."""


def stamp(values: Iterable[Mapping[str, str]]) -> str:
    """Return the stamp of the values of a field, in their order: the same for the same values, however numbers are
    written.
    """
    said = [[_plain(name, row.get(name, "")) for name in PARTS] for row in values]
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=6).hexdigest()


def _plain(name: str, text: str) -> str:
    if name not in NUMBERS:
        return text
    try:
        # spreadsheets keep about fifteen digits, and write back 0.30000000000000004 as 0.3
        return f"{float(text):.12g}"
    except ValueError:
        return text


def stamps(rows: Iterable[Mapping[str, str]]) -> dict[ValueKey, str]:
    """Return the stamps of all fields in rows, in the order in which they come first."""
    return {key: stamp(some) for key, some in by_field(rows).items()}


def by_field(rows: Iterable[Mapping[str, str]]) -> dict[ValueKey, list[Mapping[str, str]]]:
    """Return rows by the field that they are of, each in the order of its numbers; feelings by whose they are."""
    found: dict[ValueKey, list[Mapping[str, str]]] = {}
    for row in rows:
        if row.get("kind") and row.get("id"):
            found.setdefault((row["kind"], row["id"], row.get("field", "")), []).append(row)
    return {key: sorted(some, key=lambda row: _order(key[2], row)) for key, some in found.items()}


def _order(field: str, row: Mapping[str, str]) -> tuple[str, float]:
    return (row.get("persona", "") if field == "emotion" else "", place(row))


def place(row: Mapping[str, str]) -> float:
    """Return the place of a value in its list."""
    try:
        return float(row.get("number") or 0)
    except ValueError:
        return 0.0
