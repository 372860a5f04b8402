"""Write as Markdown which ways people took through a journey, as its log of events counts them."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import FigureTable
from jmsite.model.markdown import escaped
from jmsite.pages.markdown.text import bullets, link, table
from jmsite.pages.parts.map.flow import observed_flow


def observed(catalog: Catalog, journey: Entity[Journey]) -> Iterator[str]:
    """Yield the ways taken, those that nobody drew, and the steps that nobody takes; nothing without a log."""
    told, words = observed_flow(catalog, journey), catalog.words
    if told is None:
        return
    yield f"## {words.phrase('flow.title')}"
    yield escaped(told.caption)
    yield f"### {words.phrase('flow.ways')}"
    yield _table(told.ways)
    if told.undrawn:
        yield f"### {words.phrase('flow.notdrawn')}"
        yield _table(told.undrawn)
    if told.untaken:
        yield f"### {words.phrase('flow.untaken')}"
        yield bullets(link(one.title, one.url) for one in told.untaken)


def _table(found: FigureTable) -> str:
    return table(found.columns, (tuple(escaped(cell) for cell in row) for row in found.rows))
