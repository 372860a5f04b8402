"""What every page says beside its view: by what it is found, when it changed, what else names it, and its twin."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.model.value import Value, replace
from jmsite.pages.page_kinds import OWN_PAGES, PAGE_KINDS
from jmsite.pages.parts.dated import changed
from jmsite.pages.parts.facets import facets
from jmsite.pages.parts.related import related


class Complete(Value):
    """A view whose pages say all that; of a page about no entity in particular only whether it has a twin."""

    view: Callable[[Catalog, str], Page]

    def __call__(self, catalog: Catalog, id: str) -> Page:
        page = self.view(catalog, id)
        kind, twin = OWN_PAGES.get(page.kind, ""), bool(PAGE_KINDS[page.kind].twin)
        entity = catalog.find(kind, id) if kind else None
        if entity is None:
            return replace(page, twin=twin)
        found = tuple(related(catalog, entity))
        return replace(
            page, facets=facets(catalog, entity), changed=changed(catalog, entity), related=found, twin=twin
        )
