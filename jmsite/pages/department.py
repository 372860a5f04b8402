"""The page of a department: what it owns, and what is due."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.registry import Department
from jmsite.model.page import Page, Text
from jmsite.model.url_schemes import leads_out
from jmsite.model.value import Value, replace
from jmsite.pages.page_conditions import takes_part
from jmsite.pages.parts.evidence.threads import ThreadTally, tally, threads
from jmsite.pages.parts.lists.responsibilities import (
    DepartmentRow,
    department_row,
    leads,
    opportunity_rows,
    owned,
    parts_of,
    review_rows,
    solution_rows,
)
from jmsite.pages.parts.lists.stages_as_steps import steps_with
from jmsite.pages.parts.lists.usage import JourneyUse, Summary, metric_marks, summary, uses
from jmsite.pages.parts.lists.usage_lists import Columns, UsedRow, columns
from jmsite.pages.parts.page.entity_page import entity_page, free_anchors, require_entity
from jmsite.pages.parts.page.facts import Fact, address, facts, linked, tags
from jmsite.pages.parts.page.hierarchy import links_above
from jmsite.pages.parts.page.marks import ListRow, MetricMark
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.prose import text
from jmsite.pages.system import system_rows
from jmsite.pages.touchpoint import touchpoint_rows


class DepartmentView(Value):
    """A department: whether it has a ``brief``, what is due, what it owns, and the steps it has a part in, ``leads`` of
    them as the first.
    """

    id: str
    summary: str
    facts: tuple[Fact, ...]
    sum: Summary
    brief: bool
    leads: int
    parts: tuple[DepartmentRow, ...]
    thread: ThreadTally | None
    opportunities: tuple[ListRow, ...]
    solutions: tuple[ListRow, ...]
    reviews: tuple[ListRow, ...]
    owned: tuple[tuple[str, tuple[UsedRow, ...], Columns], ...]
    metrics: tuple[MetricMark, ...]
    journeys: tuple[JourneyUse, ...]
    ids: tuple[str, ...]
    text: Text


def department(catalog: Catalog, id: str) -> Page:
    """Return the page of a department."""
    entity = require_entity(catalog.department(id))
    page = entity_page(catalog, entity, "department", _view(catalog, entity), entity.fields.summary or "")
    return replace(page, crumbs=(*page.crumbs, *links_above(catalog, entity)))


def _view(catalog: Catalog, entity: Entity[Department]) -> DepartmentView:
    id, fields = entity.id, entity.fields
    steps = steps_with(catalog, "department", id)
    return DepartmentView(
        id=id,
        summary=fields.summary or "",
        facts=facts(entity, _facts(catalog, entity)),
        sum=summary(catalog, steps),
        brief=takes_part(catalog, entity),
        leads=sum(leads(catalog, step, id) for step in steps),
        parts=tuple(department_row(catalog, each) for each in parts_of(catalog, id)),
        thread=tally(catalog, threads(catalog, department=id)),
        opportunities=tuple(opportunity_rows(catalog, id)),
        solutions=tuple(solution_rows(catalog, id)),
        reviews=tuple(review_rows(catalog, id)),
        owned=tuple(_owned(catalog, id)),
        metrics=metric_marks(catalog, steps),
        journeys=uses(catalog, steps, key=lambda step: "leads" if leads(catalog, step, id) else "helps"),
        ids=free_anchors(entity, ("summary",)),
        text=text(catalog, entity, entity.url),
    )


def _owned(catalog: Catalog, id: str) -> Iterator[tuple[str, tuple[UsedRow, ...], Columns]]:
    """Yield what a department runs, by kind."""
    for kind, make in (("touchpoint", touchpoint_rows), ("system", system_rows)):
        rows = make(catalog, owned(catalog, id, kind))
        if rows:
            yield kind, rows, columns(rows)


def _facts(catalog: Catalog, entity: Entity[Department]) -> list[Fact]:
    fields = entity.fields
    contact = fields.contact or ""
    # authors write "ask at reception" as well: only an address becomes a link
    reachable = "@" in contact or leads_out(contact)
    return [
        Fact(key="lead", sort="text", value=fields.lead or ""),
        Fact(
            key="contact",
            sort="links" if reachable else "text",
            value=address(catalog, contact) if reachable else contact,
        ),
        Fact(key="parent", sort="links", value=linked(catalog.department(fields.parent or ""))),
        Fact(key="owner", sort="text", value=fields.owner or ""),
        *own_facts(catalog, entity),
        tags(entity),
    ]
