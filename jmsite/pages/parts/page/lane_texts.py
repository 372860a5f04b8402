"""Fill in the links of lane texts from the catalog."""

from __future__ import annotations

from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.page import Text
from jmsite.pages.parts.page.prose import href


def words(catalog: Catalog, written: str) -> str:
    """Return a text of a lane in its words alone, for lists, descriptions and links."""
    found = catalog.lane_text(written)
    return found.prose.text if found else written


def shown_text(
    catalog: Catalog, entity: Entity[Any], written: str, linked: bool = True
) -> tuple[str, Text | None]:
    """Return the words of a text of a lane of an entity, and how it is formatted; None for words alone.

    Not ``linked``, of links in it only the words are kept: it stands in a link itself.
    """
    found = catalog.lane_text(written)
    if found is None:
        return written, None
    links = found.prose.links if linked else ()
    hrefs = tuple(href(catalog, entity.path, link, None) for link in links)
    return found.prose.text, Text(prose=found.prose, hrefs=hrefs, block=found.block)
