"""Find what is written in a stage and cannot be shown: for a persona without a part, or beside the steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jmsite.model.addresses import step_id
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.lanes import Lanes
from jmsite.model.entity import Draft
from jmsite.model.references import WrittenReference
from jmsite.model.rules import fault
from jmsite.model.sources import Loc

RULE = "persona/takes-no-part"

OF_A_STEP = frozenset(("emotion",))
"""Lanes that say nothing of a whole stage: a curve has a point per step."""
OF_ALL = OF_A_STEP | {"intensity", "duration", "wait", "image", "journey", "moment_of_truth"}
"""Lanes that a persona's variant cannot change for a whole stage, as they are one value for all."""

OutsideValue = tuple[str, Diagnostic]
"""A persona, and what is told of it where there is such a persona at all."""


def check_participants(drafts: Sequence[Draft], entities: Sequence[Entity[Any]]) -> Iterator[OutsideValue]:
    """Yield what the stages of a journey say of personas who have no part in it, or none in the step that it is of."""
    journey = next((draft for draft in drafts if draft.kind == "journey"), None)
    # of a journey that was read in part nobody knows who has a part in it
    if journey is None or (journey.partial and not journey.fields.personas):  # type: ignore[attr-defined]
        return
    takers = {one.id: one.fields.personas for one in entities if one.kind == "step"}
    cast = {*journey.fields.personas, *(id for own in takers.values() for id in own)}  # type: ignore[attr-defined]
    stages = {draft.id for draft in drafts if draft.kind == "stage"}
    for draft in drafts:
        stage, _, whose = draft.id.rpartition("/")
        if draft.kind in ("stage", "journey"):
            yield from _said(draft, takers, cast, journey)
        elif draft.kind == "variant" and stage in stages:
            if whose in cast:
                yield from _felt(draft, whose, takers, journey)
                yield from _said(draft, takers, cast, journey)
            else:
                yield whose, _outside(whose, draft.place(), journey)


def check_placement(draft: Draft, with_steps: bool) -> Iterator[Diagnostic]:
    """Yield lanes of a stage or variant that stand beside steps, and can only be of one of them."""
    if with_steps:
        refused = OF_ALL if draft.kind == "variant" else OF_A_STEP
        for name in Lanes.model_fields:
            if name in draft.fields.model_fields_set and name in refused:
                message = f"'{name}' belongs to a step, not to a stage with steps"
                yield fault("field/unknown", message, draft.key((name,)), "move it to the step it belongs to")


def _said(
    draft: Draft, takers: Mapping[str, tuple[str, ...]], cast: set[str], journey: Draft
) -> Iterator[OutsideValue]:
    for one in draft.references:
        if one.kind != "persona":
            continue
        if _is_feeling(one):
            own = takers.get(step_of(draft, one.loc), ())
            if one.id not in own:
                yield one.id, _missing(one.id, draft.key(one.loc), own, cast, journey)
        elif one.loc[-1] == "persona" and one.id not in cast:
            yield one.id, _outside(one.id, draft.place(one.loc), journey)


def _felt(
    draft: Draft, whose: str, takers: Mapping[str, tuple[str, ...]], journey: Draft
) -> Iterator[OutsideValue]:
    """Yield the feelings of a variant that name nobody: they are of the persona in the file's name."""
    for at, step in draft.steps():
        loc: Loc = (*at, "emotion")
        own = takers.get(step_of(draft, loc), ())
        if "" in step.emotion and whose not in own:
            yield whose, _missing(whose, draft.key(loc), own, {whose}, journey)


def _is_feeling(one: WrittenReference) -> bool:
    return one.loc[-2:-1] == ("emotion",)


def step_of(draft: Draft, loc: Loc) -> str:
    """Return the id of the step that something in a draft is of; the stage's own name where it has no steps."""
    step = dict(draft.steps()).get(loc[:2])
    return f"{draft.stage}/{step_id(step.id, step.title, int(loc[1])) if step else draft.stage.rpartition('/')[2]}"


def _missing(id: str, place: Any, own: Sequence[str], cast: set[str], journey: Draft) -> Diagnostic:
    """Yield a fault for a persona with a part in the journey, but none in a step; or with none at all."""
    if id not in cast:
        return _outside(id, place, journey)
    hint = f"the step's personas are {', '.join(own)}: add {id} to them, or remove this"
    return fault(RULE, f"'{id}' is not one of the personas of this step", place, hint)


def _outside(id: str, place: Any, journey: Draft) -> Diagnostic:
    message = f"'{id}' is not one of the personas of this journey"
    return fault(RULE, message, place, f"add {id} to 'personas' in {journey.path}")
