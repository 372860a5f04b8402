"""The page of something that steps use: a touchpoint, a channel, a system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.page import Page, Text
from jmsite.model.value import Value
from jmsite.pages.parts.lists.usage import (
    JourneyUse,
    Summary,
    Via,
    metric_marks,
    opportunity_cards,
    summary,
    uses,
)
from jmsite.pages.parts.lists.usage_lists import Columns, UsedRow, columns
from jmsite.pages.parts.page.entity_page import entity_page, free_anchors
from jmsite.pages.parts.page.facts import Fact, facts, tags
from jmsite.pages.parts.page.marks import MetricMark, OpportunityCard
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.prose import text


class UsedView(Value):
    """Something that steps use: where, how that feels, and what is done about it.

    ``rows`` are the touchpoints of a channel, ``ids`` the anchors that its prose leaves to its fields.
    """

    icon: str
    summary: str
    facts: tuple[Fact, ...]
    sum: Summary
    rows: tuple[UsedRow, ...]
    columns: Columns
    journeys: tuple[JourneyUse, ...]
    metrics: tuple[MetricMark, ...]
    opportunities: tuple[OpportunityCard, ...]
    ids: tuple[str, ...]
    text: Text


def used_page(
    catalog: Catalog,
    entity: Entity[Any],
    icon: str,
    steps: Iterable[Entity[Step]],
    told: Iterable[Fact],
    rows: tuple[UsedRow, ...] = (),
    via: Via | None = None,
) -> Page:
    """Return the page of an entity that ``steps`` use."""
    fields, steps = entity.fields, tuple(steps)
    view = UsedView(
        icon=icon,
        summary=fields.summary or "",
        facts=facts(entity, (*told, *own_facts(catalog, entity), tags(entity))),
        sum=summary(catalog, steps),
        rows=rows,
        columns=columns(rows),
        journeys=uses(catalog, steps, via),
        metrics=metric_marks(catalog, steps),
        opportunities=opportunity_cards(catalog, steps),
        ids=free_anchors(entity, ("summary",)),
        text=text(catalog, entity, entity.url),
    )
    return entity_page(catalog, entity, entity.kind, view, view.summary)
