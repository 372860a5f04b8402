"""List the pages that a catalog has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from jmsite.model.catalog import Catalog
from jmsite.model.page import PageKey
from jmsite.pages.page_kinds import PAGE_KINDS, PageKind


def derive(catalog: Catalog) -> tuple[PageKey, ...]:
    """Return the pages of a site in the order of the table; pages about one entity follow each other."""
    by_subject = groupby(PAGE_KINDS.values(), key=lambda page: page.about or page.name)
    return tuple(key for _, pages in by_subject for key in _together(pages, catalog))


def _together(pages: Iterable[PageKind], catalog: Catalog) -> Iterator[PageKey]:
    """Return the pages of kinds that are about the same entities, entity by entity."""
    about: dict[str, list[PageKey]] = {}
    for page in pages:
        for id, url in page.pages(catalog):
            about.setdefault(id, []).append(PageKey(kind=page.name, id=id, url=url))
    return (key for keys in about.values() for key in keys)
