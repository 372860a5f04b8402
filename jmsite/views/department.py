"""What a department owns and what is due: its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.registry import Department
from jmsite.model.page import Link, Page, Text
from jmsite.views.entity_page import entity_page, free
from jmsite.views.facts import Fact, address, facts, linked, own_facts, tags
from jmsite.views.head import review
from jmsite.views.listing import Columns, UsedRow, columns
from jmsite.views.parts import ListRow, MetricMark, Touch
from jmsite.views.prose import text
from jmsite.views.system import system_rows
from jmsite.views.touchpoint import touchpoint_rows
from jmsite.views.usage import JourneyUse, Summary, is_current, metric_marks, summary, uses

WAITING = ("open", "in-progress")
COMING = ("idea", "planned", "building")


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department: what is due, what it owns, and the steps it has a part in, ``leads`` of them as the first."""

    summary: str
    facts: tuple[Fact, ...]
    sum: Summary
    leads: int
    opportunities: tuple[ListRow, ...]
    solutions: tuple[ListRow, ...]
    reviews: tuple[ListRow, ...]
    owned: tuple[tuple[str, tuple[UsedRow, ...], Columns], ...]
    metrics: tuple[MetricMark, ...]
    journeys: tuple[JourneyUse, ...]
    own: tuple[Fact, ...]
    ids: tuple[str, ...]
    text: Text


def department(catalog: Catalog, id: str) -> Page:
    """The page of a department."""
    entity = catalog.department(id)
    assert entity is not None  # noqa: S101 - a page key is made of an entity that is there
    page = entity_page(entity, "department", _view(catalog, entity), entity.fields.summary or "")
    return replace(page, crumbs=(*page.crumbs, *_above(catalog, entity)))


def _view(catalog: Catalog, entity: Entity[Department]) -> DepartmentView:
    id, fields = entity.id, entity.fields
    steps = catalog.users("department", id, "step")
    return DepartmentView(
        fields.summary or "",
        facts(entity, _facts(catalog, entity)),
        summary(catalog, steps),
        sum(leads(step, id) for step in steps),
        tuple(opportunity_rows(catalog, id)),
        tuple(solution_rows(catalog, id)),
        tuple(review_rows(catalog, id)),
        tuple(_owned(catalog, id)),
        metric_marks(catalog, (metric for step in steps for metric in step.fields.metrics)),
        uses(catalog, steps, key=lambda step: "leads" if leads(step, id) else "helps"),
        own_facts(catalog, entity),
        free(entity, ("summary",)),
        text(catalog, entity, entity.url),
    )


def leads(step: Entity[Step], id: str) -> bool:
    """Whether a department leads a step: it is named first."""
    return step.fields.departments[:1] == (id,)


def owned(catalog: Catalog, id: str, kind: str) -> tuple[str, ...]:
    """The touchpoints or systems that a department runs."""
    return tuple(each.id for each in catalog.users("department", id, kind) if each.fields.owner == id)


def _owned(catalog: Catalog, id: str) -> Iterator[tuple[str, tuple[UsedRow, ...], Columns]]:
    """What a department runs, by kind."""
    for kind, make in (("touchpoint", touchpoint_rows), ("system", system_rows)):
        rows = make(catalog, owned(catalog, id, kind))
        if rows:
            yield kind, rows, columns(rows)


def parts_of(catalog: Catalog, id: str) -> tuple[Entity[Department], ...]:
    """The departments that belong to a department."""
    return tuple(each for each in catalog.users("department", id, "department") if each.fields.parent == id)


def _above(catalog: Catalog, entity: Entity[Department]) -> tuple[Link, ...]:
    """The departments it belongs to, the outermost first."""
    above: list[Link] = []
    seen = {entity.id}
    parent = catalog.department(entity.fields.parent or "")
    while parent and parent.id not in seen:
        seen.add(parent.id)
        above.insert(0, Link(parent.title, parent.url))
        parent = catalog.department(parent.fields.parent or "")
    return tuple(above)


def _facts(catalog: Catalog, entity: Entity[Department]) -> list[Fact]:
    fields = entity.fields
    contact = fields.contact or ""
    reachable = "@" in contact or contact.startswith(("http:", "https:", "tel:"))
    parts = tuple(Touch(each.title, each.url) for each in parts_of(catalog, entity.id))
    return [
        Fact("lead", "text", fields.lead or ""),
        Fact("contact", "links" if reachable else "text", address(contact) if reachable else contact),
        Fact("parent", "links", linked(catalog.department(fields.parent or ""))),
        Fact("children", "links", parts),
        Fact("owner", "text", fields.owner or ""),
        tags(entity),
    ]


def opportunity_rows(catalog: Catalog, id: str) -> Iterator[ListRow]:
    """The opportunities that wait for a department, what is in work first, then the most valuable."""
    found = [each for each in catalog.users("department", id, "opportunity") if each.fields.status in WAITING]
    found.sort(key=lambda each: (each.fields.status == "open", -(each.fields.customer_value or 0)))
    for each in found:
        value = each.fields.customer_value
        words = [f"Value {value:.0f}"] if value is not None else []
        words += ["leads"] if each.fields.departments[:1] == (id,) and len(each.fields.departments) > 1 else []
        yield ListRow(each.title, each.url, ", ".join(words), status=each.fields.status)


def solution_rows(catalog: Catalog, id: str) -> Iterator[ListRow]:
    """What a department builds and has not finished, the earliest due first."""
    found = [each for each in catalog.users("department", id, "solution") if each.fields.status in COMING]
    found.sort(key=lambda each: (each.fields.due is None, each.fields.due, each.title))
    for each in found:
        due = each.fields.due
        status = each.fields.status
        yield ListRow(
            each.title, each.url, status.capitalize() if due else "", status="" if due else status, due=due
        )


def review_rows(catalog: Catalog, id: str) -> Iterator[ListRow]:
    """The maps a department has a part in that are to be looked at again, the earliest due first."""
    named = {journey.id for journey in catalog.users("department", id, "journey")}
    named |= {step.id.partition("/")[0] for step in catalog.users("department", id, "step")}
    found: list[Entity[Journey]] = [each for each in catalog.found("journey", sorted(named)) if is_current(each)]
    dated = [(due, each) for each in found if (due := review(catalog, each).due)]
    for due, each in sorted(dated, key=lambda pair: (pair[0], pair[1].title)):
        yield ListRow(each.title, each.url, each.fields.owner or "", due=due)
