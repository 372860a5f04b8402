"""Say which questions to sources have no answer, or an old one, at the line that asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.data.fetch import Asking, data_fields, query_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.findings import Finding
from jmsite.model.sources import Loc
from jmsite.model.suggestions import probably_meant

OF_SOURCES = "name a file with 'file:', or a source of site.yaml with 'source:'"


def why_unanswered(catalog: Catalog, kind: str, id: str) -> tuple[Finding, ...]:
    """Return why the readings of a metric, the log of a journey or the rows of a chart are not there, or older than
    they should be. What sources answered is in the table ``snapshots``.

    That a file is missing is told where references are.
    """
    entity = catalog.find(kind, id)
    if entity is None:
        return ()
    return tuple([finding for at, one in data_fields(entity) for finding in _of(entity, one, at, catalog)])


def _of(entity: Entity[Any], asked: Asking, at: Loc, catalog: Catalog) -> Iterator[Finding]:
    """Yield what is to be said of one question; ``at`` is the way to it in the fields of the entity."""
    target, query = (entity.kind, entity.id), query_of(asked, catalog.site)
    file = asked.data if isinstance(asked, ChartBlock) else asked.file
    if isinstance(asked, ChartBlock) and not (asked.source or asked.sql):
        return  # a chart of a metric or of a file alone: the checks of charts look at these
    if file is None and asked.source is None:
        message = f"the {at[0]} name neither a file nor a source" if at else "the query names no table"
        yield Finding(
            rule="data/no-file",
            entity=target,
            field=at or ("sql",),
            message=message,
            hint=OF_SOURCES,
            named=True,
        )
    elif file is None and asked.source not in catalog.site.sources:
        near = probably_meant(asked.source or "", catalog.site.sources)
        message = f"site.yaml has no source '{asked.source}'"
        yield Finding(
            rule="data/unknown-source", entity=target, field=(*at, "source"), message=message, hint=near.hint,
            meant=near,
        )  # fmt: skip
    elif query is None:
        message = f"source '{asked.source}' says nothing of where its data are"
        yield Finding(rule="data/source-not-available", entity=target, field=(*at, "source"), message=message)
    elif (answer := catalog.read("snapshots", query)) and answer.failed:
        field = "sql" if query.sql else "source"
        yield Finding(
            rule=answer.rule, entity=target, field=(*at, field), message=answer.failed, hint=answer.hint
        )
