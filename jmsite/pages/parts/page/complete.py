"""Complete a view with what every page has: facets for the search, last change, backlinks, Markdown."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.model.value import Value, replace
from jmsite.pages.page_kinds import OWN_PAGES, PAGE_KINDS
from jmsite.pages.parts.changes.dated import last_changed
from jmsite.pages.parts.page.facets import facets
from jmsite.pages.parts.page.related import related


class Complete(Value):
    """A view whose pages say all that; those about no entity in particular say whether they are to be had as Markdown,
    and as what the search finds them.
    """

    view: Callable[[Catalog, str], Page]

    def __call__(self, catalog: Catalog, id: str) -> Page:
        page = self.view(catalog, id)
        row, kind = PAGE_KINDS[page.kind], OWN_PAGES.get(page.kind, "")
        entity, markdown = catalog.find(kind, id) if kind else None, bool(row.markdown)
        if entity is None:
            is_found = bool(row.found_as) and catalog.site.search
            facet = (("type", row.found_as),) if is_found else ()
            return replace(page, markdown=markdown, facets=facet, indexed=row.indexed)
        found = tuple(related(catalog, entity, row.related))
        return replace(
            page,
            facets=facets(catalog, entity),
            changed=last_changed(catalog, entity),
            related=found,
            markdown=markdown,
            indexed=row.indexed,
        )
