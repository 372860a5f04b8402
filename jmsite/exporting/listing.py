"""Tables of data: every entity of a kind in a row, and the readings of a metric."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jmsite.exporting.content import plain_entity
from jmsite.exporting.rows import harmless
from jmsite.model.catalog import Catalog
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.readings import Measured

READINGS = ("date", "value", "n", "low", "high", *DIMENSIONS, "by")
"""The columns of readings: the first day of the period, the value, how many it rests on, an interval, and of what.

``by`` is what it is of in dimensions of the metric's own.
"""
FIRST = ("id", "title", "url")
APART = ("readings", "anytime", "steps", "emotion_scale")
"""Fields that are no cell of a table."""


def list_csv(catalog: Catalog, kind: str) -> bytes:
    """Return all entities of a kind as CSV, one a row, and a column for each field that any of them has."""
    found = [plain_entity(catalog, one) for one in catalog.all(kind)]
    names = list(
        dict.fromkeys(name for one in found for name in one["fields"] if name not in (*FIRST, *APART))
    )
    rows = (
        [one[name] for name in FIRST] + [_words(one["fields"].get(name)) for name in names] for one in found
    )
    return as_table((*FIRST, *names), rows)


def readings_of(catalog: Catalog, metric: str) -> Iterator[list[str]]:
    """Yield the readings of a metric: over all, then of parts; none of what this build may not show."""
    series = catalog.series(metric)
    for one in (*series.total, *series.parts):
        places = [getattr(one, name) for name in DIMENSIONS]
        if all(id is None or catalog.find(kind, id) for kind, id in zip(DIMENSIONS, places, strict=True)):
            numbers = (
                "" if value is None else f"{value:.12g}" for value in (one.value, one.n, one.low, one.high)
            )
            yield [one.day.isoformat(), *numbers, *(id or "" for id in places), own_words(one)]


def own_words(one: Measured) -> str:
    """Return what a reading is of in dimensions of its metric's own: ``Country: Chile``; "" for none."""
    return harmless("; ".join(f"{name}: {value}" for name, value in one.own))


def _words(value: Any) -> str:
    """Return a value in a cell: parts of a list with semicolons, what has parts of its own by its words."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_words, value))
    if isinstance(value, dict):
        return str(value["text"]) if "text" in value else json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV below the names of their columns, with nothing in them that a spreadsheet would work out."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")
