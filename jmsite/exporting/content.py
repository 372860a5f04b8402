"""Entities as plain values: fields as authors name them, prose as Markdown, and nothing that may not be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from jmsite.exporting.observed import observed_journey, observed_step
from jmsite.exporting.words import is_shown, open_texts, prose_of
from jmsite.model.addresses import field_target, step_id
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.codec import encode, with_texts
from jmsite.model.entities.journey import Journey, Stage, StageVariant, Step
from jmsite.model.entities.lanes import Lanes
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Pool, Reading, Readings
from jmsite.model.fields import Common, Fields
from jmsite.model.references import without_references

Plain = dict[str, Any]
F = TypeVar("F", bound=Fields)
CONTENT = "content/"
OBSERVED = "observed"
"""The keys of what a log of events says: it is counted, and nothing that an author writes."""
OF_LANES = tuple(name for name in Lanes.model_fields if name not in Common.model_fields)


def plain_entity(catalog: Catalog, entity: Entity[Any]) -> Plain:
    """Return an entity as it is exported; a journey with its stages, a metric with its series."""
    made = _said(catalog, entity, _fields_of(catalog, entity))
    if entity.kind == "journey":
        made["stages"] = [_stage(catalog, stage, entity) for stage in catalog.stages_of(entity.id)]
        made |= _observed(observed_journey(catalog, entity.id))
    if entity.kind == "metric":
        made["series"] = encode(catalog.series(entity.id))
    return made


def _observed(found: Plain | None) -> Plain:
    return {OBSERVED: found} if found else {}


def _said(catalog: Catalog, entity: Entity[Any], fields: Fields) -> Plain:
    prose = prose_of(catalog, entity)
    return {
        "id": entity.id,
        "title": entity.title,
        "url": entity.url,
        "file": entity.path.removeprefix(CONTENT),
        **({"prose_file": entity.body.removeprefix(CONTENT)} if entity.body and prose else {}),
        "fields": _open(catalog, entity, fields),
        **({"prose": prose} if prose else {}),
    }


def _fields_of(catalog: Catalog, entity: Entity[Any]) -> Fields:
    fields: Fields = entity.fields
    if isinstance(fields, Journey):
        moments = catalog.anytime(entity.id)
        finding = tuple(one.model_copy(update={"step": _near(entity.id, one.step)}) for one in fields.finding)
        anytime = tuple(written_step(one, at, entity) for at, one in enumerate(moments))
        return fields.model_copy(update={"anytime": anytime, "finding": finding})
    if isinstance(fields, Metric):
        return fields.model_copy(update={"readings": _readings(catalog, fields.readings)})
    return fields


def _stage(catalog: Catalog, stage: Entity[Stage], journey: Entity[Journey]) -> Plain:
    """Return a stage with its steps as they are linked, and what is said of it for single personas."""
    steps = catalog.steps_of(stage.id)
    fields = stage.fields
    if not fields.steps:
        # a stage written without steps is one step, and has its lanes
        alone = len(steps) == 1 and steps[0].id == f"{stage.id}/{stage.id.rpartition('/')[2]}"
        lanes = steps[0].fields if alone else Stage.model_construct()
        fields = fields.model_copy(update={name: getattr(lanes, name) for name in OF_LANES})
        told = observed_step(catalog, steps[0].id) if alone else None
        steps = () if alone else steps
    else:
        told = None
    made = _said(catalog, stage, fields.model_copy(update={"steps": ()})) | _observed(told)
    variants = [_said(catalog, one, _apart(one.fields)) for one in catalog.variants_of(stage.id)]
    # what a variant says of steps stands in them; one that says no more is not needed
    made["variants"] = [one for one in variants if one["fields"] or "prose" in one]
    made["steps"] = [_step(catalog, one, at, journey) for at, one in enumerate(steps)]
    return made


def _apart(variant: StageVariant) -> StageVariant:
    """Return what a variant says beside what stands in its stage and steps already."""
    empty = StageVariant.model_construct()
    return variant.model_copy(update={name: getattr(empty, name) for name in (*OF_LANES, "steps", "fields")})


def _step(catalog: Catalog, step: Entity[Step], at: int, journey: Entity[Journey]) -> Plain:
    return {
        "id": step.id,
        "title": step.title,
        "url": step.url,
        "fields": _open(catalog, step, written_step(step, at, journey)),
        "points": [encode(point) for point in catalog.points(step.id)],
        **_observed(observed_step(catalog, step.id)),
    }


def written_step(step: Entity[Step], at: int, journey: Entity[Journey]) -> Step:
    """Return a step as an author would write it: without an id and personas that go without saying."""
    fields = step.fields
    natural = step_id(None, fields.title, at) == fields.id
    own = fields.personas != journey.fields.personas
    ways = tuple(one.model_copy(update={"to": _near(journey.id, one.to)}) for one in fields.next)
    return fields.model_copy(
        update={
            "id": None if natural else fields.id,
            "personas": fields.personas if own else (),
            "next": ways,
        }
    )


def _near(journey: str, id: str | None) -> str | None:
    """Return the id of a step or stage as it is called inside its journey."""
    return id.removeprefix(f"{journey}/") if id else id


def _readings(catalog: Catalog, readings: Any) -> Any:
    """Return readings, or where they are, without places that may not be shown."""
    hidden = catalog.table("hidden")
    if isinstance(readings, Pool):
        return readings.model_copy(update={"pool": tuple(_readings(catalog, one) for one in readings.pool)})
    if isinstance(readings, Readings):
        kept = {
            kind: {name: id for name, id in names.items() if (kind, id) not in hidden}
            for kind, names in readings.map.items()
        }
        return readings.model_copy(update={"map": {kind: names for kind, names in kept.items() if names}})
    stages = {id for kind, id in hidden if kind == "stage"}
    return tuple(one for one in readings if not _is_of(one, stages))


def _is_of(reading: Reading, stages: set[str]) -> bool:
    named = f"{reading.journey}/{reading.stage}" if reading.journey else reading.stage
    return named in stages or any(one.rpartition("/")[2] == reading.stage for one in stages)


def _open(catalog: Catalog, entity: Entity[Any], fields: F) -> Plain:
    """Return fields as plain values, without links to what may not be shown."""
    kept = without_references(fields, lambda kind, id: kind == "link" and not _leads(catalog, id))
    made: Plain = encode(kept)
    texts = open_texts(catalog, entity)
    if texts:
        made = with_texts(made, lambda text: texts.get(text, text))
    own = made.get("fields")
    if own:
        made["fields"] = {
            name: value for name, value in own.items() if _may_stand(catalog, entity, name, value)
        }
    return made


def _leads(catalog: Catalog, href: str) -> bool:
    target = field_target(href)
    return target is None or is_shown(catalog, *target)


def _may_stand(catalog: Catalog, entity: Entity[Any], name: str, value: Any) -> bool:
    """Return whether an own field leads nowhere, or to what may be shown."""
    declared: Mapping[str, Any] = catalog.site.fields.get(entity.kind, catalog.site.lanes)
    kind = declared[name].type if name in declared else ""
    return kind != "link" or not isinstance(value, str) or _leads(catalog, value)
