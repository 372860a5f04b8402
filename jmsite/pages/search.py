"""The page of the search, and the words that its script needs."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.kinds import ENTITIES, RESULTS
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.page.facets import FACETS
from jmsite.pages.parts.page.people import PersonaMark, persona_marks

STATUSES = (
    *("draft", "in-review", "published", "retired"),
    *("assumption", "validated"),
    *("open", "in-progress", "solved", "dismissed"),
    *("idea", "planned", "building", "shipped", "dropped"),
    *("proposed", "live", "at-risk"),
)


class SearchView(Value):
    """The filters of the search: types with their icons, personas with their marks, statuses; and the other facets.

    ``results`` are the forms of the words that tell how many were found.
    """

    types: tuple[tuple[str, str], ...]
    personas: tuple[PersonaMark, ...]
    statuses: tuple[str, ...]
    others: tuple[str, ...]
    results: tuple[tuple[str, str], ...]
    language: str


def search(catalog: Catalog, _: str) -> Page:
    """Return the page that searches the site, and leads on where nothing can be searched."""
    others = tuple(facet for facet in FACETS if facet not in ("type", "persona"))
    view = SearchView(
        types=tuple((kind, ENTITIES[kind].icon) for kind in RESULTS),
        personas=tuple(persona_marks(catalog).values()),
        statuses=STATUSES,
        others=others,
        results=catalog.words.forms("search"),
        language=catalog.site.language,
    )
    return Page(kind="search", url="search/", title=catalog.words.phrase("search.label"), view=view)
