"""One module per kind of page: catalog → the page with the view that its template shows.

``page_kinds`` is the table of them. Views are loaded when they are first asked for: a check needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.pages.page_kinds import PAGE_KINDS

View = Callable[[Catalog, str], Page]


class Views(Mapping[str, View]):
    """Kind of page → what makes it, from the catalog and the id that the page is about."""

    def __getitem__(self, kind: str) -> View:
        from jmsite.pages.parts.page.complete import Complete

        view: View = loaded(PAGE_KINDS[kind].view)
        return Complete(view=view)

    def __iter__(self) -> Iterator[str]:
        return iter(PAGE_KINDS)

    def __len__(self) -> int:
        return len(PAGE_KINDS)

    def load(self) -> None:
        """Load every view of a page and of its Markdown, for copies of this process."""
        for page in PAGE_KINDS.values():
            for name in filter(None, (page.view, page.markdown)):
                loaded(name)


VIEWS = Views()


def loaded(name: str) -> Any:
    """Return the function that a row of the table names as ``module:function``."""
    module, _, function = name.partition(":")
    return getattr(import_module(f"{__name__}.{module}"), function)
