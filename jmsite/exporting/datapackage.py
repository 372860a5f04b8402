"""Metrics as a data package: a table of readings for each, with a schema that says what stands in its columns.

The format is that of Frictionless Data: ``datapackage.json`` beside tables in CSV, each with its Table Schema.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jmsite.exporting.archive import zipped
from jmsite.exporting.json_document import written
from jmsite.exporting.listing import own_words
from jmsite.exporting.rows import harmless
from jmsite.exporting.selection import Selection
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Pool, Readings
from jmsite.model.metric_kinds import METRIC_KINDS
from jmsite.model.readings import Measured
from jmsite.model.value import Value

Plain = dict[str, Any]
Row = Sequence[str]
NAMED = {
    "journey": ("journeys", "The journeys that readings are of."),
    "stage": ("stages", "The stages that readings are of."),
    "step": ("steps", "The steps that readings are of."),
    "persona": ("personas", "The personas that readings are of."),
    "channel": ("channels", "The channels that readings are of."),
    "department": ("departments", "The departments that readings are of."),
}
"""The dimensions of readings → the table of their titles, and what it holds."""


class PackageTable(Value):
    """A table of a package: its name, file, title, what it holds, the schema of its columns, and its rows."""

    name: str
    path: str
    title: str
    description: str
    schema: Mapping[str, Any]
    rows: tuple[tuple[str, ...], ...]


def as_datapackage(catalog: Catalog, selection: Selection) -> bytes:
    """Return the metrics of a selection as a package, in a ZIP archive."""
    found = tuple(_tables(catalog, selection.all("metric")))
    contents = {table.path: _as_csv(table) for table in found}
    resources = [_resource(table, contents[table.path]) for table in found]
    told = _package(catalog, selection, resources)
    return zipped({"datapackage.json": written(told), **contents})


def _package(catalog: Catalog, selection: Selection, resources: list[Plain]) -> Plain:
    site = catalog.site
    return {
        "profile": "tabular-data-package",
        "name": selection.name,
        "title": site.title,
        "description": "Metrics with their readings. A cell that a spreadsheet would take for a formula begins with '.",
        **({"homepage": site.url} if site.url else {}),
        "resources": resources,
    }


def _resource(table: PackageTable, content: bytes) -> Plain:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table.schema,
    }


def _as_csv(table: PackageTable) -> bytes:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([field["name"] for field in table.schema["fields"]])
    writer.writerows(table.rows)
    return held.getvalue().encode()


def _tables(catalog: Catalog, metrics: Iterable[Entity[Metric]]) -> Iterator[PackageTable]:
    """Yield the table of metrics, one with the readings of each, and those of what readings are of."""
    rows = {metric.id: tuple(_readings(catalog, metric.id)) for metric in metrics}
    held = catalog.found("metric", rows)
    yield _table("metrics", "metrics.csv", "Metrics", "What is measured, and which way is better.", METRICS,
                 (_metric(one) for one in held))  # fmt: skip
    for metric in held:
        yield _of_metric(metric, rows[metric.id])
    for at, kind in enumerate(DIMENSIONS):
        name, holds = NAMED[kind]
        ids = sorted({row[1 + at] for some in rows.values() for row in some} - {""})
        if ids:
            found = catalog.found(kind, ids)
            yield _table(name, f"{name}.csv", name.capitalize(), holds, TITLES,
                         ((one.id, harmless(one.title)) for one in found))  # fmt: skip


def _table(
    name: str, path: str, title: str, description: str, fields: Sequence[Plain], rows: Iterable[Row]
) -> PackageTable:
    schema = {"fields": list(fields), "primaryKey": ["id"]}
    return PackageTable(
        name=name,
        path=path,
        title=title,
        description=description,
        schema=schema,
        rows=tuple(map(tuple, rows)),
    )


def _of_metric(metric: Entity[Metric], rows: tuple[tuple[str, ...], ...]) -> PackageTable:
    """Return the table of a metric's readings; its columns refer to the tables of what they name."""
    named = [kind for at, kind in enumerate(DIMENSIONS) if any(row[1 + at] for row in rows)]
    keys = [{"fields": [kind], "reference": {"resource": NAMED[kind][0], "fields": ["id"]}} for kind in named]
    fields = [_period(metric.fields), *OF, *_values(metric.fields)]
    schema: Plain = {"fields": fields, **({"foreignKeys": keys} if keys else {})}
    return PackageTable(
        name=f"readings-{metric.id}",
        path=f"readings/{metric.id}.csv",
        title=metric.title,
        description=metric.fields.summary or f"The readings of {metric.title}.",
        schema=schema,
        rows=rows,
    )


def _readings(catalog: Catalog, metric: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a metric: over all, then of parts; those of what this build may not show are not there."""
    series = catalog.series(metric)
    for one in (*series.total, *series.parts):
        places = [getattr(one, name) for name in DIMENSIONS]
        if all(id is None or catalog.find(kind, id) for kind, id in zip(DIMENSIONS, places, strict=True)):
            yield _row(one, places)


def _row(one: Measured, places: Sequence[str | None]) -> tuple[str, ...]:
    numbers = (one.value, one.n, one.low, one.high)
    return (one.day.isoformat(), *(id or "" for id in places), *map(_number, numbers), own_words(one))


def _metric(metric: Entity[Metric]) -> tuple[str, ...]:
    own = metric.fields
    scale = (own.scale.min, own.scale.max) if own.scale else (None, None)
    words = (metric.title, own.summary or "", own.kind, own.unit or "", own.direction)
    numbers = (*scale, own.baseline, own.target)
    return (metric.id, *map(harmless, words), *map(_number, numbers), f"readings/{metric.id}.csv")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _field(name: str, type: str, description: str, **more: Any) -> Plain:
    constraints = {"constraints": more} if more else {}
    return {"name": name, "type": type, "description": description, **constraints}


def _period(metric: Metric) -> Plain:
    grouped = METRIC_KINDS[metric.kind].source != "given"
    every = metric.readings.every if grouped and isinstance(metric.readings, (Readings, Pool)) else ""
    told = f"The first day of the {every} that the value is of." if every else "The day that the value is of."
    return _field("period", "date", told, required=True)


def _values(metric: Metric) -> Iterator[Plain]:
    made = METRIC_KINDS[metric.kind].made
    unit = f", in {metric.unit}" if metric.unit and not metric.unit.startswith(("in ", "per ")) else ""
    yield _field("value", "number", f"The value{unit}: {made}. Empty where there is none, as for 0 of 0.")
    yield _field("n", "integer", "How many cases it rests on; empty where that is not known.", minimum=0)
    yield _field("low", "number", "The lower end of its 95 % interval, where one is known.")
    yield _field("high", "number", "The upper end of its 95 % interval, where one is known.")
    yield _field("by", "string", "What else it is of, by dimensions of the metric's own: `Country: Chile`.")


_ID = _field("id", "string", "Its id in the portal.", required=True, unique=True)
TITLES = (_ID, _field("title", "string", "Its title."))
METRICS = (
    _ID,
    _field("title", "string", "Its title."),
    _field("summary", "string", "What exactly it measures."),
    _field("kind", "string", "How it is calculated.", enum=list(METRIC_KINDS)),
    _field("unit", "string", "The unit of its values."),
    _field("direction", "string", "Which values are better.", enum=["higher", "lower"]),
    _field("scale_min", "number", "The lowest answer, where answers have a scale."),
    _field("scale_max", "number", "The highest answer, where answers have a scale."),
    _field("baseline", "number", "The value at the start."),
    _field("target", "number", "The value aimed at."),
    _field("readings", "string", "The file with its readings.", required=True),
)
OF = tuple(
    _field(kind, "string", f"The {kind} that the value is of; empty where it is of all of them.")
    for kind in DIMENSIONS
)
