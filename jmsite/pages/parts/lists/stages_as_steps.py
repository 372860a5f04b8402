"""Take stages as steps: what a stage says of all its steps holds for each of them, and is counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Opportunity
from jmsite.model.entities.journey import Stage, Step
from jmsite.model.entities.lanes import Lanes

Steps = tuple[Entity[Step], ...]
LANES = tuple(name for name in Lanes.model_fields if name != "duration")
"""The lanes that a stage can have as a whole."""
_EVERY = frozenset(LANES)


def steps_with(catalog: Catalog, kind: str, id: str) -> Steps:
    """Return the steps that name an entity, and those whose stage names it for all of its steps."""
    inside = (step for stage in catalog.users(kind, id, "stage") for step in _inside(catalog, stage.id))
    named = (*catalog.users(kind, id, "step"), *inside)
    return tuple({step.id: step for step in named}.values())


def steps_of(catalog: Catalog, entity: Entity[Opportunity]) -> tuple[Entity[Step], ...]:
    """Return the steps that an opportunity names, and those that name it, themselves or by their stages."""
    every = (*catalog.found("step", entity.fields.steps), *steps_with(catalog, "opportunity", entity.id))
    return tuple({step.id: step for step in every}.values())


def _inside(catalog: Catalog, stage: str) -> Steps:
    """Return the steps of a stage; none where it is written without, as its own step names what it names."""
    return catalog.steps_of(stage) if stage_around(catalog, stage) else ()


def stage_as_step(stage: Entity[Stage]) -> tuple[Entity[Step], ...]:
    """Return a stage beside its steps, in the form of a step with the lanes of the stage; none where it has no lanes.

    How long it takes stands in its head, and a stage without steps is a step itself.
    """
    # what is written is looked at first: most stages have none, and each is asked some twenty times
    if _EVERY.isdisjoint(stage.fields.model_fields_set):
        return ()
    own = vars(stage.fields)
    if not own["steps"] or not any(map(own.__getitem__, LANES)):
        return ()
    lanes = {name: own[name] for name in LANES}
    fields = Step.model_construct(**{**lanes, "id": stage.id.rpartition("/")[2], "title": stage.title})
    return (
        Entity(kind="stage", id=stage.id, url=stage.url, path=stage.path, title=stage.title, fields=fields),
    )


def stages_as_steps(stages: Iterable[Entity[Stage]]) -> tuple[Entity[Step], ...]:
    """Return the stages that have lanes beside their steps."""
    return tuple(one for stage in stages for one in stage_as_step(stage))


def stage_around(catalog: Catalog, stage: str) -> Steps:
    """Return a stage as a whole, in the form of a step; none where it says nothing of all its steps."""
    found = catalog.stage(stage)
    return stage_as_step(found) if found else ()


def stages_around(catalog: Catalog, steps: Iterable[Entity[Step]]) -> Steps:
    """Return the stages in which some steps stand, as wholes, each once; none that says nothing of them all."""
    stages = dict.fromkeys(step.id.rpartition("/")[0] for step in steps)
    return tuple(one for stage in stages for one in stage_around(catalog, stage))


def with_stages(catalog: Catalog, steps: Iterable[Entity[Step]]) -> Iterator[Entity[Step]]:
    """Yield some steps, and after them their stages as wholes."""
    own = tuple(steps)
    yield from own
    yield from stages_around(catalog, own)
