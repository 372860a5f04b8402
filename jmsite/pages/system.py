"""The page of a system that steps run on, and the list of them all."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.registry import System
from jmsite.model.page import Page
from jmsite.pages.parts.lists.stages_as_steps import steps_with
from jmsite.pages.parts.lists.usage_lists import UsedRow, listing, ordered, used_row
from jmsite.pages.parts.lists.used_page import used_page
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.facts import Fact, address, linked
from jmsite.pages.parts.page.marks import icon_link

ICON = "system"


def system(catalog: Catalog, id: str) -> Page:
    """Return the page of a system."""
    entity = require_entity(catalog.system(id))
    steps = steps_with(catalog, "system", id)
    return used_page(catalog, entity, ICON, steps, _facts(catalog, entity))


def systems(catalog: Catalog, _: str) -> Page:
    """Return the list of all systems, those at the worst moments first."""
    return listing(catalog, "system", [_row(catalog, entity) for entity in catalog.all("system")])


def system_rows(catalog: Catalog, ids: tuple[str, ...]) -> tuple[UsedRow, ...]:
    """Return some systems as rows of a list, the worst first."""
    return ordered(_row(catalog, entity) for entity in catalog.found("system", ids))


def _facts(catalog: Catalog, entity: Entity[System]) -> list[Fact]:
    fields = entity.fields
    others = catalog.found("department", (id for id in fields.departments if id != fields.owner))
    return [
        Fact(key="owner", sort="links", value=linked(catalog.department(fields.owner or ""))),
        Fact(
            key="departments",
            sort="links",
            value=tuple(icon_link(each) for each in others),
        ),
        Fact(key="link", sort="links", value=address(catalog, fields.link)),
    ]


def _row(catalog: Catalog, entity: Entity[System]) -> UsedRow:
    return used_row(
        catalog,
        entity,
        steps_with(catalog, "system", entity.id),
        icon=ICON,
        under=entity.fields.summary or "",
        owner=linked(catalog.department(entity.fields.owner or "")),
    )
