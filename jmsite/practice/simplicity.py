"""Look at how much a reader has to take in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.lanes import LANES
from jmsite.model.entities.site import OwnLane
from jmsite.model.rules.practice.simplicity import MostLanes, MostStages, MostSteps, MostWords
from jmsite.model.rules.rule import RuleOptions
from jmsite.practice.questions import counted, is_kept, written_steps
from jmsite.practice.rule_types import EntityFinding

TEXTS = ("doing", "thinking", "needs", "expectations", "feeling", "quotes", "pains", "gains", "frontstage",
         "backstage", "support", "policies", "accessibility", "fail_point")  # fmt: skip
"""The fields of a step that hold texts, each a cell of the map."""
LANE_OF = {field: kind.key for kind in LANES for field in kind.filled_by if kind.on_map}
"""The lane of the map that a field fills."""


def too_many_steps(catalog: Catalog, journey: Entity[Journey], options: MostSteps) -> Iterator[EntityFinding]:
    """Notice a journey with more steps than a reader takes in."""
    found = len(catalog.journey_steps(journey.id))
    if is_kept(journey) and found > options.max:
        message = f"journey '{journey.title}' has {counted(found, 'step')}, more than {options.max}"
        yield EntityFinding(message=message, hint="move a part of it into a journey of its own")


def too_many_stages(
    catalog: Catalog, journey: Entity[Journey], options: MostStages
) -> Iterator[EntityFinding]:
    """Notice a journey with more stages than a reader takes in."""
    found = len(catalog.stages_of(journey.id))
    if is_kept(journey) and found > options.max:
        message = f"journey '{journey.title}' has {counted(found, 'stage')}, more than {options.max}"
        yield EntityFinding(message=message, hint="merge stages that have one goal")


def too_many_lanes(catalog: Catalog, journey: Entity[Journey], options: MostLanes) -> Iterator[EntityFinding]:
    """Notice a journey whose map has more lanes than a reader can hold."""
    filled: set[str] = set()
    for step in catalog.moments(journey.id):
        filled |= step.fields.model_fields_set
        filled.update(step.fields.fields)
    own = catalog.site.lanes
    lanes = {LANE_OF[name] for name in filled if name in LANE_OF}
    lanes |= {name for name in filled if name in own and _is_on_map(own[name])}
    if is_kept(journey) and len(lanes) > options.max:
        message = f"the map of '{journey.title}' has {counted(len(lanes), 'lane')}, more than {options.max}"
        yield EntityFinding(message=message, hint="leave out lanes with an entry or two")


def _is_on_map(lane: OwnLane) -> bool:
    return "map" in lane.views if lane.views else lane.role == "customer"


def long_cell(_: Catalog, step: Entity[Step], options: MostWords) -> Iterator[EntityFinding]:
    """Notice a cell with more words than a reader takes in at a glance."""
    for name in step.fields.model_fields_set.intersection(TEXTS):
        texts = [cell.text for cell in getattr(step.fields, name)]
        # so many words have at least so many signs, and most cells have far fewer
        if sum(map(len, texts)) < 2 * options.max:
            continue
        words = sum(len(text.split()) for text in texts)
        if words > options.max:
            message = f"'{name}' of '{step.title}' has {counted(words, 'word')}, more than {options.max}"
            yield EntityFinding(
                message=message, field=(name,), hint="keep the point, and move the rest into the prose"
            )


def one_step(catalog: Catalog, stage: Entity[Stage], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a stage with a single step."""
    steps: list[Any] = list(written_steps(catalog, stage))
    if len(steps) == 1:
        message = f"stage '{stage.title}' has only one step"
        yield EntityFinding(
            message=message, field=("steps",), hint="add what else happens, or merge it with another stage"
        )
