"""Exports that are made of the pages of a site: one file that opens from disk, a book, posters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from jmsite.cli.errors import RefusedError
from jmsite.cli.export_file import ExportedFile, counted
from jmsite.cli.export_options import ExportWishes
from jmsite.cli.export_pictures import picture
from jmsite.cli.site_pages import BuiltSite
from jmsite.exporting.one_file import LARGEST, OneFile, one_file
from jmsite.exporting.paper import Paper, paper
from jmsite.exporting.selection import Selection
from jmsite.exporting.table import NothingToExportError
from jmsite.formats.markup import title_of
from jmsite.model.page import PageKey
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.printing.book import WIDEST, BookParts, book, book_style
from jmsite.printing.chromium import NoChromiumError
from jmsite.printing.pdf.reading import sheets_in
from jmsite.printing.poster import poster

NOT_PRINTED = ("home", "fields", "tags", "tag")
"""The kinds of pages that lead to others and no more: a book has its contents."""
CHAPTER = 400_000
"""Characters of the pages of a book that are printed as one document: more take memory, fewer a second each."""
FRONT = ""
"""The URL of the list of what a file holds: there, a link to the front page of the site leads to it."""


def as_html(built: BuiltSite, selection: Selection, _: ExportWishes) -> ExportedFile:
    """Return the pages of a selection as one file. Raises ``NothingToExportError``."""
    pages = built.pages
    keys = pages.alone(selection)
    if not keys:
        raise NothingToExportError("what is named has no page of its own")
    urls = [key.url for key in keys]
    alone = len(selection.all("journey")) < 2 and len(selection.named) < 2
    if alone or FRONT in urls:
        return _told(one_file(pages, urls))
    front = built.contents(built.catalog.site.title, keys, titles(built, keys))
    with_list = replace(pages, html=lambda url: front if url == FRONT else pages.html(url))
    return _told(one_file(with_list, [FRONT, *urls]))


def _told(made: OneFile) -> ExportedFile:
    """Return a file with what is said of it."""
    notes = tuple(
        f"left out: {path} is larger than {LARGEST // 1000} kB; its words stand in its place"
        for path in made.left_out
    )
    return ExportedFile(content=made.content, count=counted(made.pages, "page"), notes=notes)


def as_pdf(built: BuiltSite, selection: Selection, wishes: ExportWishes) -> ExportedFile:
    """Return a selection on paper: its maps as posters, or its pages as a book. Raises ``NothingToExportError``."""
    try:
        if wishes.poster:
            return as_poster(built, selection, wishes.poster)
        return as_book(built, selection, wishes.paper or "A4")
    except NoChromiumError as missing:
        raise RefusedError(str(missing)) from None


def as_book(built: BuiltSite, selection: Selection, paper_size: str) -> ExportedFile:
    """Return the pages of a selection as a book. Raises ``NothingToExportError`` and ``NoChromiumError``."""
    keys = [key for key in built.pages.of(selection, close=False) if key.kind not in NOT_PRINTED]
    if not keys:
        raise NothingToExportError("what is named has no page of its own")
    parts = _parts_of_book(built, keys, title_of_book(built, selection), paper_size)
    built.doing.words = f"making {counted(len(keys), 'page')}"
    made = book(parts, built.catalog.today)
    return ExportedFile(
        content=made, count=f"{counted(len(keys), 'page')} on {counted(sheets_in(made), 'sheet')}"
    )


def _parts_of_book(built: BuiltSite, keys: Sequence[PageKey], title: str, paper_size: str) -> BookParts:
    """Return the documents of a book: its front, and its pages in chapters."""
    urls, named = [FRONT, *(key.url for key in keys)], titles(built, keys)

    def leaves(places: Mapping[str, int]) -> Paper:
        sheets = {url: str(places.get(f"leaf-{at}", WIDEST)) for at, url in enumerate(urls, 1)}
        front = built.contents(title, keys, named, sheets)
        with_front = replace(built.pages, html=lambda url: front if url == FRONT else built.pages.html(url))
        return Paper(with_front, urls, title, "book")

    made = leaves({})
    chapters = made.chapters(CHAPTER, apart=(FRONT,))

    def front(places: Mapping[str, int]) -> str:
        built.doing.words = f"printing the contents of {counted(len(keys), 'page')}"
        return (leaves(places) if places else made).document([FRONT], book_style(paper_size, title))

    def chapter(some: Sequence[str], before: int) -> str:
        begin, end = (urls.index(url) for url in (some[0], some[-1]))
        which = f"page {begin}" if begin == end else f"pages {begin} to {end}"
        built.doing.words = f"printing {which} of {len(keys)}"
        return made.document(some, book_style(paper_size, title, before))

    return BookParts(title=title, front=front, chapters=tuple(partial(chapter, some) for some in chapters))


def as_poster(built: BuiltSite, selection: Selection, sheet: str) -> ExportedFile:
    """Return each journey of a selection on one sheet. Raises ``NothingToExportError`` and ``NoChromiumError``."""
    urls = maps_of(built, selection)
    if not urls:
        raise NothingToExportError("a poster shows journeys, and there are none")
    document = paper(built.pages, urls, title_of_book(built, selection), "", "poster")
    built.doing.words = f"printing {counted(len(urls), 'map')} on {sheet}"
    made = poster(document, [f"leaf-{at}" for at in range(1, len(urls) + 1)], sheet, built.catalog.today)
    return ExportedFile(content=made, count=f"{counted(len(urls), 'map')} on {sheet}")


def maps_of(built: BuiltSite, selection: Selection) -> list[str]:
    """Return the URLs of the maps of a selection."""
    ids = {one.id for one in selection.all("journey")}
    return [key.url for key in built.pages.keys if key.kind == "journey" and key.id in ids]


def title_of_book(built: BuiltSite, selection: Selection) -> str:
    """Return the title of what was named; that of the portal where it was several things, or all."""
    found = built.catalog.find(*selection.named[0]) if len(selection.named) == 1 else None
    return found.title if found else built.catalog.site.title


def titles(built: BuiltSite, keys: Sequence[PageKey]) -> dict[str, str]:
    """Return the titles of pages that are about no entity by their URLs, as their own head says them."""
    end = f" · {built.catalog.site.title}"
    own = [key for key in keys if not PAGE_KINDS[key.kind].own]
    return {key.url: title_of(built.html(key.url)).removesuffix(end) for key in own}


PAGES: Final[dict[str, Callable[[BuiltSite, Selection, ExportWishes], ExportedFile]]] = {
    "html": as_html,
    "pdf": as_pdf,
    "png": picture,
    "svg": picture,
}
"""The function that makes each format that is made of pages."""
