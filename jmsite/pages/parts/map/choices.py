"""The filters of a map: the departments that work in its steps, the channels that these take."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.value import Value


class FilterChoice(Value):
    """Something to choose, by its id."""

    id: str
    title: str


class Choices(Value):
    """The departments and channels by which a map can be filtered."""

    departments: tuple[FilterChoice, ...]
    channels: tuple[FilterChoice, ...]


def choices(catalog: Catalog, steps: tuple[Entity[Step], ...]) -> Choices:
    """Return the departments and channels of some steps, each in the order in which it first occurs."""
    departments = (id for step in steps for id in step.fields.departments)
    channels = (id for step in steps for id in channels_of(catalog, step))
    return Choices(
        departments=tuple(
            FilterChoice(id=each.id, title=each.title)
            for each in catalog.found("department", dict.fromkeys(departments))
        ),
        channels=tuple(
            FilterChoice(id=each.id, title=each.title)
            for each in catalog.found("channel", dict.fromkeys(channels))
        ),
    )


def channels_of(catalog: Catalog, step: Entity[Step]) -> tuple[str, ...]:
    """Return the channels that a step takes: those it names, and those of its touchpoints."""
    touchpoints = catalog.found("touchpoint", step.fields.touchpoint)
    through = (each.fields.channel for each in touchpoints if each.fields.channel)
    named = (id for id in step.fields.channel if catalog.channel(id))
    return tuple(dict.fromkeys([*named, *through]))
