"""Exports that are made of the pages of a site: one file that opens from disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jmsite.cli.exported import Exported, counted
from jmsite.cli.site_pages import BuiltSite
from jmsite.exporting.one_file import LARGEST, OneFile, one_file
from jmsite.exporting.selection import Selection
from jmsite.exporting.site_pages import SitePages
from jmsite.exporting.table import NothingToExportError
from jmsite.formats.markup import title_of
from jmsite.model.page import PageKey
from jmsite.pages.page_kinds import PAGE_KINDS

FRONT = ""
"""The URL of the list of what a file holds: there, a link to the front page of the site leads to it."""


def as_html(built: BuiltSite, selection: Selection) -> Exported:
    """Return the pages of a selection as one file. Raises ``NothingToExportError``."""
    pages = built.pages
    keys = first_named(pages.of(selection, close=True), selection, pages)
    if not keys:
        raise NothingToExportError("what is named has no page of its own")
    urls = [key.url for key in keys]
    alone = len(selection.all("journey")) < 2 and len(selection.named) < 2
    if alone or FRONT in urls:
        return _told(one_file(pages, urls))
    front = built.contents(built.catalog.site.title, keys, titles(built, keys))
    with_list = replace(pages, html=lambda url: front if url == FRONT else pages.html(url))
    return _told(one_file(with_list, [FRONT, *urls]))


def _told(made: OneFile) -> Exported:
    """Return a file with what is said of it."""
    notes = tuple(
        f"left out: {path} is larger than {LARGEST // 1000} kB; its words stand in its place"
        for path in made.left_out
    )
    return Exported(content=made.content, count=counted(made.pages, "page"), notes=notes)


def first_named(keys: Sequence[PageKey], selection: Selection, pages: SitePages) -> list[PageKey]:
    """Return pages with that of the one thing that was named before all others."""
    if len(selection.named) != 1:
        return list(keys)
    named = [key for key in keys if (pages.kinds.get(key.kind), key.id) == selection.named[0]]
    return [*named, *(key for key in keys if key not in named)]


def titles(built: BuiltSite, keys: Sequence[PageKey]) -> dict[str, str]:
    """Return the titles of pages that are about no entity by their URLs, as their own head says them."""
    end = f" · {built.catalog.site.title}"
    own = [key for key in keys if not PAGE_KINDS[key.kind].own]
    return {key.url: title_of(built.html(key.url)).removesuffix(end) for key in own}
