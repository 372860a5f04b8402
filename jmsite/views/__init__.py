"""One module per kind of page: catalog → the page with the view that its template shows."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.views.atlas import journeys
from jmsite.views.compare import compare
from jmsite.views.home import home
from jmsite.views.journey import journey
from jmsite.views.persona import persona
from jmsite.views.personas import personas
from jmsite.views.stage import stage

View = Callable[[Catalog, str], Page]

VIEWS: dict[str, View] = {
    "home": home,
    "journeys": journeys,
    "journey": journey,
    "stage": stage,
    "compare": compare,
    "personas": personas,
    "persona": persona,
}
"""Kind of page → what makes it, from the catalog and the id that the page is about."""
