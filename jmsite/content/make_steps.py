"""Make the steps of stages and the moments of journeys: ids, personas, variants and scores filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jmsite.content.check_own_fields import check_own_lanes
from jmsite.content.merge_variants import as_step, merge, variant_steps
from jmsite.content.scores import off_scale, read_scores, scale_of
from jmsite.content.step_titles import check_title
from jmsite.model.addresses import address, step_id, title_from
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.entities.journey import ANYTIME, Journey, Stage, StageVariant, Step
from jmsite.model.entities.site import EmotionScale, Site
from jmsite.model.entity import Draft
from jmsite.model.rules import fault
from jmsite.model.sources import Loc

Steps = tuple[Entity[Step], ...]


def steps_of_stage(
    stage: Draft, journey: Draft | None, variants: Sequence[Draft], site: Site
) -> Checked[Steps]:
    """Return the steps of a stage as linked: ids, personas and variants filled in."""
    fields = stage.fields
    assert isinstance(fields, Stage)  # noqa: S101 - a draft of kind stage holds a Stage
    personas = journey.fields.personas if journey and isinstance(journey.fields, Journey) else ()
    steps = fields.steps or as_step(stage, fields)
    scale = scale_of(journey, site)
    parts = [(variant.id.rpartition("/")[2], variant_steps(variant, stage)) for variant in variants]
    made = _made(stage, merge(steps, parts), personas, scale, site)
    return Checked(value=made.value, diagnostics=(*off_scale(fields, stage, (), scale), *made.diagnostics))


def moments_of_journey(journey: Draft | None, stages: Mapping[str, Draft], site: Site) -> Checked[Steps]:
    """Return the moments of a journey that belong to no stage, as steps of what stands for one in their ids."""
    if journey is None:
        return Checked(value=())
    fields = journey.fields
    assert isinstance(fields, Journey)  # noqa: S101 - a draft of kind journey holds a Journey
    made = _made(journey, fields.anytime, fields.personas, scale_of(journey, site), site)
    return Checked(value=made.value, diagnostics=(*_name_taken(journey, stages), *made.diagnostics))


def _name_taken(journey: Draft, stages: Mapping[str, Draft]) -> Iterator[Diagnostic]:
    """Yield a stage that is called as moments are whose journey has some: their ids could be those of its steps."""
    stage = stages.get(journey.stage)
    if stage is not None and journey.fields.anytime:  # type: ignore[attr-defined]
        message = f"a stage cannot be called '{ANYTIME}' when the journey has moments under '{ANYTIME}:'"
        hint = f"rename the file of the stage, or move its steps to the journey's '{ANYTIME}:'"
        yield fault("stage/named-anytime", message, stage.place(), hint)


def _made(
    draft: Draft, steps: Sequence[Step], personas: tuple[str, ...], scale: EmotionScale, site: Site
) -> Checked[Steps]:
    """Return steps as entities, and what is wrong with those of them that are written in the draft itself."""
    faults: list[Diagnostic] = []
    made: list[Entity[Step]] = []
    written = list(draft.steps())
    seen: set[str] = set()
    for index, step in enumerate(steps):
        # steps behind those stand in variants alone, and are checked where they are written
        loc, own = written[index] if index < len(written) else ((), None)
        place = draft.place(loc)
        id = step_id(step.id, step.title, index)
        if id in seen:
            # the first one stays, as only one of an id can stand in the catalog
            faults.append(_twice(draft, loc, id))
            continue
        seen.add(id)
        if own is not None:
            faults += check_title(draft, loc, own, id)
            faults += off_scale(own, draft, loc, scale)
            faults += check_own_lanes(own, draft, loc, site)
        linked = step.model_copy(
            update={"id": id, "personas": step.personas or personas, "emotion": read_scores(step, scale)}
        )
        whole = f"{draft.stage}/{id}"
        title, url = step.title or title_from(id), address("step", whole)
        made.append(
            Entity(
                kind="step",
                id=whole,
                url=url,
                path=draft.path,
                title=title,
                fields=linked,
                line=place.line,
                order=float(index),
            )
        )
    return Checked(value=tuple(made), diagnostics=tuple(faults))


def _twice(draft: Draft, loc: Loc, id: str) -> Diagnostic:
    what = "moments of this journey" if draft.kind == "journey" else "steps of this stage"
    hint = f"give this one a different 'id:', such as {id}-2"
    return fault("step/duplicate-id", f"two {what} have the id '{id}'", draft.place(loc), hint)


def check_variant(
    draft: Draft, stages: Mapping[str, Draft], scale: EmotionScale, site: Site
) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a stage says for one persona: the stage it varies, scores, own lanes."""
    if draft.stage not in stages:
        name = draft.stage.rpartition("/")[2]
        yield fault(
            "variant/without-stage",
            f"this is a variant of stage '{name}', which does not exist",
            draft.place(),
        )
    assert isinstance(draft.fields, StageVariant)  # noqa: S101 - a draft of kind variant holds one
    yield from off_scale(draft.fields, draft, (), scale)
    for loc, step in draft.steps():
        yield from off_scale(step, draft, loc, scale)
        yield from check_own_lanes(step, draft, loc, site)
