"""Tell on which day a source was asked, where its answer is not of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from jmsite.data.fetch import Asking, query_of
from jmsite.model.catalog import Catalog
from jmsite.model.entities.metric import Metric, Readings
from jmsite.model.sources import Query, Snapshot


def asked_days(catalog: Catalog, snapshots: Mapping[Query, Snapshot], today: date | None) -> dict[str, date]:
    """Return the day on which a connection gave the answer that a metric rests on, by metric id.

    Only of answers that are old: of a day before ``today``, or kept because there is no newer one. What comes of files
    was never asked.
    """
    found = {}
    for metric in catalog.all("metric"):
        asking = _asking(catalog, metric.fields)
        query = query_of(asking, catalog.site) if asking else None
        answer = snapshots.get(query) if query else None
        day = _day(answer.taken) if answer and answer.blob else None
        if answer and day and (answer.failed or (today is not None and day < today)):
            found[metric.id] = day
    return found


def _asking(catalog: Catalog, fields: Metric) -> Asking | None:
    """Return the field that asks for the rows of a metric: its own, or the log of its journey."""
    if fields.events is not None:
        journey = catalog.journey(fields.events.journey)
        return journey.fields.events if journey else None
    return fields.readings if isinstance(fields.readings, Readings) else None


def _day(taken: str) -> date | None:
    """Return the day of an instant; None for what is none: an index of answers can be edited by hand."""
    try:
        return datetime.fromisoformat(taken).date()
    except ValueError:
        return None
