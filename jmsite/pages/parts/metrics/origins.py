"""The origin of the numbers of a metric, and how fresh they are."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.events import Events
from jmsite.model.entities.metric import FunnelEvents, Metric
from jmsite.model.entities.readings import Pool, Readings
from jmsite.pages.parts.metrics import funnel
from jmsite.pages.parts.metrics.latest import freshness
from jmsite.pages.parts.metrics.pooled_surveys import pooled_from


def origin(catalog: Catalog, metric: Entity[Metric]) -> str:
    """Return where readings come from, in words, and of an old answer the day it was given; "" without readings.

    A source is told by its name, and by its file where it is one: never by the address of a connection.
    """
    fields, day = metric.fields, catalog.read("asked_days", metric.id)
    told = _source(catalog, metric.id, fields)
    if not told or day is None:
        return told
    return catalog.words.phrase("metric.asked", source=told, day=catalog.words.day(day))


def latest_day(catalog: Catalog, metric: Entity[Metric]) -> str:
    """Return when the latest reading is of, in words, and that a newer one should be there where that is so.

    Of an answer that is old the source tells, as ``origin`` has it.
    """
    return freshness(catalog, metric.id, funnel.overall_readings(catalog, metric), asked=False)


def _files(catalog: Catalog, pool: Pool) -> str:
    """Return the files and sources of surveys that have no answers."""
    return catalog.words.row(*(_named(catalog, one) for one in pool.pool))


def _source(catalog: Catalog, metric: str, fields: Metric) -> str:
    readings = fields.readings
    if fields.events is not None:
        return _log(catalog, fields.events)
    if isinstance(readings, Pool):
        return pooled_from(catalog.words, catalog.series(metric)) or _files(catalog, readings)
    if isinstance(readings, Readings):
        return _named(catalog, readings)
    return catalog.words.phrase("metric.by-hand") if readings else ""


def _log(catalog: Catalog, events: FunnelEvents) -> str:
    """Return from which journey's log a funnel is counted, what counts in it, and where the log is."""
    journey, words = catalog.journey(events.journey), catalog.words
    title = journey.title if journey else events.journey
    told = words.phrase(f"metric.events.{events.order}", journey=words.inner(title))
    log = journey.fields.events if journey else None
    return words.row(told, _named(catalog, log) if log else "")


def _named(catalog: Catalog, asking: Readings | Events) -> str:
    """Return the file that is asked, or the source by its name, with the files that it is."""
    if asking.file or not asking.source:
        return asking.file or ""
    source = catalog.site.sources.get(asking.source)
    files = (source.file or source.files) if source else None
    return f"{asking.source} ({files})" if files else asking.source
