"""A page as Markdown, for those who read without a browser: catalog → the parts of the text.

Made of the same catalog as the pages, field by field, so that a new field stands in the twins as soon as it is
declared. Addresses stand between NUL signs, as seen from the site's root; ``outputs/markdown`` makes them relative.
"""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.model.value import Value
from jmsite.pages.markdown.entity import about
from jmsite.pages.markdown.lists import all_of, all_tags, compared, contents, guide, tagged
from jmsite.pages.markdown.text import Parts
from jmsite.pages.markdown.trust import trust
from jmsite.pages.parts.facets import PAGES

Twin = Callable[[Catalog, str], Parts]
LISTS = (
    "journeys", "personas", "touchpoints", "channels", "systems", "departments", "metrics", "opportunities",
    "solutions", "insights", "research", "pages",
)  # fmt: skip


class Of(Value):
    """The twin of what a function makes of a kind."""

    make: Callable[[Catalog, str, str], Parts]
    kind: str

    def __call__(self, catalog: Catalog, id: str) -> Parts:
        return self.make(catalog, self.kind, id)


def _list(catalog: Catalog, folder: str, _: str) -> Parts:
    return all_of(catalog, folder)


TWINS: dict[str, Twin] = {
    "home": contents,
    "compare": compared,
    "health": trust,
    "tags": all_tags,
    "tag": tagged,
    **{page: Of(about, kind) for page, kind in PAGES.items()},
    **{page: Of(_list, page) for page in LISTS},
}
"""Kind of page → what makes its twin, from the catalog and the id that the page is about."""


__all__ = ["TWINS", "Parts", "Twin", "guide"]
