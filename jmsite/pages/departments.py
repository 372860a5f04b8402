"""All departments, those that belong to another below it."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.registry import Department
from jmsite.model.page import Link, Page
from jmsite.model.value import Value
from jmsite.pages.parts.lists.responsibilities import DepartmentRow, department_row, parts_of
from jmsite.pages.parts.lists.usage_lists import beside


class DepartmentsView(Value):
    """All departments in the order of the hierarchy."""

    rows: tuple[DepartmentRow, ...]
    beside: tuple[Link, ...]


def departments(catalog: Catalog, _: str) -> Page:
    """Return the list of all departments."""
    found: dict[str, DepartmentRow] = {}
    every: tuple[Entity[Department], ...] = catalog.all("department")
    roots = [each for each in every if catalog.department(each.fields.parent or "") is None]
    for each in (*roots, *every):
        _with_parts(catalog, each, 0, found)
    description = catalog.words.phrase("departments.description")
    return Page(
        kind="departments",
        url="departments/",
        title=catalog.words.phrase("kind.department"),
        view=DepartmentsView(rows=tuple(found.values()), beside=beside(catalog)),
        description=description,
        section="departments/",
    )


def _with_parts(
    catalog: Catalog, entity: Entity[Department], level: int, found: dict[str, DepartmentRow]
) -> None:
    if entity.id not in found:
        found[entity.id] = department_row(catalog, entity, level)
        for part in parts_of(catalog, entity.id):
            _with_parts(catalog, part, level + 1, found)
