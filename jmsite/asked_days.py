"""Tell on which day a source was asked, where its answer is not of today, and which readings are stale.

What sources answered is in the table ``snapshots`` of the catalog.
"""

from __future__ import annotations

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


def asked_day(catalog: Catalog, metric: str) -> date | None:
    """Return the day on which a connection gave the answer that a metric rests on; of several the first.

    Only of answers that are old: of a day before this one, or kept because there is no newer one. What comes of files
    was never asked.
    """
    answers = [catalog.read("snapshots", query) for query in _queries(catalog, metric)]
    return min((day for answer in answers if (day := _old(answer, catalog.today))), default=None)


def stale_reading(catalog: Catalog, metric: str) -> Literal["answer", "reading"] | None:
    """Return what is out of date of a stale metric: the answer of its source, or its last reading.

    An answer is by what its source declares as ``refresh``; a reading where no other came for twice the usual time
    between two.
    """
    today = catalog.today
    if today is None:
        return None
    if any(_overdue(query, catalog.read("snapshots", query), today) for query in _queries(catalog, metric)):
        return "answer"
    return "reading" if _passed_over(catalog.series(metric), today) else None


def _queries(catalog: Catalog, metric: str) -> tuple[Query, ...]:
    """Return what is asked of sources for a metric."""
    entity = catalog.metric(metric)
    asked = [query_of(asking, catalog.site) for asking in _asking(catalog, entity.fields)] if entity else []
    return tuple([query for query in asked if query])


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
