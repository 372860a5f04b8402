"""The page of threads as Markdown: a table of pains and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.markdown import escaped
from jmsite.pages.markdown.text import Parts, link, paragraphs, table
from jmsite.pages.parts.threads import tally, threads


def threaded(catalog: Catalog, _: str, __: str) -> Parts:
    """Return the page of threads."""
    words, found = catalog.words, threads(catalog)
    counted = tally(catalog, found)
    names = ("pain", "step", "severity", "insight", "opportunity", "solution", "metric", "state")
    return paragraphs(
        f"# {escaped(words.phrase('thread.title'))}",
        escaped(counted.told) if counted else "",
        table(tuple(words.phrase(f"thread.head.{name}") for name in names), _rows(catalog)) if found else "",
    )


def _rows(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    words = catalog.words
    for each in threads(catalog):
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
