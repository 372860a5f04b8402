"""Find what a persona's variant says in place of somebody else, where a step has one value for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.content.merge_variants import as_step, variant_steps
from jmsite.model.addresses import step_id
from jmsite.model.diagnostics import Diagnostic, Place, Related
from jmsite.model.entities.journey import Stage, Step
from jmsite.model.entities.lanes import Lanes
from jmsite.model.entity import Draft
from jmsite.model.rules import fault
from jmsite.model.sources import Loc

_ABOUT_STEPS = ("title", "summary", "personas")
"""The fields beside its lanes that belong to a step as a whole."""
Said = tuple[Loc, Any]
"""The way to a value, and the value."""
_WHO: Loc = ("personas",)


def check_variants(stage: Draft, variants: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Yield the values of variants that stand in place of those of the stage, or of another variant: lists grow and
    feelings are kept per persona, but of anything else only the last one is shown.
    """
    if not variants:  # of most stages nothing is said for single personas, and nothing has to be known
        return
    known = _Known(stage)
    for variant in variants:
        yield from known.add(variant, stage)


class _Known:
    """The values that a stage and its variants have said so far, and where: by id of a step and way to a value."""

    def __init__(self, stage: Draft) -> None:
        fields = stage.fields
        assert isinstance(fields, Stage)  # noqa: S101 - a draft of kind stage holds a Stage
        self._said: dict[tuple[str, Loc], tuple[Any, Place]] = {}
        for index, step in enumerate(fields.steps or as_step(stage, fields)):
            at: Loc = ("steps", index) if fields.steps else ()
            self._said[step_id(step.id, step.title, index), _WHO] = ((), stage.place(at))
            for loc, value in _singles(step):
                self._said[step_id(step.id, step.title, index), loc] = (value, stage.place((*at, *loc)))
        if fields.steps:
            self._said |= {("", loc): (value, stage.place(loc)) for loc, value in _own(fields)}

    def add(self, variant: Draft, stage: Draft) -> Iterator[Diagnostic]:
        """Yield what a variant says otherwise, and know what it says."""
        persona = variant.id.rpartition("/")[2]
        if stage.fields.steps:  # type: ignore[attr-defined]
            yield from self._told(variant, (), "", _own(variant.fields))
        for at, step in _differing(variant, stage):
            id = step_id(step.id, step.title, -1)  # -1: by its number no step is meant, variants go by names
            self._said.setdefault((id, _WHO), ((persona,), variant.place(at)))
            yield from self._told(variant, at, id, _singles(step, persona))

    def _told(self, variant: Draft, at: Loc, id: str, said: Iterator[Said]) -> Iterator[Diagnostic]:
        persona = variant.id.rpartition("/")[2]
        for loc, value in said:
            place = variant.place((*at, *loc))
            before, first = self._said.setdefault((id, loc), (value, place))
            if value not in (before, (persona,)) and before is not True:
                hint = _hint(loc)
                other = Related(place=first, message="the other one")
                yield fault("variant/one-for-all", _message(loc), place, hint, (other,))


def _hint(loc: Loc) -> str:
    if loc == _WHO:
        return "move 'personas' to the step there"
    return "remove one of them, or describe the difference in a text lane such as 'doing'"


def _message(loc: Loc) -> str:
    if loc == _WHO:
        return "the personas of a step are set in the stage's own file, not in a variant"
    if loc[0] == "emotion":
        return f"'{loc[1]}' already has a different emotion for this step"
    return f"'{loc[-1]}' is the same for all personas, but here it differs"


def _differing(variant: Draft, stage: Draft) -> Iterator[tuple[Loc, Step]]:
    """Yield the steps of a variant, each with the way to it; what it says without steps is of the one of its stage."""
    written: tuple[Step, ...] = getattr(variant.fields, "steps", ())
    steps = variant_steps(variant, stage)
    for index, step in enumerate(steps):
        number = index - (len(steps) - len(written))
        yield ((), step) if number < 0 else (("steps", number), step)


def _singles(step: Step, persona: str = "") -> Iterator[Said]:
    """Yield what a step says that can be said once, or once per persona: the way to it, and the value."""
    for name in (*_ABOUT_STEPS, *Lanes.model_fields):
        value = getattr(step, name)
        # only what is written: a default that both have is no contradiction
        if name not in step.model_fields_set or value in (None, False, (), {}):
            continue
        if name == "emotion":
            felt = ((key or persona, one) for key, one in step.emotion.items())
            yield from (((name, key), one) for key, one in felt if key)
        elif name == "fields":
            yield from _own(step)
        elif not isinstance(value, tuple) or name == "personas":
            yield (name,), value


def _own(fields: Any) -> Iterator[Said]:
    yield from ((("fields", name), value) for name, value in fields.fields.items())
