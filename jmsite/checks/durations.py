"""Check that no step waits longer than it takes."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Stage, Step
from jmsite.model.entities.lanes import Lanes
from jmsite.model.findings import Finding, RelatedField


def step_waits_longer(_: Catalog, step: Entity[Step]) -> Iterator[Finding]:
    """Return a finding for a step that waits longer than it takes."""
    yield from _longer(step, step.fields)


def stage_waits_longer(_: Catalog, stage: Entity[Stage]) -> Iterator[Finding]:
    """Return a finding for a stage that waits longer than it takes; one without steps is told as its step."""
    if stage.fields.steps:
        yield from _longer(stage, stage.fields)


def _longer(entity: Entity[Stage] | Entity[Step], lanes: Lanes) -> Iterator[Finding]:
    if lanes.wait is None or lanes.duration is None or lanes.wait <= lanes.duration:
        return
    target = (entity.kind, entity.id)
    message = f"the wait of '{entity.title}' is longer than its duration, which should include it"
    hint = "'duration' is the total time, 'wait' is how much of it is waiting"
    related = (RelatedField(entity=target, field=("duration",), message="the duration is set here"),)
    yield Finding(
        rule="step/longer-wait", entity=target, field=("wait",), message=message, hint=hint, related=related
    )
