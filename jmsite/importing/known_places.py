"""Tables of readings that an import brings along: what they say of places that a site does not have is left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from jmsite.importing.draft import DraftEntity, DraftMap, Remark
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.value import replace

Leads = Callable[[str, str], bool]
"""Tells whether there is something of a kind and an id."""
Row = Mapping[str, str]
MOST_NAMED = 3


def without_unknown_places(draft: DraftMap, leads: Leads) -> DraftMap:
    """Return a draft whose tables hold readings of all, and of what is there; of nothing else, none is written."""
    tables = dict(draft.files)
    entities: list[DraftEntity] = []
    remarks: list[Remark] = []
    for entity in draft.entities:
        readings = entity.fields.get("readings")
        path = readings.get("file") if isinstance(readings, Mapping) and not entity.file else None
        if path in tables:
            made = _Table(entity, tables[path].decode(), leads)
            tables[path], entity = made.content(), made.entity()
            remarks += made.remarks()
        entities.append(entity)
    files = tuple((path, tables[path]) for path, _ in draft.files if tables[path])
    return replace(draft, entities=tuple(entities), files=files, remarks=(*draft.remarks, *remarks))


class _Table:
    """The table of one metric."""

    def __init__(self, metric: DraftEntity, text: str, leads: Leads) -> None:
        self.metric, self.leads = metric, leads
        self.readings: Mapping[str, Any] = metric.fields["readings"]
        reader = csv.DictReader(io.StringIO(text, newline=""))
        rows = [(row, tuple(self._strangers(row))) for row in reader]
        self.names = list(reader.fieldnames or ())
        self.kept = [row for row, strangers in rows if not strangers]
        # the ids of each reading that is left out
        self.left_out = [strangers for _, strangers in rows if strangers]

    def _strangers(self, row: Row) -> Iterator[str]:
        """Yield the ids in a row of what is not there."""
        named = ((kind, row.get(self.readings[kind], "")) for kind in DIMENSIONS if kind in self.readings)
        yield from (id for kind, id in named if id and not self.leads(kind, id))

    def content(self) -> bytes:
        """Return the table as it is written; nothing where no row is left."""
        if not self.kept:
            return b""
        text = io.StringIO()
        writer = csv.DictWriter(text, self.names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.kept)
        return text.getvalue().encode()

    def entity(self) -> DraftEntity:
        """Return the metric without the columns in which nothing is named that is there."""
        if not self.kept:
            rest = {name: value for name, value in self.metric.fields.items() if name != "readings"}
            return replace(self.metric, fields=rest)
        idle = {kind for kind in DIMENSIONS if kind in self.readings and not any(self._filled(kind))}
        readings = {name: value for name, value in self.readings.items() if name not in idle}
        return replace(self.metric, fields={**self.metric.fields, "readings": readings})

    def _filled(self, kind: str) -> Iterator[str]:
        yield from (row[self.readings[kind]] for row in self.kept if row.get(self.readings[kind]))

    def remarks(self) -> Iterator[Remark]:
        """Yield what is told of readings that are of nothing here."""
        if not self.left_out:
            return
        ids = list(dict.fromkeys(chain.from_iterable(self.left_out)))
        more = f" and {len(ids) - MOST_NAMED} more" if len(ids) > MOST_NAMED else ""
        named = ", ".join(f"'{id}'" for id in ids[:MOST_NAMED]) + more
        count = f"{len(self.left_out)} reading{'s' if len(self.left_out) > 1 else ''}"
        text = f"of '{self.metric.title}': {count} of {named}, which the site does not have: import the journeys first"
        yield Remark(did="left out", text=text)
