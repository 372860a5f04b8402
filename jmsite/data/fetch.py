"""Fetch what metrics, journeys and charts ask of sources: every answer becomes a snapshot in the inputs of the build.

A snapshot is a table and the digest of what is in it. Whatever is measured reads snapshots and nothing else, so that an
answer that is another one than last time is measured again, and the same answer is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jmsite.data.sources.answer_store import AnswerStore
from jmsite.data.sources.connections import ask_connections
from jmsite.data.sources.files import ask_files
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.entities.events import Events
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Readings, surveys
from jmsite.model.entities.site import DataSource, Site
from jmsite.model.sources import Inputs, Loc, Query, Snapshot
from jmsite.model.value import Value, replace

Asking = Readings | Events | ChartBlock
"""Fields that ask a file or source for rows."""
Ask = Callable[[Sequence[Query], Inputs, AnswerStore | None], Mapping[Query, Snapshot]]


class Door(Value):
    """The way to a kind of source: how it is asked, and whether all it knows are files of the content.

    ``ask`` returns the answers to queries; one for which nothing is to be said but that its file is missing is left
    out. It finds the last answers in the inputs, decides whether they hold, and is called once in a build.
    """

    ask: Ask
    closed: bool = False


DOORS: Mapping[str, Door] = {
    "file": Door(ask=ask_files, closed=True),
    "files": Door(ask=ask_files, closed=True),
    "url": Door(ask=ask_connections),
}
"""The kinds of sources, by the field of a source in site.yaml that says where it is."""


def query_of(readings: Asking, site: Site) -> Query | None:
    """Return what readings, events or a chart ask; None where they name nothing that can be asked."""
    sql = readings.sql or ""
    file = readings.data if isinstance(readings, ChartBlock) else readings.file
    if file:
        own = Query(kind="file", address=file)
        return replace(own, sql=sql, tables=_named(sql, "", site)) if sql else own
    name = readings.source or ""
    asked = _source(name, site)
    return replace(asked, sql=sql, tables=_named(sql, name, site)) if asked and sql else asked


def _source(name: str, site: Site) -> Query | None:
    """Return the query for all rows of a source; None where there is no such source, or none that can be asked."""
    source = site.sources.get(name)
    for kind in DOORS:
        address = getattr(source, kind, None)
        if source and address:
            return _to_source(kind, address, name, source)
    return None


def _to_source(kind: str, address: str, name: str, source: DataSource) -> Query:
    if kind != "url":
        return Query(kind=kind, address=address, source=name, sheet=source.sheet or "")
    sql = f"SELECT * FROM {source.table}" if source.table else ""  # noqa: S608 - looked at before it is asked
    return Query(
        kind=kind,
        address=address,
        source=name,
        sql=sql,
        secret=source.password_env or "",
        refresh=source.refresh,
    )


def _named(sql: str, own: str, site: Site) -> tuple[Query, ...]:
    """Return the other files that SQL may name: those of which the name is a word of it."""
    words = set(re.findall(r"[\w-]+", sql.casefold()))
    named = (_source(name, site) for name in site.sources if name != own and name.casefold() in words)
    return tuple(query for query in named if query and DOORS[query.kind].closed)


def queries(catalog: Catalog) -> tuple[Query, ...]:
    """Return everything that metrics, journeys and charts ask, each query once."""
    return tuple(dict.fromkeys(query for _, _, query in queries_by_asker(catalog)))


def queries_by_asker(catalog: Catalog) -> Iterator[tuple[str, str, Query]]:
    """Yield what metrics, journeys and charts ask, with the kind and id of each."""
    for kind, id in askers(catalog):
        yield from ((kind, id, query) for query in queries_of(catalog, kind, id))


def askers(catalog: Catalog) -> list[tuple[str, str]]:
    """Return the kind and id of everything that may ask files or sources for rows, in order."""
    return [(kind, id) for kind in ("metric", "journey", "chart") for id in catalog.entities(kind)]


def queries_of(catalog: Catalog, kind: str, id: str) -> tuple[Query, ...]:
    """Return what the readings of a metric, the log of a journey or a chart ask."""
    entity = catalog.find(kind, id)
    asked = [query_of(one, catalog.site) for _, one in data_fields(entity)] if entity else []
    return tuple([query for query in asked if query])


def data_fields(entity: Entity[Any]) -> Iterator[tuple[Loc, Asking]]:
    """Yield the fields of an entity that ask for rows, with the way to them."""
    fields = entity.fields
    if isinstance(fields, Metric):
        yield from ((("readings", *way), readings) for way, readings in surveys(fields.readings))
    elif isinstance(fields, Journey) and fields.events:
        yield ("events",), fields.events
    elif isinstance(fields, ChartBlock):
        yield (), fields


def fetch(inputs: Inputs, asked: Iterable[Query], cache: AnswerStore | None = None) -> Inputs:
    """Return inputs with a snapshot of every answer to what is asked, and no other.

    Those that they have are kept as far as they hold, as are those in ``cache``.
    """
    wanted = tuple(dict.fromkeys(asked))
    answers: dict[Query, Snapshot] = {}
    # by function and not by kind: each is called once, and opens what several queries ask once
    for ask in dict.fromkeys(door.ask for door in DOORS.values()):
        some = [query for query in wanted if DOORS[query.kind].ask == ask]
        answers.update(ask(some, inputs, cache) if some else {})
    snapshots = {
        query: _same(answers[query], inputs.snapshots.get(query)) for query in wanted if query in answers
    }
    return replace(inputs, snapshots=snapshots)


def _same(answer: Snapshot, last: Snapshot | None) -> Snapshot:
    """Return the answer of the last time where it is the same, so that nothing is compared twice."""
    return last if last is not None and answer == last else answer


def fetch_again(inputs: Inputs, cache: AnswerStore | None = None) -> Inputs:
    """Return inputs of which every snapshot is what its source answers now."""
    return fetch(inputs, inputs.snapshots, cache)


def is_closed(inputs: Inputs) -> bool:
    """Return whether every snapshot comes of files of the content, so that whoever knows these knows the answers."""
    answers = inputs.snapshots.items()
    return all(DOORS[query.kind].closed or answer.basis for query, answer in answers)
