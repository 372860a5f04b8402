"""Fill the slots of prose from the catalog: addresses of links, drawings of chart blocks."""

from __future__ import annotations

from typing import Any

from jmsite.model.addresses import prose_target
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.page import Text
from jmsite.model.sources import ProseLink
from jmsite.model.url_schemes import leads_out
from jmsite.pages.parts.figures.blocks import drawing
from jmsite.pages.parts.page.links import address_of


def text(catalog: Catalog, entity: Entity[Any], url: str) -> Text:
    """Return an entity's prose for the page at ``url``: the URL of each link or None, the drawing of each chart."""
    prose, path = catalog.prose(entity), entity.prose_path
    return Text(
        prose=prose,
        hrefs=tuple(href(catalog, path, link, url) for link in prose.links),
        drawings=tuple(
            drawing(catalog, catalog.find("chart", f"{path}#{place}")) for place in range(len(prose.charts))
        ),
        moved=tuple((catalog.read("moved", path) or {}).items()),
    )


def href(catalog: Catalog, path: str, link: ProseLink, url: str | None) -> str | None:
    """Return where a link leads: outside as written, to the page of a source file; None to what is not there."""
    goal = prose_target(path, link.href)
    if goal is None:
        return link.href if not link.image and leads_out(link.href) else None
    file, anchor = goal
    return address_of(catalog, file, anchor, url if file == path else None)
