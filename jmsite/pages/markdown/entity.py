"""One entity as Markdown: what it is, what it is made of, what uses it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals
from jmsite.model.entities.journey import Phase
from jmsite.model.entities.lanes import Lanes
from jmsite.model.kinds import ENTITIES
from jmsite.model.markdown import escaped
from jmsite.model.messages import Messages, capitalized
from jmsite.model.phases import phase_of, phases
from jmsite.pages.markdown.observed import observed
from jmsite.pages.markdown.text import Parts, bullets, link, paragraphs, row, table, to
from jmsite.pages.markdown.values import fields, text_markdown
from jmsite.pages.parts.map.flow import flow_at
from jmsite.pages.parts.metrics.how_made import how_made
from jmsite.pages.parts.metrics.origins import latest_day, origin
from jmsite.pages.parts.metrics.rows_counted import rows_counted
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.lane_texts import words
from jmsite.pages.parts.page.prose import text
from jmsite.pages.parts.page.scores import score_on_scale

LANES = frozenset(Lanes.model_fields)
HOW_MADE = frozenset(("kind", "top", "quantile"))
"""The fields of a metric that one sentence tells together, since a number of answers alone says nothing."""
LATEST = 12
"""Readings of a metric that a Markdown page tells: what is new."""


def entity_markdown(catalog: Catalog, kind: str, id: str) -> Parts:
    """Return an entity as Markdown."""
    entity = require_entity(catalog.find(kind, id))
    own = entity.fields
    return paragraphs(
        "" if _titled(catalog, entity) else f"# {escaped(entity.title)}",
        _above(catalog, entity),
        text_markdown(catalog, entity, getattr(own, "goal", None)),
        text_markdown(catalog, entity, getattr(own, "summary", None)),
        "\n".join(
            (*_of_stage(catalog, entity), *_made(catalog, entity), *fields(catalog, entity, _apart(entity)))
        ),
        text(catalog, entity, entity.url),
        *_inside(catalog, entity),
        *_used(catalog, entity),
    )


def _apart(entity: Entity[Any]) -> frozenset[str]:
    """Return the fields of an entity that are told in another way than those of others."""
    return HOW_MADE if entity.kind == "metric" else LANES if _alone(entity) else frozenset()


def _made(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    """Yield how a metric is worked out."""
    if entity.kind == "metric":
        fact = how_made(catalog.words, entity.fields)
        said = catalog.words.phrase(fact.value) if fact.sort == "word" else fact.value
        yield row(catalog.words.phrase(f"fact.{fact.key}"), [escaped(said)], joined=True)


def _alone(entity: Entity[Any]) -> bool:
    """Return whether a stage is written without steps: what stands in it is told as its one step."""
    return entity.kind == "stage" and not entity.fields.steps


def _titled(catalog: Catalog, entity: Entity[Any]) -> bool:
    """Return whether prose begins with a title of its own."""
    return catalog.prose(entity).html.lstrip().startswith("<h1")


def _above(catalog: Catalog, entity: Entity[Any]) -> str:
    """Return what an entity is a part of."""
    if entity.kind == "stage":
        journey = catalog.journey(entity.id.partition("/")[0])
        phase = phase_of(journey.fields, entity.fields) if journey else None
        place = f", {escaped(phase.title)}" if phase else ""
        return f"{catalog.words.phrase('one.stage')}: {to(journey)}{place}" if journey else ""
    return catalog.words.phrase(f"one.{entity.kind}") if entity.kind != "page" else ""


def _inside(catalog: Catalog, entity: Entity[Any]) -> Iterator[Any]:
    words = catalog.words
    if entity.kind == "journey":
        yield f"## {words.phrase('map.stages')}"
        for phase, stages in phases(entity.fields, catalog.stages_of(entity.id)):
            yield from _phase(phase)
            yield "\n".join(line for stage in stages for line in _stage(catalog, stage))
        yield from _anytime(catalog, entity)
        yield from observed(catalog, entity)
    elif entity.kind == "stage":
        yield from _steps(catalog, entity)
    elif entity.kind == "metric":
        yield from _readings(catalog, entity)


def _anytime(catalog: Catalog, journey: Entity[Any]) -> Iterator[Any]:
    """Yield the moments of a journey that belong to no stage, which are told nowhere else."""
    moments = catalog.anytime(journey.id)
    if moments:
        yield f"## {catalog.words.phrase('map.anytime')}"
    for moment in moments:
        yield from _step(catalog, moment)


def _phase(phase: Phase | None) -> Iterator[str]:
    """Yield the head of a phase, and what is said of it."""
    if phase is not None:
        yield f"### {escaped(phase.title)}{f' ({escaped(phase.when)})' if phase.when else ''}"
        yield escaped(phase.summary or "")


def _stage(catalog: Catalog, stage: Entity[Any]) -> Iterator[str]:
    """Yield a stage of a map with its steps and how they feel."""
    when = f" ({escaped(stage.fields.when)})" if stage.fields.when else ""
    goal = words(catalog, stage.fields.goal or stage.fields.summary or "")
    yield f"- {to(stage)}{when}: {escaped(goal)}" if goal else f"- {to(stage)}{when}"
    for step in catalog.steps_of(stage.id):
        felt = ", ".join(feelings(catalog, step, short=True))
        yield f"  - {escaped(step.title)}: {felt}" if felt else f"  - {escaped(step.title)}"


def _steps(catalog: Catalog, stage: Entity[Any]) -> Iterator[Any]:
    words = catalog.words
    steps = catalog.steps_of(stage.id)
    if steps:
        yield f"## {words.phrase('stage.steps')}"
    for step in steps:
        yield from _step(catalog, step)
    for variant in catalog.variants_of(stage.id):
        who = catalog.persona(variant.id.rpartition("/")[2])
        if who:
            yield f"## {words.phrase('stage.for', name=escaped(who.title))}"
            yield escaped(variant.fields.title or "")
            yield text_markdown(catalog, variant, variant.fields.goal)
            yield text_markdown(catalog, variant, variant.fields.summary)
            yield "\n".join(fields(catalog, variant, LANES))
            yield text(catalog, variant, stage.url)


def _of_stage(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    """Yield that a whole stage is a moment of truth; one without steps says so in its one step."""
    if entity.kind == "stage" and not _alone(entity):
        yield from _truth(catalog, entity)


def _step(catalog: Catalog, step: Entity[Any]) -> Iterator[str]:
    """Yield all of a step under its title."""
    words = catalog.words
    yield f"### {escaped(step.title)}"
    felt = ", ".join(feelings(catalog, step))
    lines = [f"- **{words.phrase('lane.emotion')}:** {felt}"] if felt else []
    lines += list(_truth(catalog, step))
    lines += [f"- **{words.phrase('lane.flow')}:** {escaped(mark.text)}" for mark in flow_at(catalog, step)]
    yield text_markdown(catalog, step, step.fields.summary)
    yield "\n".join((*lines, *fields(catalog, step)))


def _truth(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    """Say that a moment is one of truth, and why."""
    truth = entity.fields.moment_of_truth
    if truth:
        why = text_markdown(catalog, entity, truth).replace("\n", "\n  ") if isinstance(truth, str) else ""
        yield f"- **{capitalized(catalog.words.phrase('basis.truth'))}**{': ' if why else ''}{why}"


def feelings(catalog: Catalog, step: Entity[Any], short: bool = False) -> Iterator[str]:
    """Yield how a step feels to each persona, and what that rests on."""
    words = catalog.words
    for point in catalog.points(step.id):
        who = catalog.persona(point.persona)
        score = score_on_scale(catalog, point.score, step.id.partition("/")[0], point)
        score = f"{escaped(who.title)} {score}" if who else score
        if short:
            yield score
            continue
        rests = [escaped(point.word)] if point.word else []
        rests += [words.phrase(f"basis.{point.basis}")]
        rests += [words.phrase("n", n=words.number(point.n, 0))] if point.n is not None else []
        yield f"{score} ({', '.join(rests)})"


def _readings(catalog: Catalog, metric: Entity[Any]) -> Iterator[str]:
    words = catalog.words
    counted = rows_counted(catalog, metric.id)
    told = (
        ("source", origin(catalog, metric)),
        ("latest", latest_day(catalog, metric)),
        ("rows", counted.value if counted else ""),
    )
    yield "\n".join(row(words.phrase(f"fact.{key}"), [escaped(one)], joined=True) for key, one in told if one)
    # the latest only: whoever wants all of them takes the table of the page
    known = [reading for reading in catalog.series(metric.id).total if reading.value is not None][-LATEST:]
    if known:
        name = f"{escaped(metric.title)} {escaped(metric.fields.unit or '')}".strip()
        values = [one.value for one in known]
        rows = (
            (
                words.day(one.day),
                words.number(one.value or 0, max(2, decimals(one.value, values))),
                _count(words, one.n),
            )
            for one in known
        )
        yield table((words.phrase("fact.when"), name, "n"), rows)


def _count(words: Messages, n: int | None) -> str:
    return "" if n is None else words.number(n, 0)


def _used(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    """Yield who refers to an entity, by kind; a persona's steps are those of their journeys."""
    words = catalog.words
    found: dict[str, dict[str, str]] = {}
    for use in catalog.uses(entity.kind, entity.id):
        if entity.kind == "persona" and use.kind in ("step", "stage", "variant"):
            continue
        user = catalog.find(use.kind, use.id)
        if user is not None and use.kind in KINDS_TOLD:
            found.setdefault(use.kind, {})[use.id] = _user(catalog, user)
    lines = [
        f"**{words.phrase(f'kind.{kind}')}:** {', '.join(found[kind].values())}"
        for kind in KINDS_TOLD
        if kind in found
    ]
    if lines:
        yield f"## {words.phrase('use.where')}"
        yield bullets(lines)


KINDS_TOLD = tuple(kind.name for kind in ENTITIES.values() if kind.result)


def _user(catalog: Catalog, user: Entity[Any]) -> str:
    """Return a link to who refers; a step or a stage says of which journey."""
    if user.kind not in ("step", "stage"):
        return to(user)
    journey = catalog.journey(user.id.partition("/")[0])
    return link(f"{user.title}, {journey.title}", user.url) if journey else to(user)


def listed(entities: Iterable[Entity[Any]]) -> str:
    """Return entities as a list, each with its sentence."""
    return bullets(_row(entity) for entity in entities)


def _row(entity: Entity[Any]) -> str:
    told = getattr(entity.fields, "summary", None) or getattr(entity.fields, "role", None)
    return f"{to(entity)}: {escaped(told)}" if told else to(entity)
