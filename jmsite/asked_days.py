"""Tell on which day a source was asked, where its answer is not of today, and which readings are stale."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import pairwise
from statistics import median
from typing import Literal

from jmsite.data.fetch import Asking, query_of
from jmsite.model.catalog import Catalog
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import surveys
from jmsite.model.readings import Series
from jmsite.model.sources import Query, Snapshot

PERIODS = 2
"""Usual times between two readings that pass without one before the last is stale."""


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


def stale_readings(
    catalog: Catalog, snapshots: Mapping[Query, Snapshot], today: date | None
) -> dict[str, Literal["answer", "reading"]]:
    """Return what is out of date of stale metrics, by metric id: the answer of their source, or their last reading.

    An answer is by what its source declares as ``refresh``; a reading where no other came for twice the usual time
    between two. ``catalog`` has the readings.
    """
    if today is None:
        return {}
    found: dict[str, Literal["answer", "reading"]] = {}
    for metric in catalog.all("metric"):
        queries = [query_of(asking, catalog.site) for asking in _asking(catalog, metric.fields)]
        if any(query and _overdue(query, snapshots.get(query), today) for query in queries):
            found[metric.id] = "answer"
        elif _passed_over(catalog.series(metric.id), today):
            found[metric.id] = "reading"
    return found


def _overdue(query: Query, answer: Snapshot | None, today: date) -> bool:
    """Return whether an answer of a day before is older than its source lets it become."""
    taken = _moment(answer.taken) if answer and answer.blob else None
    if taken is None or query.refresh is None or taken.date() >= today:
        return False
    return taken + query.refresh < datetime.combine(today, time(), UTC)


def _passed_over(series: Series, today: date) -> bool:
    """Return whether the next readings of a series should have come; never of one whose usual period nobody knows."""
    days = [one.day for one in series.total if one.value is not None]
    usual = median((after - before).days for before, after in pairwise(days)) if len(days) > 1 else 0
    # what stands at the first of a month is of the whole month, or quarter: it is as old as that's last day
    spans = PERIODS + all(day.day == 1 for day in days)
    return usual > 0 and (today - days[-1]).days > spans * usual


def _old(answer: Snapshot | None, today: date | None) -> date | None:
    """Return the day on which an answer was given that is old; None for any other."""
    taken = _moment(answer.taken) if answer and answer.blob else None
    day = taken.date() if taken else None
    return day if answer and day and (answer.failed or (today is not None and day < today)) else None


def _asking(catalog: Catalog, fields: Metric) -> tuple[Asking, ...]:
    """Return the fields that ask for the rows of a metric: its own, or the log of its journey."""
    if fields.events is not None:
        journey = catalog.journey(fields.events.journey)
        return (journey.fields.events,) if journey and journey.fields.events else ()
    return tuple(one for _, one in surveys(fields.readings))


def _moment(taken: str) -> datetime | None:
    """Return an instant; None for what is none: an index of answers can be edited by hand."""
    try:
        moment = datetime.fromisoformat(taken)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
