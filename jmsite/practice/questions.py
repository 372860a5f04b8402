"""Answer the questions to a catalog that several rules of practice share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step


def is_kept(journey: Entity[Journey]) -> bool:
    """Return whether a journey is one that somebody still keeps true."""
    return journey.fields.status != "retired"


def is_current(journey: Entity[Journey]) -> bool:
    """Return whether a journey is told as it is: what is to be is assumed by nature."""
    return journey.fields.state == "current" and is_kept(journey)


def journey_of(catalog: Catalog, part: Entity[Any]) -> Entity[Journey]:
    """Return the journey that a stage or step is a part of. Raises ``LookupError`` where there is none."""
    journey = catalog.journey(part.id.partition("/")[0])
    if journey is None:
        raise LookupError(part.id)
    return journey


def stage_of(catalog: Catalog, step: Entity[Step]) -> Entity[Stage] | None:
    """Return the stage of a step; None for a moment that belongs to none."""
    return catalog.stage(step.id.rpartition("/")[0])


def written_steps(catalog: Catalog, stage: Entity[Stage]) -> Iterator[Entity[Step]]:
    """Yield the steps of a stage that are written in it; none for a stage that stands for its only step."""
    if stage.fields.steps:
        yield from catalog.steps_of(stage.id)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
