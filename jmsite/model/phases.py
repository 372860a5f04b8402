"""The phases of a journey: what they are called, and which stages stand in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from jmsite.model.addresses import slug
from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import Journey, Phase, Stage

Stages = tuple[Entity[Stage], ...]


def phase_id(phase: Phase) -> str:
    """Return the id of a phase, or what becomes of its title where it has none."""
    return phase.id or slug(phase.title) or phase.title


def phase_of(journey: Journey, stage: Stage) -> Phase | None:
    """Return the phase that a stage stands in."""
    return next((phase for phase in journey.phases if phase_id(phase) == stage.phase), None)


def phases(journey: Journey, stages: Iterable[Entity[Stage]]) -> Iterator[tuple[Phase | None, Stages]]:
    """Yield stages that follow each other in the same phase, with that phase; with None where they stand in none."""
    for phase, found in groupby(stages, lambda stage: phase_of(journey, stage.fields)):
        yield phase, tuple(found)
