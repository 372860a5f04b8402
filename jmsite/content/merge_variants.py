"""Merge what differs for single personas into the steps of a stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jmsite.model.addresses import step_id, title_from
from jmsite.model.entities.journey import Stage, StageVariant, Step
from jmsite.model.entities.lanes import Lanes
from jmsite.model.entity import Draft


def merge(steps: Sequence[Step], variants: Sequence[tuple[str, Sequence[Step]]]) -> tuple[Step, ...]:
    """Return the steps with those of each persona merged in: notes and feelings marked with the persona.

    A variant's step is matched by id (or by its title's slug); one that matches none is a step of that
    persona alone, or of all whose variants have it.
    """
    merged = list(steps)
    for persona, differing in variants:
        for step in differing:
            at = next((index for index, other in enumerate(merged) if _name(other) == _name(step)), None)
            if at is None:
                own = Step(
                    id=step.id, title=step.title, summary=step.summary, personas=(persona,), next=step.next
                )
                merged.append(_with(own, step, persona))
            else:
                # a step of the stage says itself who takes it; one of variants alone is taken by all who have it
                added = at >= len(steps) and persona not in merged[at].personas
                takers = (*merged[at].personas, persona) if added else merged[at].personas
                merged[at] = _with(merged[at].model_copy(update={"personas": takers}), step, persona)
    return tuple(merged)


def merge_stage(stage: Stage, variants: Sequence[tuple[str, StageVariant]]) -> Stage:
    """Return a stage with the lanes that each persona has beside its steps, marked with the persona."""
    for persona, variant in variants:
        written = {
            name: getattr(variant, name) for name in variant.model_fields_set & Lanes.model_fields.keys()
        }
        lists = {name: lane for name, lane in written.items() if isinstance(lane, tuple)}
        joined = {name: _joined(getattr(stage, name), lane, persona) for name, lane in lists.items()}
        own = {name: value for name, value in variant.fields.items() if name not in stage.fields}
        stage = stage.model_copy(update={**joined, "fields": {**stage.fields, **own}})
    return stage


def _name(step: Step) -> str:
    return step_id(step.id, step.title, None)


def _with(step: Step, variant: Step, persona: str) -> Step:
    changed: dict[str, Any] = {
        "next": (*step.next, *(way for way in variant.next if way not in step.next)),
        "summary": step.summary or variant.summary,
    }
    for name in variant.model_fields_set & Lanes.model_fields.keys():
        changed[name] = _joined(getattr(step, name), getattr(variant, name), persona)
    return step.model_copy(update=changed)


def _joined(base: Any, own: Any, persona: str) -> Any:
    """Return a lane with a persona's own part: lists grow, feelings are keyed, a single value is replaced."""
    if isinstance(own, tuple):
        own_parts = (marked_with_persona(part, persona) for part in own)
        return (*base, *(part for part in own_parts if part not in base))
    if isinstance(own, dict):
        # a feeling that names nobody is of the persona in the file's name
        return {**base, **{persona if key == "" else key: part for key, part in own.items()}}
    return own


def marked_with_persona(part: Any, persona: str) -> Any:
    """Return a note, quote or pain as that persona's; a reference as it is."""
    takes_persona = hasattr(part, "persona") and part.persona is None
    return part.model_copy(update={"persona": persona}) if takes_persona else part


def as_step(stage: Draft, fields: Stage) -> tuple[Step, ...]:
    """Return the one step that a stage is which is written without steps."""
    lanes = {name: getattr(fields, name) for name in ("title", *Lanes.model_fields)}
    if not any(value for name, value in lanes.items() if name not in ("title", "fields")):
        return ()
    id = stage.id.rpartition("/")[2]
    # model_construct, since these are fields of a stage that is valid already
    return (Step.model_construct(**{**lanes, "id": id, "title": fields.title or title_from(id)}),)


def variant_steps(variant: Draft, stage: Draft) -> tuple[Step, ...]:
    """Return the steps of a variant; its own lanes are of the one step of a stage that is written without steps."""
    fields = variant.fields
    assert isinstance(fields, StageVariant)  # noqa: S101 - a draft of kind variant holds one
    lanes = {name: getattr(fields, name) for name in fields.model_fields_set & Lanes.model_fields.keys()}
    beside: tuple[Step, ...] = getattr(stage.fields, "steps", ())
    if beside or not lanes:
        return fields.steps
    return (Step.model_construct(**lanes, id=stage.id.rpartition("/")[2]), *fields.steps)
