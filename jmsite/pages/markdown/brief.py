"""The brief of a department as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog
from jmsite.model.markdown import escaped
from jmsite.pages.brief import BriefView, LowMark, brief
from jmsite.pages.markdown.next_steps import group_markdown, work_line
from jmsite.pages.markdown.text import Parts, bullets, link, paragraphs


def brief_markdown(catalog: Catalog, _: str, id: str) -> Parts:
    """Return the brief of a department."""
    page = brief(catalog, id)
    view: BriefView = page.view
    words = catalog.words
    return paragraphs(
        f"# {escaped(page.title)}",
        f"{link(view.journey.title, view.journey.url)}: {escaped(view.finding)}",
        *_part(catalog, "lows", [_low(catalog, low) for low in view.lows]),
        *(group_markdown(catalog, view.stake) if view.stake else ()),
        *_part(
            catalog,
            "coming",
            [work_line(catalog, work) for work in view.coming],
        ),
        *_part(
            catalog,
            "shipped",
            [
                f"{link(row.title, row.url)} ({escaped(row.day)}) {escaped(row.told)}".rstrip()
                for row in view.shipped
            ],
        ),
        *_part(
            catalog,
            "assumed",
            [
                words.phrase(
                    "brief.assumed.of", n=words.number(view.assumed, 0), all=words.number(view.scores, 0)
                )
            ]
            + [link(row.title, row.url) for row in view.guesses]
            if view.scores
            else [],
        ),
    )


def _part(catalog: Catalog, key: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {escaped(catalog.words.phrase(f'brief.{key}'))}"
        yield bullets(lines)


def _low(catalog: Catalog, low: LowMark) -> str:
    words = catalog.words
    n = "" if low.mark.n is None else words.phrase("n", n=words.number(low.mark.n, 0))
    who = low.who.title if low.who else ""
    told = words.row(low.mark.text, who, words.phrase(f"basis.{low.mark.basis}"), n)
    quote = f" “{escaped(low.quote)}”" if low.quote else f": {escaped(low.pain)}" if low.pain else ""
    asked = "" if low.n is None else words.phrase("n", n=words.number(low.n, 0))
    source = words.row(low.source, asked)
    return f"{link(low.title, low.url)} ({escaped(told)}){quote}{f' ({escaped(source)})' if source else ''}"
