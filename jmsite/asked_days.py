"""Tell on which day a source was asked, where its answer is not of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from jmsite.data.fetch import Asking, query_of
from jmsite.model.catalog import Catalog
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import surveys
from jmsite.model.sources import Query, Snapshot


def asked_days(catalog: Catalog, snapshots: Mapping[Query, Snapshot], today: date | None) -> dict[str, date]:
    """Return the day on which a connection gave the answer that a metric rests on, by metric id; of several the first.

    Only of answers that are old: of a day before ``today``, or kept because there is no newer one. What comes of files
    was never asked.
    """
    found = {}
    for metric in catalog.all("metric"):
        days = [
            day
            for asking in _asking(catalog, metric.fields)
            if (query := query_of(asking, catalog.site)) and (day := _old(snapshots.get(query), today))
        ]
        if days:
            found[metric.id] = min(days)
    return found


def _old(answer: Snapshot | None, today: date | None) -> date | None:
    """Return the day on which an answer was given that is old; None for any other."""
    day = _day(answer.taken) if answer and answer.blob else None
    return day if answer and day and (answer.failed or (today is not None and day < today)) else None


def _asking(catalog: Catalog, fields: Metric) -> tuple[Asking, ...]:
    """Return the fields that ask for the rows of a metric: its own, or the log of its journey."""
    if fields.events is not None:
        journey = catalog.journey(fields.events.journey)
        return (journey.fields.events,) if journey and journey.fields.events else ()
    return tuple(one for _, one in surveys(fields.readings))


def _day(taken: str) -> date | None:
    """Return the day of an instant; None for what is none: an index of answers can be edited by hand."""
    try:
        return datetime.fromisoformat(taken).date()
    except ValueError:
        return None
