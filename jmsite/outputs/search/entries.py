"""Collect what can be found in a site: its pages, and those parts of them that have an address of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, reduce

from jmsite.model.page import Output
from jmsite.model.value import Value

FOLDER = "search"
"""The folder of the search in a site, with its index and its page."""
PAGE = f"{FOLDER}/index.html"

PICTURE = re.compile(r"<svg\b[^<]*(?:<(?!/?svg\b)[^<]*)*</svg>")
"""A picture without one inside it."""
MAIN, END = "<main", "</main>"
FACETS, LAST = '<ul class="facets" hidden', "</ul>"
RECORD = re.compile(r'<article\b[^>]*\bdata-record="([^"]+)"[^>]*>.*?</article>', re.DOTALL)
HEADED = re.compile(
    r'(<(?:section|article)\b[^>]*?)\sid="([^"]+)"([^>]*>(?:(?!<(?:section|article|h[1-6])\b).)*<h[1-6]\b)(?![^>]*\sid=)',
    re.DOTALL,
)
IGNORED = (re.compile(r" data-pagefind-ignore(?=[ >])"), re.compile(r"<nav\b"))
"""The marks of what the indexer ignores, since we ask it to."""
TAG = re.compile(r"<(\w+)")
HEEDED = ("data-pagefind-", "data-record", "<h1", "<img", "<!--", "<script", "<style")
"""The signs of what the indexer looks at even in parts that it ignores, of our own records, and of what may hold
tags that are none.
"""
LANGUAGE = re.compile(r'<html\b[^>]*\blang="([^"]*)"')


class Findable(Value):
    """Something that can be found: its address from the site's root, and what stands there as HTML."""

    url: str
    html: str


class Library(Value):
    """Everything that can be found, and the language it is searched in.

    ``entries`` may come one after the other, for whoever looks through them once.
    """

    language: str
    entries: Iterable[Findable]


def library(outputs: Collection[Output]) -> Library:
    """Return what can be found in the pages of a site, among which is the page for the search."""
    found = tuple([entry for output in outputs for entry in entries(output)])
    return Library(language=searched_in(outputs) or "en", entries=found)


def searched_in(outputs: Iterable[Output]) -> str | None:
    """Return the language in which a site is searched, as its page for that says; None where there is no such page."""
    page = next((one.content for one in outputs if one.path == PAGE and isinstance(one.content, bytes)), None)
    if page is None:
        return None
    found = LANGUAGE.search(page.decode())
    return found[1] if found else "en"


def entries(output: Output) -> Iterator[Findable]:
    """Yield what can be found in a file of a site; nothing in one that is no page.

    A page is found when it says by which facets. Parts of it that name an address of their own are found there,
    and not as parts of the page. Its charts may be missing: what is told in words is the same without.
    """
    if output.path.endswith(".html") and isinstance(output.content, bytes):
        yield from _entries(output.path.removesuffix("index.html"), output.content.decode())


def _entries(url: str, page: str) -> Iterator[Findable]:
    begin, end = page.find(MAIN), page.rfind(END)
    # they stand behind the content, hidden, so that indexing needs the finished pages and nothing else
    facets = page.find(FACETS, end)
    if begin < 0 or facets < 0:
        return
    told = _told(reduce(_emptied, IGNORED, page[page.index(">", begin) + 1 : end]))
    records = list(RECORD.finditer(told))
    bounds = [0, *[place for record in records for place in record.span()], len(told)]
    rest = "".join([told[start:stop] for start, stop in zip(bounds[::2], bounds[1::2], strict=True)])
    about = page[facets : page.index(LAST, facets) + len(LAST)]
    # Pagefind knows places within a page by headings with an id; ours have it on the section around them
    yield Findable(url=url, html=HEADED.sub(r'\1\3 id="\2"', rest) + about)
    for record in records:
        yield Findable(url=record[1], html=record[0])


def _emptied(html: str, ignored: re.Pattern[str]) -> str:
    """Return HTML without what stands in parts that the indexer ignores by a mark of theirs; their own tags stay.

    Maps are such parts: 6.4 of the 14 MB that a site of 1,000 stages says. To leave them out takes 0.8 s of the
    processor off a first build of it (9.8), half of that in the indexer.
    """
    pieces: list[str] = []
    at = 0
    mark = ignored.search(html)
    while mark:
        begin, inside = html.rfind("<", 0, mark.start() + 1), html.index(">", mark.start()) + 1
        end = _end(html, begin, inside)
        if end > inside and not any(html.find(sign, inside, end) >= 0 for sign in HEEDED):
            pieces.append(html[at:inside])
            inside = at = end
        mark = ignored.search(html, inside)
    return "".join((*pieces, html[at:]))


def _end(html: str, begin: int, inside: int) -> int:
    """Return where the inside of the element that begins at a place ends; -1 where that is none, or has no end."""
    tag = TAG.match(html, begin)
    if not tag or html.find(">", begin, inside - 1) >= 0:
        return -1
    depth = 1
    for found in _tags(tag[1]).finditer(html, inside):
        depth += -1 if found[1] else 1
        if not depth:
            return found.start()
    return -1


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s>])")


def _told(html: str) -> str:
    """Return what is told in words: pictures change with the look of a site, and nobody finds them."""
    found = 1
    while found:
        # from the inside out: a picture may hold others
        html, found = PICTURE.subn("", html)
    return html
