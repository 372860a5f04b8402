"""The page on how far the maps can be trusted, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.catalog import Catalog
from jmsite.model.markdown import escaped
from jmsite.model.messages import Messages
from jmsite.pages.health import FirstRows, health
from jmsite.pages.markdown.text import Parts, bullets, link, paragraphs


def trust(catalog: Catalog, _: str, __: str) -> Parts:
    """Return the page on how far the maps can be trusted."""
    page, words = health(catalog, ""), catalog.words
    view = page.view
    backed = "" if view.backed is None else f"{words.phrase('health.backed')}: {words.percent(view.backed)}"
    lists: list[str] = []
    for key in ("contradictions", "outdated", "due", "unreviewed", "unowned", "evidence", "readings"):
        some: FirstRows = getattr(view, key)
        if some.rows:
            name = words.phrase("home.due" if key == "due" else f"health.{key}")
            lists += [
                f"## {name} ({words.number(some.count, 0)})",
                bullets(_row(words, row) for row in some.rows),
            ]
    return paragraphs(
        f"# {escaped(page.title)}",
        escaped(page.description),
        f"{backed} {words.plural(view.scores, 'health.scores')}" if backed else "",
        escaped(view.coverage.caption) if view.coverage else "",
        *lists,
        *_findings(words, view.findings),
    )


def _row(words: Messages, row: Any) -> str:
    """Return a row of any of the lists: its link, and whatever it says beside it."""
    # the lists of this page have rows of several kinds, which a page shows by several templates
    day = getattr(row, "due", None) or getattr(row, "day", None)
    told = [escaped(text) for text in (getattr(row, "place", ""), getattr(row, "under", "")) if text]
    if hasattr(row, "measured"):
        scores = {"health.written": row.written.text, "basis.measured": row.measured.text}
        told += [row.who.title] if row.who else []
        told += [f"{words.phrase(key)} {score}" for key, score in scores.items()]
    told += [words.day(day)] if day else []
    return f"{link(row.title, row.url)}: {', '.join(told)}" if told else link(row.title, row.url)


def _findings(words: Messages, findings: Any) -> Iterator[str]:
    for owner, some in findings:
        yield f"## {words.phrase('health.findings')}: {escaped(owner or words.phrase('health.nobody'))}"
        yield bullets(
            f"{link(one.title, one.url)}: {escaped(one.said)} ({escaped(one.rule)}, {escaped(one.place)})"
            for one in some
        )
