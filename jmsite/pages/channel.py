"""The ways by which customer and company reach each other: a channel's page, and the list of them all."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.registry import Channel
from jmsite.model.page import Page
from jmsite.pages.parts.lists.stages_as_steps import steps_with
from jmsite.pages.parts.lists.usage_lists import UsedRow, listing, used_row
from jmsite.pages.parts.lists.used_page import used_page
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.facts import Fact
from jmsite.pages.parts.page.marks import IconLink, icon_link, touchpoint_links
from jmsite.pages.touchpoint import touchpoint_rows


def channel(catalog: Catalog, id: str) -> Page:
    """Return the page of a channel."""
    entity = require_entity(catalog.channel(id))
    steps = tuple(steps_of_channel(catalog, id))
    mine = _touchpoints(catalog, id)

    def via(step: Entity[Step]) -> tuple[IconLink, ...]:
        return touchpoint_links(catalog, (each for each in step.fields.touchpoint if each in mine))

    rows, told = touchpoint_rows(catalog, mine), _facts(catalog, entity)
    return used_page(catalog, entity, _icon(entity), steps, told, rows, via)


def channels(catalog: Catalog, _: str) -> Page:
    """Return the list of all channels, the worst first."""
    return listing(catalog, "channel", [_row(catalog, entity) for entity in catalog.all("channel")])


def _touchpoints(catalog: Catalog, id: str) -> tuple[str, ...]:
    return tuple(entity.id for entity in catalog.users("channel", id, "touchpoint"))


def steps_of_channel(catalog: Catalog, id: str) -> Iterator[Entity[Step]]:
    """Yield the steps that name a channel, and those that use one of its touchpoints."""
    yield from steps_with(catalog, "channel", id)
    for touchpoint in _touchpoints(catalog, id):
        yield from steps_with(catalog, "touchpoint", touchpoint)


def _facts(catalog: Catalog, entity: Entity[Channel]) -> list[Fact]:
    fields = entity.fields
    people = [
        (rated.rating or 0, persona)
        for persona in catalog.users("channel", entity.id, "persona")
        for rated in persona.fields.channels
        if rated.channel == entity.id
    ]
    # who likes it best comes first; sorting is stable, so equals stay in the order of titles
    people.sort(key=lambda pair: -pair[0])
    used_by = tuple(icon_link(persona) for _, persona in people)
    return [
        Fact(key="kind", sort="word", value=f"channel.{fields.kind}" if fields.kind else ""),
        Fact(key="owner", sort="text", value=fields.owner or ""),
        Fact(key="personas", sort="links", value=used_by),
    ]


def _row(catalog: Catalog, entity: Entity[Channel]) -> UsedRow:
    return used_row(
        catalog,
        entity,
        steps_of_channel(catalog, entity.id),
        icon=_icon(entity),
        under=entity.fields.summary or "",
        parts=len(_touchpoints(catalog, entity.id)),
    )


def _icon(entity: Entity[Channel]) -> str:
    return entity.fields.icon or entity.id
