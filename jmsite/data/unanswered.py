"""Say which questions to sources have no answer, or an old one, at the line that asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jmsite.data.fetch import Asking, query_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.entities.readings import surveys
from jmsite.model.findings import Examined, Finding
from jmsite.model.sources import Loc, Query, Snapshot
from jmsite.model.suggestions import meant

OF_SOURCES = "name a file with 'file:', or a source of site.yaml with 'source:'"


def unanswered(catalog: Catalog, snapshots: Mapping[Query, Snapshot]) -> Examined[None]:
    """Return why readings of metrics, logs of events and rows of charts are not there, or older than they should be.

    That a file is missing is told where references are.
    """
    found: list[Finding] = []
    for metric in catalog.all("metric"):
        for way, readings in surveys(metric.fields.readings):
            found += _of(metric, readings, ("readings", *way), catalog, snapshots)
    for journey in catalog.all("journey"):
        if journey.fields.events:
            found += _of(journey, journey.fields.events, ("events",), catalog, snapshots)
    for chart in catalog.all("chart"):
        if chart.fields.source or chart.fields.sql:
            found += _of(chart, chart.fields, (), catalog, snapshots)
    return Examined(value=None, findings=tuple(found))


def _of(
    entity: Entity[object],  # type: ignore[type-var]
    asked: Asking,
    at: Loc,
    catalog: Catalog,
    snapshots: Mapping[Query, Snapshot],
) -> Iterator[Finding]:
    """Yield what is to be said of one question; ``at`` is the way to it in the fields of the entity."""
    target, query = (entity.kind, entity.id), query_of(asked, catalog.site)
    file = asked.data if isinstance(asked, ChartBlock) else asked.file
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
        near = meant(asked.source or "", catalog.site.sources)
        message = f"site.yaml has no source '{asked.source}'"
        yield Finding(
            rule="data/unknown-source", entity=target, field=(*at, "source"), message=message, hint=near.hint,
            meant=near,
        )  # fmt: skip
    elif query is None:
        message = f"source '{asked.source}' says nothing of where its data are"
        yield Finding(rule="data/source-not-available", entity=target, field=(*at, "source"), message=message)
    elif (answer := snapshots.get(query)) and answer.failed:
        field = "sql" if query.sql else "source"
        yield Finding(
            rule=answer.rule, entity=target, field=(*at, field), message=answer.failed, hint=answer.hint
        )
