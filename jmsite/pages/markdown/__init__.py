"""A page as Markdown, for those who read without a browser: catalog → the parts of the text.

Made of the same catalog as the pages, field by field, so that a new field stands in Markdown as soon as it is
declared. Addresses stand between NUL signs, as seen from the site's root; ``outputs/markdown`` makes them relative. The
rows of ``pages/page_kinds`` say which function makes the Markdown of which kind of page.
"""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.pages import loaded
from jmsite.pages.markdown.text import Parts
from jmsite.pages.page_kinds import PAGE_KINDS

MarkdownView = Callable[[Catalog, str, str], Parts]
"""Catalog, kind of entity that the page is about, id → what its Markdown page says."""


def page_markdown(catalog: Catalog, page_kind: str, id: str) -> Parts:
    """Return what a page says as Markdown, whose kind has that."""
    page = PAGE_KINDS[page_kind]
    view: MarkdownView = loaded(page.markdown)
    return view(catalog, page.kind, id)
