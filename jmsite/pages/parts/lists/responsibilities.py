"""The duties of a department: the steps it leads, what it runs, what waits for it and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Solution
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.entities.registry import Department
from jmsite.model.value import Value
from jmsite.pages.parts.changes.reviews import attention, due
from jmsite.pages.parts.lists.stages_as_steps import steps_with, with_stages
from jmsite.pages.parts.lists.usage import is_current, summary
from jmsite.pages.parts.lists.usage_lists import track
from jmsite.pages.parts.page.marks import ListRow, ScoreMark

WAITING = ("open", "in-progress")
COMING = ("idea", "planned", "building")


class DepartmentRow(Value):
    """A department as a row. ``level`` is how many departments it lies below; ``mark`` how its steps feel."""

    id: str
    title: str
    url: str
    under: str
    lead: str
    level: int
    mark: ScoreMark | None
    start: float
    width: float
    leads: int
    steps: int
    owns: int
    work: int
    due: date | None


def leads(catalog: Catalog, step: Entity[Step], id: str) -> bool:
    """Return whether a department leads a step: it is named first, there or for all steps of the stage."""
    named = (one.fields.departments for one in with_stages(catalog, (step,)))
    return next((some[0] for some in named if some), "") == id


def owned(catalog: Catalog, id: str, kind: str) -> tuple[str, ...]:
    """Return the touchpoints or systems that a department runs."""
    return tuple(each.id for each in catalog.users("department", id, kind) if each.fields.owner == id)


def parts_of(catalog: Catalog, id: str) -> tuple[Entity[Department], ...]:
    """Return the departments that belong to a department."""
    return tuple(each for each in catalog.users("department", id, "department") if each.fields.parent == id)


def opportunity_rows(catalog: Catalog, id: str) -> Iterator[ListRow]:
    """Yield the opportunities that wait for a department, what is in work first, then the most valuable."""
    found = [each for each in catalog.users("department", id, "opportunity") if each.fields.status in WAITING]
    found.sort(key=lambda each: (each.fields.status == "open", -(each.fields.customer_value or 0)))
    words = catalog.words
    for each in found:
        value = each.fields.customer_value
        worth = "" if value is None else words.phrase("value.of", value=words.number(value, 0))
        leading = each.fields.departments[:1] == (id,) and len(each.fields.departments) > 1
        under = words.row(worth, words.phrase("use.leads") if leading else "")
        yield ListRow(title=each.title, url=each.url, under=under, status=each.fields.status)


def solution_rows(catalog: Catalog, id: str) -> Iterator[ListRow]:
    """Yield what a department builds and has not finished, the earliest due first."""
    found = [each for each in catalog.users("department", id, "solution") if each.fields.status in COMING]
    found.sort(key=lambda each: (each.fields.due is None, each.fields.due, each.title))
    yield from coming_rows(catalog, found)


def coming_rows(catalog: Catalog, solutions: Iterable[Entity[Solution]]) -> Iterator[ListRow]:
    """Yield solutions to come: with the day they are due and their status in words, else with their status."""
    for each in solutions:
        due, status = each.fields.due, each.fields.status
        under = catalog.words.phrase(f"status.{status}") if due else ""
        yield ListRow(title=each.title, url=each.url, under=under, status="" if due else status, due=due)


def review_rows(catalog: Catalog, id: str) -> Iterator[ListRow]:
    """Yield the maps a department has a part in that are to be looked at again, the earliest due first."""
    named = {journey.id for journey in catalog.users("department", id, "journey")}
    named |= {step.id.partition("/")[0] for step in steps_with(catalog, "department", id)}
    found: list[Entity[Journey]] = [
        each for each in catalog.found("journey", sorted(named)) if is_current(each)
    ]
    # what has changed comes first: it may well be wrong now
    rows = {each.id: row for each in found if (row := attention(catalog, each))}
    yield from rows.values()
    dated = [(day, each) for each in found if each.id not in rows and (day := due(catalog, each))]
    for day, each in sorted(dated, key=lambda pair: (pair[0], pair[1].title)):
        yield ListRow(title=each.title, url=each.url, under=each.fields.owner or "", due=day)


def department_row(catalog: Catalog, entity: Entity[Department], level: int = 0) -> DepartmentRow:
    """Return a department as a row of a list."""
    id, fields = entity.id, entity.fields
    steps = steps_with(catalog, "department", id)
    felt = summary(catalog, steps, whole=False)
    start, width = track(felt.mark)
    solutions = tuple(solution_rows(catalog, id))
    due = [row.due for row in (*solutions, *review_rows(catalog, id)) if row.due]
    return DepartmentRow(
        id=id,
        title=entity.title,
        url=entity.url,
        under=fields.summary or "",
        lead=fields.lead or "",
        level=min(level, 3),
        mark=felt.mark,
        start=start,
        width=width,
        leads=sum(leads(catalog, step, id) for step in steps),
        steps=len(steps),
        owns=len(owned(catalog, id, "touchpoint")) + len(owned(catalog, id, "system")),
        work=len(solutions) + len(tuple(opportunity_rows(catalog, id))),
        due=min(due, default=None),
    )
