"""The statements of an entity, field by field: equal when readers meet the same, however it is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from jmsite.model.addresses import SCHEME, field_target
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.change import StatedValue
from jmsite.model.codec import encode
from jmsite.model.entities.journey import Stage, Step
from jmsite.model.entities.lanes import Lanes
from jmsite.model.entities.review import Review
from jmsite.model.fields import Common, Fields, Reference
from jmsite.model.type_hints import declared, entries, mark, shape
from jmsite.model.value import Value
from jmsite.model.written_durations import WrittenDuration

Ids = Mapping[tuple[str, str], str]
"""(kind, id before) → id after, of what was given another one."""
UNSAID = frozenset(
    (
        "title", "aliases", "draft", "fields", "id", "emotion", "steps", "anytime", "readings", "file",
        "watch", "code_owner", "events",
    )
)  # fmt: skip
"""Fields that say nothing by themselves, that are for authors alone, or that are looked at in another way: scores,
readings, entities inside.
"""
OF_REVIEWS = ("of", "by")
"""The fields of a review beside its day, which say nothing to readers."""
OF_LANES = frozenset(Lanes.model_fields) - frozenset(Common.model_fields)
OF_SITE = frozenset(("language",))
"""The settings of a site that its readers meet, beside its title."""
WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Signs of scripts that put no blanks between words, as a set of a pattern."""
_BREAK_IN_WIDE = re.compile(rf"(?<=[{WIDE}])\s+(?=[{WIDE}])")


class Statement(Value):
    """The content of one field: its way by the names of content files, and what is told there.

    ``single``: the field holds one value, and not a list.
    """

    field: str
    values: tuple[StatedValue, ...]
    single: bool = False


class EntityContext(Value):
    """An entity in its catalog, and the ids that other entities have since; what it says is read by these."""

    catalog: Catalog
    entity: Entity[Any]
    ids: Ids


class _FieldPlan(Value):
    """A field of a model: its attribute, its written name, and how what stands in it is to be taken."""

    name: str
    written: str
    reference: Reference | None
    choice: bool


def statements_of(catalog: Catalog, entity: Entity[Any], ids: Ids = {}) -> dict[str, Statement]:  # noqa: B006 - never written to
    """Return what an entity says by field: its fields, those of the site's own, its prose, and charts in it.

    Scores and readings are not among it, nor its title; ``ids`` gives what it names the ids of another state.
    """
    context = EntityContext(catalog=catalog, entity=entity, ids=ids)
    told = [*_of_fields(entity.fields, context, "", _unsaid(catalog, entity))]
    told += [*_own(context), *_scores_backed(context), *_prose(context)]
    return {one.field: one for one in told if one.values}


def plain_words(text: str) -> str:
    """Return words without where their lines break; scripts without blanks have none there."""
    return _BREAK_IN_WIDE.sub("", " ".join(text.split()))


def _unsaid(catalog: Catalog, entity: Entity[Any]) -> frozenset[str]:
    """Return the fields of an entity that go without saying, or that another one says."""
    fields = entity.fields
    if entity.kind == "site":
        return frozenset(type(fields).model_fields) - OF_SITE
    if isinstance(fields, Step):
        journey = catalog.journey(entity.id.partition("/")[0])
        alike = journey is not None and journey.fields.personas == fields.personas
        return UNSAID | {"personas"} if alike else UNSAID
    # lanes of a stage without steps, and of what differs for a persona, are those of steps as they are linked
    alone = entity.kind == "variant" or (isinstance(fields, Stage) and not fields.steps)
    return UNSAID | OF_LANES if alone else UNSAID


@cache
def _plan(model: type[Fields]) -> tuple[_FieldPlan, ...]:
    hints = declared(model)
    return tuple(
        _FieldPlan(
            name=name,
            written=field.alias or name,
            reference=mark(entries(hints[name]), Reference),
            choice=any(shape(kind).form == "choice" for kind, _ in entries(hints[name])),
        )
        for name, field in model.model_fields.items()
    )


def _of_fields(
    fields: Fields, context: EntityContext, way: str, unsaid: frozenset[str]
) -> Iterator[Statement]:
    values = vars(fields)
    for plan in _plan(type(fields)):
        value = values[plan.name]
        if value is not None and value is not False and plan.name not in unsaid:
            yield from _of_value(f"{way}{plan.written}", value, plan, context)


def _of_value(way: str, value: Any, plan: _FieldPlan, context: EntityContext) -> Iterator[Statement]:
    if isinstance(value, Fields):
        yield from _of_fields(value, context, f"{way}.", frozenset())
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _of_value(f"{way}.{_key(key)}", one, plan, context)
    elif isinstance(value, tuple):
        told = (_item(one, plan, context) for one in value)
        yield Statement(field=way, values=tuple(one for one in told if one))
    else:
        found = _scalar(value, plan, context)
        yield Statement(field=way, values=(found,) if found else (), single=True)


def _key(key: Any) -> str:
    return f"{key:g}" if isinstance(key, float) else str(key)


def _item(value: Any, plan: _FieldPlan, context: EntityContext) -> StatedValue | None:
    """Return an entry of a list; of one with fields the first that it must have, and the others as its details."""
    if not isinstance(value, Fields):
        return _scalar(value, plan, context)
    values, model = vars(value), type(value)
    # the field that must be there is what an entry is: a pain's text, a goal's metric
    first = next((name for name, one in model.model_fields.items() if one.is_required()), "")
    main: StatedValue | None = None
    details: dict[str, tuple[StatedValue, ...]] = {}
    for part in _plan(model):
        if model is Review and part.name in OF_REVIEWS:
            continue
        found = tuple(_all(values[part.name], part, context))
        if part.name == first:
            main = found[0] if found else None
        elif found:
            details[part.written] = found
    if main is None:
        return None
    return StatedValue(
        form=main.form,
        text=main.text,
        kind=main.kind,
        id=main.id,
        number=main.number,
        details={**main.details, **details},
    )


def _all(value: Any, plan: _FieldPlan, context: EntityContext) -> Iterator[StatedValue]:
    for one in value if isinstance(value, tuple) else (value,):
        found = None if one is None or one is False else _item(one, plan, context)
        if found:
            yield found


def _scalar(value: Any, plan: _FieldPlan | None, context: EntityContext) -> StatedValue | None:
    if isinstance(value, bool):
        return StatedValue(form="flag", text="true" if value else "false")
    if isinstance(value, (int, float)):
        return StatedValue(form="number", number=float(value))
    if isinstance(value, timedelta):
        return StatedValue(form="span", text=_iso(value), number=value.total_seconds())
    if isinstance(value, date):
        return StatedValue(form="day", text=value.isoformat())
    if not isinstance(value, str):
        return StatedValue(text=plain_words(json.dumps(encode(value), ensure_ascii=False, default=str)))
    if plan is not None and plan.choice:
        return StatedValue(form="choice", text=value)
    return _named(value, plan.reference, context) if plan and plan.reference else _words(value, context)


def _iso(value: timedelta) -> str:
    if isinstance(value, WrittenDuration):
        return value.written
    return f"PT{value.total_seconds():g}S"


def _words(text: str, context: EntityContext) -> StatedValue | None:
    """Return a text as readers meet it, with the addresses of other sites that it leads to."""
    found = context.catalog.lane_text(text)
    if found is None:
        return StatedValue(text=plain_words(text)) if text.strip() else None
    links = tuple(StatedValue(text=link.href) for link in found.prose.links if SCHEME.match(link.href))
    return StatedValue(text=plain_words(found.prose.text), details={"link": links} if links else {})


def _named(id: str, reference: Reference, context: EntityContext) -> StatedValue | None:
    """Return what a field refers to: an entity, a file, an address; None for what may not be shown."""
    if not id:
        return None
    if reference.kind == "link":
        return _link(id, context.catalog)
    if reference.kind in ("asset", "data"):
        # where a file lies is nothing to its readers
        return StatedValue(text=id.rpartition("/")[2])
    kind = ("step" if id.count("/") == 2 else "stage") if reference.kind == "next" else reference.kind_of(id)
    return stated_entity(context, kind, id)


def stated_entity(context: EntityContext, kind: str, id: str) -> StatedValue:
    """Return an entity that is named, by the id that it has since; words that name none as words."""
    found = context.catalog.find(kind, id)
    if found is None:
        return _words(id, context) or StatedValue(text=id)
    return StatedValue(form="entity", kind=kind, id=context.ids.get((kind, id), id), text=found.title)


def _link(href: str, catalog: Catalog) -> StatedValue | None:
    """Return where a link leads: an address, or the page of a content file, wherever the file lies."""
    target = field_target(href)
    if target is None:
        return StatedValue(text=href)
    page = catalog.read("files", target[0])
    if page is None or target[1] in (catalog.read("veiled", target[0]) or ()):
        return None
    return StatedValue(text=f"{page}#{target[1]}" if target[1] else page)


def _own(context: EntityContext) -> Iterator[Statement]:
    """Yield the fields and lanes of the site's own."""
    entity, site = context.entity, context.catalog.site
    kinds = site.fields.get(entity.kind, site.lanes)
    lanes = _unsaid(context.catalog, entity) >= OF_LANES
    for name, value in getattr(entity.fields, "fields", {}).items() if entity.kind != "site" else ():
        links = name in kinds and kinds[name].type == "link"
        # lanes of a stage that is one step stand in the step
        if lanes and name in site.lanes:
            continue
        values = value if isinstance(value, (list, tuple)) else (value,)
        told = (
            _link(one, context.catalog) if links and isinstance(one, str) else _scalar(one, None, context)
            for one in values
            if one not in (None, "")
        )
        single = not isinstance(value, (list, tuple))
        yield Statement(field=f"fields.{name}", values=tuple(one for one in told if one), single=single)


def _scores_backed(context: EntityContext) -> Iterator[Statement]:
    """Yield the research that scores rest on, each with whose score it is."""
    step = context.entity.fields
    if not isinstance(step, Step):
        return
    told = []
    for persona, points in step.emotion.items():
        whose = {"persona": (stated_entity(context, "persona", persona),)} if persona else {}
        ids = dict.fromkeys(id for felt in points for id in felt.research)
        for named in (stated_entity(context, "research", id) for id in ids):
            told.append(
                StatedValue(form=named.form, kind=named.kind, id=named.id, text=named.text, details=whose)
            )
    yield Statement(field="emotion.research", values=tuple(told))


def _prose(context: EntityContext) -> Iterator[Statement]:
    """Yield the prose of an entity in its words, the addresses of other sites in it, and its charts."""
    catalog, entity = context.catalog, context.entity
    prose = catalog.prose(entity)
    if prose.text.strip():
        yield Statement(field="prose", values=(StatedValue(text=plain_words(prose.text)),), single=True)
    links = [link.href for link in prose.links if SCHEME.match(link.href)]
    yield Statement(field="prose.links", values=tuple(StatedValue(text=href) for href in links))
    charts = (catalog.find("chart", f"{entity.prose_path}#{at}") for at in range(len(prose.charts)))
    yield Statement(field="prose.charts", values=tuple(_chart(chart) for chart in charts if chart))


def _chart(chart: Entity[Any]) -> StatedValue:
    """Return a chart by its title; what it is drawn from shows in the digest by which it is told from others."""
    written = json.dumps(encode(chart.fields), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()[:12]
    return StatedValue(text=chart.fields.caption or "", id=digest)
