"""Conditions of pages: what a site must have for those that not every site has."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.registry import Department
from jmsite.pages.parts.lists.stages_as_steps import steps_with


def has_journeys(catalog: Catalog) -> bool:
    """Return whether there is a journey."""
    return bool(catalog.table("journey"))


def has_pains(catalog: Catalog) -> bool:
    """Return whether a journey as it is has pains, in a step or in a stage as a whole."""
    return any(
        one.fields.pains
        for journey in catalog.all("journey")
        if journey.fields.state == "current" and journey.fields.status != "retired"
        for one in (*catalog.moments(journey.id), *catalog.stages_of(journey.id))
    )


def hurts(catalog: Catalog) -> bool:
    """Return whether a journey as it is has a pain, or somebody who feels worse than neutral."""
    return has_pains(catalog) or any(
        point.score < 0
        for journey in catalog.all("journey")
        if journey.fields.state == "current" and journey.fields.status != "retired"
        for step in catalog.moments(journey.id)
        for point in catalog.points(step.id)
    )


def comparable(catalog: Catalog, journey: Entity[Journey]) -> bool:
    """Return whether a journey has personas or states to compare."""
    return catalog.is_comparable(journey.id)


def takes_part(catalog: Catalog, department: Entity[Department]) -> bool:
    """Return whether a department has a part in a step of a journey as it is."""
    return any(
        journey is not None and journey.fields.state == "current" and journey.fields.status != "retired"
        for step in steps_with(catalog, "department", department.id)
        for journey in (catalog.journey(step.id.partition("/")[0]),)
    )
