"""The page of threads as Markdown: a table of pains and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.markdown import escaped
from jmsite.pages.markdown.text import Parts, link, paragraphs, table
from jmsite.pages.parts.evidence.thread_list import JourneyThreads, listed, others
from jmsite.pages.parts.evidence.threads import STATES, Thread, tally, threads


def threads_markdown(catalog: Catalog, _: str, __: str) -> Parts:
    """Return the page of threads."""
    words, found = catalog.words, threads(catalog)
    told, left = listed(found), others(found)
    count = len(found) - len(told)
    counted = tally(catalog, found)
    names = ("pain", "step", "severity", "insight", "opportunity", "solution", "metric", "state")
    return paragraphs(
        f"# {escaped(words.phrase('thread.title'))}",
        escaped(counted.told) if counted else "",
        f"## {escaped(words.plural(len(told), 'thread.worst'))}" if left else "",
        table(tuple(words.phrase(f"thread.head.{name}") for name in names), _rows(catalog, told))
        if found
        else "",
        f"## {escaped(words.plural(count, 'thread.others'))}" if left else "",
        _counted(catalog, left) if left else "",
    )


def _counted(catalog: Catalog, left: Iterable[JourneyThreads]) -> str:
    words = catalog.words
    head = (words.phrase("table.journey"), *(words.phrase(f"thread.state.{state}") for state in STATES))
    rows = (
        (link(each.journey.title, each.journey.url), *(words.number(count, 0) for count in each.counts))
        for each in left
    )
    return table(head, rows)


def _rows(catalog: Catalog, told: Iterable[Thread]) -> Iterator[tuple[str, ...]]:
    words = catalog.words
    for each in told:
        yield (
            escaped(each.text),
            link(words.row(each.journey.title, each.step.title), each.step.url),
            words.phrase(f"severity.{each.severity}"),
            _linked(each.insights),
            _linked(each.opportunities),
            _linked(each.solutions),
            _linked(each.metrics),
            words.phrase(f"thread.state.{each.state}"),
        )


def _linked(entities: Iterable[Entity[Any]]) -> str:
    return ", ".join(link(each.title, each.url) for each in entities)
