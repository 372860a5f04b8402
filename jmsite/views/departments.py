"""All departments, those that belong to another below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.registry import Department
from jmsite.model.page import Page
from jmsite.views.department import leads, opportunity_rows, owned, parts_of, review_rows, solution_rows
from jmsite.views.parts import ScoreMark
from jmsite.views.usage import summary


@dataclass(frozen=True, slots=True)
class DepartmentRow:
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


@dataclass(frozen=True, slots=True)
class DepartmentsView:
    """All departments in the order of the hierarchy."""

    rows: tuple[DepartmentRow, ...]


def departments(catalog: Catalog, _: str) -> Page:
    """The list of all departments."""
    found: dict[str, DepartmentRow] = {}
    every: tuple[Entity[Department], ...] = catalog.all("department")
    roots = [each for each in every if catalog.department(each.fields.parent or "") is None]
    for each in (*roots, *every):
        _with_parts(catalog, each, 0, found)
    description = "Who does the work, what they own and what is due."
    return Page(
        "departments",
        "departments/",
        "Departments",
        DepartmentsView(tuple(found.values())),
        description=description,
        section="departments/",
    )


def _with_parts(
    catalog: Catalog, entity: Entity[Department], level: int, found: dict[str, DepartmentRow]
) -> None:
    if entity.id not in found:
        found[entity.id] = _row(catalog, entity, level)
        for part in parts_of(catalog, entity.id):
            _with_parts(catalog, part, level + 1, found)


def _row(catalog: Catalog, entity: Entity[Department], level: int) -> DepartmentRow:
    id, fields = entity.id, entity.fields
    steps = catalog.users("department", id, "step")
    sum_ = summary(catalog, steps)
    at = round(50 + max(-2.0, min(2.0, sum_.mark.score)) * 25, 1) if sum_.mark else 50.0
    solutions = tuple(solution_rows(catalog, id))
    due = [row.due for row in (*solutions, *review_rows(catalog, id)) if row.due]
    return DepartmentRow(
        id,
        entity.title,
        entity.url,
        fields.summary or "",
        fields.lead or "",
        min(level, 3),
        sum_.mark,
        min(50.0, at),
        round(abs(at - 50), 1),
        sum(leads(step, id) for step in steps),
        len(steps),
        len(owned(catalog, id, "touchpoint")) + len(owned(catalog, id, "system")),
        len(solutions) + len(tuple(opportunity_rows(catalog, id))),
        min(due, default=None),
    )
