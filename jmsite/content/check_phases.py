"""Check the phases of a journey: each has a name of its own, and stages stand in those there are, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.journey import Journey, Stage
from jmsite.model.entity import Draft
from jmsite.model.phases import phase_id
from jmsite.model.rules import fault
from jmsite.model.suggestions import correction, probably_meant


def check_phases(drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the phases of a unit; nothing where it has no journey, or one that was read in part."""
    journey = next((draft for draft in drafts if draft.kind == "journey"), None)
    if journey is None or journey.partial:
        return
    assert isinstance(journey.fields, Journey)  # noqa: S101 - a draft of kind journey holds one
    ids = [phase_id(phase) for phase in journey.fields.phases]
    stages = [draft for draft in drafts if draft.kind == "stage"]
    yield from _twice(journey, ids)
    yield from _empty(journey, ids, stages)
    last = ""
    # as the map shows them: a phase is a stretch of it, and cannot begin again further on
    for stage in sorted(stages, key=lambda stage: (stage.order or 0.0, stage.id)):
        assert isinstance(stage.fields, Stage)  # noqa: S101 - a draft of kind stage holds one
        phase = stage.fields.phase
        if phase is None:
            continue
        if phase not in ids:
            yield _unknown(stage, phase, journey, ids)
            continue
        if last and ids.index(phase) < ids.index(last):
            yield _order(stage, phase, last)
        last = phase


def _twice(journey: Draft, ids: Sequence[str]) -> Iterator[Diagnostic]:
    for index, id in enumerate(ids):
        if id in ids[:index]:
            message = f"two phases of this journey have the id '{id}'"
            yield fault(
                "phase/duplicate-id",
                message,
                journey.place(("phases", index)),
                "give one of them a different 'id:'",
            )


def _empty(journey: Draft, ids: Sequence[str], stages: Sequence[Draft]) -> Iterator[Diagnostic]:
    taken = {stage.fields.phase for stage in stages if isinstance(stage.fields, Stage)}
    for index, id in enumerate(ids):
        # a stage that was read in part may stand in that phase
        if id not in taken and id not in ids[:index] and not any(stage.partial for stage in stages):
            message = f"no stage belongs to phase '{id}'"
            hint = f"add 'phase: {id}' to the stages that belong to it"
            yield fault("phase/without-stage", message, journey.place(("phases", index)), hint)


def _unknown(stage: Draft, phase: str, journey: Draft, ids: Sequence[str]) -> Diagnostic:
    titles = {one.title: id for one, id in zip(journey.fields.phases, ids, strict=True)}  # type: ignore[attr-defined]
    near, place = probably_meant(phase, ids, titles=titles), stage.place(("phase",))
    declared = f"the phases in {journey.path} are: {', '.join(ids)}"
    hint = (
        near.hint or declared
        if ids
        else f"declare it in {journey.path}: 'phases: [{{id: {phase}, title: …}}]'"
    )
    return fault("phase/unknown", f"unknown phase '{phase}'", place, hint, fix=correction(place, near))


def _order(stage: Draft, phase: str, last: str) -> Diagnostic:
    message = f"phase '{phase}' comes after '{last}' here, but before it in the journey's 'phases'"
    hint = "number the stages so that those of a phase follow each other, in the order of 'phases'"
    return fault("phase/order", message, stage.place(("phase",)), hint)
