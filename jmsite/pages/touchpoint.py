"""The page of a touchpoint, where customer and company meet, and the list of them all."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.registry import Touchpoint
from jmsite.model.messages import capitalized
from jmsite.model.page import Page
from jmsite.pages.parts.lists.stages_as_steps import steps_with
from jmsite.pages.parts.lists.usage_lists import UsedRow, listing, ordered, used_row
from jmsite.pages.parts.lists.used_page import used_page
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.facts import Fact, address, dots, dotted, linked
from jmsite.pages.parts.page.marks import touchpoint_links


def touchpoint(catalog: Catalog, id: str) -> Page:
    """Return the page of a touchpoint."""
    entity = require_entity(catalog.touchpoint(id))
    icon = touchpoint_links(catalog, (id,))[0].icon
    steps = steps_with(catalog, "touchpoint", id)
    return used_page(catalog, entity, icon, steps, _facts(catalog, entity))


def _facts(catalog: Catalog, entity: Entity[Touchpoint]) -> list[Fact]:
    fields = entity.fields
    owner = catalog.department(fields.owner or "")
    thought = catalog.department(fields.perceived_owner or "")
    channel = catalog.channel(fields.channel or "")
    differs = thought if thought and owner and thought.id != owner.id else None
    return [
        Fact(key="status", sort="status", value=fields.status),
        dotted("importance", fields.importance),
        Fact(
            key="channel",
            sort="links",
            value=linked(channel, (channel.fields.icon or channel.id) if channel else ""),
        ),
        Fact(key="owner", sort="links", value=linked(owner)),
        Fact(
            key="perceived-owner",
            sort="differs" if differs else "links",
            value=linked(differs or (None if owner else thought)),
        ),
        Fact(key="kind", sort="text", value=capitalized(fields.kind or "")),
        Fact(key="link", sort="links", value=address(catalog, fields.link)),
    ]


def touchpoints(catalog: Catalog, _: str) -> Page:
    """Return the list of all touchpoints, the worst first."""
    rows = [_row(catalog, entity) for entity in catalog.all("touchpoint")]
    return listing(catalog, "touchpoint", rows)


def touchpoint_rows(catalog: Catalog, ids: tuple[str, ...]) -> tuple[UsedRow, ...]:
    """Return some touchpoints as rows of a list, the worst first."""
    return ordered([_row(catalog, entity) for entity in catalog.found("touchpoint", ids)])


def _row(catalog: Catalog, entity: Entity[Touchpoint]) -> UsedRow:
    fields = entity.fields
    channel = catalog.channel(fields.channel or "")
    return used_row(
        catalog,
        entity,
        steps_with(catalog, "touchpoint", entity.id),
        icon=touchpoint_links(catalog, (entity.id,))[0].icon,
        channel=linked(channel),
        owner=linked(catalog.department(fields.owner or "")),
        status=fields.status,
        weight=dots(fields.importance),
        importance=fields.importance or 0,
        kind=fields.kind or "",
    )
