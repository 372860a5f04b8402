"""Fetch what metrics, journeys and charts ask of sources: every answer becomes a snapshot in the inputs of the build.

A snapshot is a file and the digest of what is in it. Whatever is measured reads snapshots and nothing else, so that an
answer that is another one than last time is measured again, and the same answer is not.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping

from jmsite.model.catalog import Catalog
from jmsite.model.entities.events import Events
from jmsite.model.entities.metric import Readings
from jmsite.model.entities.site import Site
from jmsite.model.sources import Blob, Inputs, Query
from jmsite.model.value import Value, replace


class Door(Value):
    """The way to a kind of source: how it is asked, and whether it can be asked for less than all of its rows.

    ``ask`` returns the answer as a file, None where there is none; it is called once for each query of a build.
    """

    ask: Callable[[Query, Inputs], Blob | None]
    sql: bool = False


def _file(query: Query, inputs: Inputs) -> Blob | None:
    """Return a table under ``content/``: it was found on disk, with its digest, and is its own snapshot."""
    return inputs.blobs.get(posixpath.join("content", query.address))


DOORS: Mapping[str, Door] = {"file": Door(ask=_file)}
"""The kinds of sources, by the field of a source in site.yaml that says where it is."""


def query_of(readings: Readings | Events, site: Site) -> Query | None:
    """Return what readings or events ask; None where they name nothing that can be asked."""
    source = readings if readings.file else site.sources.get(readings.source or "")
    for kind in DOORS:
        address = getattr(source, kind, None)
        if address:
            return Query(kind=kind, address=address, sql=readings.sql or "")
    return None


def queries(catalog: Catalog) -> tuple[Query, ...]:
    """Return everything that metrics, journeys and charts ask, each query once."""
    return tuple(dict.fromkeys(_asked(catalog)))


def _asked(catalog: Catalog) -> Iterator[Query]:
    for metric in catalog.all("metric"):
        readings = metric.fields.readings
        query = query_of(readings, catalog.site) if isinstance(readings, Readings) else None
        # a query that its source cannot answer is told where things are measured (``measure._unasked``)
        if query and (DOORS[query.kind].sql or not query.sql):
            yield query
    for journey in catalog.all("journey"):
        query = query_of(journey.fields.events, catalog.site) if journey.fields.events else None
        if query and (DOORS[query.kind].sql or not query.sql):
            yield query
    for chart in catalog.all("chart"):
        if chart.fields.data:
            yield Query(kind="file", address=chart.fields.data)


def fetched(inputs: Inputs, asked: Iterable[Query]) -> Inputs:
    """Return inputs with a snapshot of every answer to what is asked, and no other; those they have are kept."""
    answers = (
        (query, inputs.snapshots.get(query) or DOORS[query.kind].ask(query, inputs)) for query in asked
    )
    return replace(inputs, snapshots={query: answer for query, answer in answers if answer is not None})


def asked_again(inputs: Inputs) -> Inputs:
    """Return inputs of which every snapshot is what its source answers now."""
    return fetched(replace(inputs, snapshots={}), inputs.snapshots)


def is_closed(inputs: Inputs) -> bool:
    """Return whether every snapshot is a file of the content, so that whoever knows the files knows the answers."""
    return all(inputs.blobs.get(answer.path) == answer for answer in inputs.snapshots.values())
