"""The changes of the past, as Markdown: a heading for each state, a list for each journey."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog
from jmsite.model.markdown import escaped
from jmsite.pages.markdown.text import Parts, paragraphs
from jmsite.pages.parts.changes.history import ToldPeriod, periods


def changes_markdown(catalog: Catalog, _: str, __: str) -> Parts:
    """Return the page of what changed."""
    words = catalog.words
    head = (f"# {escaped(words.phrase('change.title'))}", escaped(words.phrase("changes.under")))
    return paragraphs(*head, *(part for period in periods(catalog) for part in _period(catalog, period)))


def _period(catalog: Catalog, period: ToldPeriod) -> Iterator[str]:
    from jmsite.pages.parts.changes.change_words import plain

    yield f"## {escaped(period.title)}"
    for group in period.groups:
        yield f"### {escaped(group.title)}"
        yield "\n".join(f"- {escaped(plain(line.pieces))}" for line in (*group.lines, *group.rest))
    if period.others:
        yield escaped(catalog.words.plural(period.others, "changes.others"))
