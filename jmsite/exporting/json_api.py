"""Everything as JSON for programs: a file for each entity, a list of them, and their schema."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.exporting.content import Plain
from jmsite.exporting.json_document import as_json, head, written
from jmsite.exporting.json_schema import export_schema
from jmsite.exporting.selection import Selection
from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.page import Output


def api(catalog: Catalog, selection: Selection, folder: str) -> Iterator[Output]:
    """Yield the files of the interface for programs: a list, a document for each entity, and the schema of all."""
    listed: dict[str, list[Plain]] = {}
    for entity in selection.entities:
        home = KINDS[entity.kind].folder or entity.kind
        path = f"{home}/{entity.id}.json" if KINDS[entity.kind].folder else f"{home}.json"
        alone = Selection(name=entity.id, entities=(entity,))
        yield Output(path=f"{folder}{path}", content=as_json(catalog, alone))
        row = {"id": entity.id, "title": entity.title, "url": entity.url, "json": path}
        listed.setdefault(entity.kind, []).append(row)
    yield Output(path=f"{folder}index.json", content=written({**head(catalog), "entities": listed}))
    yield Output(path=f"{folder}schema.json", content=written(export_schema()))
