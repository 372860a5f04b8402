"""List the pages that a catalog has."""

from __future__ import annotations

from itertools import groupby

from jmsite.model.catalog import Catalog
from jmsite.model.page import PageKey
from jmsite.pages.page_kinds import PAGE_KINDS, PageKind

Subject = tuple[PageKind, ...]
"""The kinds of pages that are about the same entities."""
SUBJECTS: tuple[tuple[str, Subject], ...] = tuple(
    [
        (about, tuple(pages))
        for about, pages in groupby(PAGE_KINDS.values(), key=lambda page: page.about or page.name)
    ]
)


def derive(catalog: Catalog) -> tuple[PageKey, ...]:
    """Return the pages of a site in the order of the table; pages about one entity follow each other."""
    return tuple(key for _, pages in SUBJECTS for key in pages_about(catalog, pages))


def pages_about(catalog: Catalog, pages: Subject) -> tuple[PageKey, ...]:
    """Return the pages of kinds that are about the same entities, entity by entity."""
    about: dict[str, list[PageKey]] = {}
    for page in pages:
        for id, url in page.pages(catalog):
            about.setdefault(id, []).append(PageKey(kind=page.name, id=id, url=url))
    return tuple([key for keys in about.values() for key in keys])
