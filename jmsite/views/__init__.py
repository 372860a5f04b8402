"""One module per kind of page: catalog → the page with the view that its template shows."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.views.journey import journey

View = Callable[[Catalog, str], Page]

VIEWS: dict[str, View] = {
    "journey": journey,
}
"""Kind of page → what makes it, from the catalog and the id that the page is about."""
