"""The page for addresses at which there is nothing (404)."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page


def missing(catalog: Catalog, _: str) -> Page:
    """Return the page for addresses that lead nowhere; it is shown at any depth, so it says no address of its own."""
    return Page(kind="missing", url="404.html", title=catalog.words.phrase("missing.title"), view=None)
