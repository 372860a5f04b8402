"""The news of a portal, day by day: what changed in the content, what shipped, what was found out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.value import Value
from jmsite.pages.parts.changes.dated import latest
from jmsite.pages.parts.changes.history import periods, summary

MOST = 40
"""Entries: enough for whoever looks once a month."""
CHANGES = 20
"""Of them about changes: on a day on which everything is written anew, the rest of the news stays."""


class Entry(Value):
    """Something that happened on a day: ``sort`` is ``changed``, ``shipped`` or ``found``."""

    sort: str
    title: str
    url: str
    day: date
    summary: str = ""


def news(catalog: Catalog) -> tuple[Entry, ...]:
    """Return what happened last, the youngest first; of one day, what happened in the world before what was written."""
    # sorting keeps the order of these three within a day
    every = [*_shipped(catalog), *_found(catalog), *_changed(catalog)]
    return tuple(sorted(every, key=lambda entry: -entry.day.toordinal())[:MOST])


def _shipped(catalog: Catalog) -> Iterator[Entry]:
    for solution in catalog.all("solution"):
        # one that was dropped or taken back keeps its day, and is no news
        if solution.fields.shipped and solution.fields.status == "shipped":
            yield _entry(catalog, "shipped", solution, solution.fields.shipped)


def _found(catalog: Catalog) -> Iterator[Entry]:
    for study in catalog.all("research"):
        day = study.fields.to or study.fields.from_
        if day:
            yield _entry(catalog, "found", study, day)


def _changed(catalog: Catalog) -> Iterator[Entry]:
    if catalog.past:
        # what changed for customers says more than which file did
        for period in periods(catalog)[:CHANGES]:
            title = catalog.words.phrase("pair", name=period.title, value=summary(catalog, period))
            yield Entry(sort="changed", title=title, url=f"changes/#{period.anchor}", day=period.day)
        return
    for change in latest(catalog, CHANGES):
        title = catalog.words.phrase("news.changed", title=change.title)
        yield Entry(
            sort="changed",
            title=title,
            url=change.url,
            day=change.day,
            summary=catalog.words.phrase(f"one.{change.kind}"),
        )


def _entry(catalog: Catalog, sort: str, entity: Entity[Any], day: date) -> Entry:
    title = catalog.words.phrase(f"news.{sort}", title=entity.title)
    return Entry(sort=sort, title=title, url=entity.url, day=day, summary=entity.fields.summary or "")
