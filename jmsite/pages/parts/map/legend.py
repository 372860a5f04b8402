"""The signs of a map's curve that need explaining."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Step
from jmsite.model.value import Value
from jmsite.pages.parts.page.people import PersonaMark, people


class Legend(Value):
    """The signs of the curve lane that need explaining; only those that occur."""

    people: tuple[PersonaMark, ...]
    bases: tuple[str, ...]
    beside: bool
    ghost: str
    truth: bool


def legend(catalog: Catalog, entity: Entity[Journey], steps: tuple[Entity[Step], ...]) -> Legend:
    """Return the signs that occur on a map."""
    truth = any(step.fields.moment_of_truth for step in steps)
    points = [point for step in steps for point in catalog.points(step.id)]
    other = catalog.counterpart(entity.id)
    ghost = "" if other is None else "ghost" if other.fields.state == "future" else "ghost-current"
    bases = tuple(
        basis for basis in ("measured", "researched", "assumed") if any(p.basis == basis for p in points)
    )
    felt = people(catalog, (point.persona for point in points))
    beside = any(point.measured is not None for point in points)
    return Legend(people=felt, bases=bases, beside=beside, ghost=ghost, truth=truth)
