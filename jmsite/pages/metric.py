"""The page of a metric: where it stands, how it came there, of what it is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import surveys
from jmsite.model.figures import Drawing, FigureTable
from jmsite.model.messages import Messages, capitalized
from jmsite.model.page import Page, Text
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import cases, columns, interval, trend, values_in_words
from jmsite.pages.parts.lists.responsibilities import coming_rows
from jmsite.pages.parts.lists.stages_as_steps import steps_with
from jmsite.pages.parts.lists.usage import JourneyUse, uses
from jmsite.pages.parts.metrics import funnel, funnel_cuts
from jmsite.pages.parts.metrics.effects import Effect, effect
from jmsite.pages.parts.metrics.how_made import how_made
from jmsite.pages.parts.metrics.latest import days_told
from jmsite.pages.parts.metrics.metric_parts import Cut, cuts
from jmsite.pages.parts.metrics.metric_turns import TurnMark, turn_marks
from jmsite.pages.parts.metrics.origins import latest_day, origin
from jmsite.pages.parts.metrics.rows_counted import rows_counted
from jmsite.pages.parts.metrics.splits import Split, by_persona, by_words, funnel_by_persona, splits
from jmsite.pages.parts.metrics.target_comparison import TargetComparison, compare_with_target
from jmsite.pages.parts.page.entity_page import entity_page, free_anchors, require_entity
from jmsite.pages.parts.page.facts import Fact, address, facts, tags
from jmsite.pages.parts.page.marks import ListRow, MetricMark, OpportunityCard, metric_mark, opportunity_card
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.prose import text
from jmsite.pages.parts.page.scores import score_text

BESIDE = 3
"""Rows of parts and their heads beside a chart that leave room for the facts under them."""


class ObjectiveRow(Value):
    """An objective of a journey that a metric shows."""

    text: str
    title: str
    url: str
    target: float | None
    by: date | None


class MetricView(Value):
    """A metric: where it stands, how it came there, of what it is made, and who watches it.

    ``table`` holds its readings where there are too few to draw; ``sql`` is the query they come from, or "".
    ``way`` are the parts of a funnel, which come before its trend. ``before`` is what it was a year before, with
    ``mark.digits``; ``shipped`` what changed with ``solution``, the last one with readings on both sides.
    ``by_hand`` says that
    its readings are written in its file. ``beside`` says that the facts have room beside the chart, under the parts.
    """

    summary: str
    mark: MetricMark
    standing: TargetComparison
    before: float | None
    shipped: Effect | None
    solution: ListRow | None
    cuts: tuple[Cut, ...]
    beside: bool
    facts: tuple[Fact, ...]
    by_hand: bool
    way: Drawing | None
    trend: Drawing | None
    table: FigureTable | None
    splits: tuple[Split, ...]
    sql: str
    turns: tuple[TurnMark, ...]
    goals: tuple[ObjectiveRow, ...]
    journeys: tuple[JourneyUse, ...]
    opportunities: tuple[OpportunityCard, ...]
    solutions: tuple[ListRow, ...]
    ids: tuple[str, ...]
    text: Text


def metric(catalog: Catalog, id: str) -> Page:
    """Return the page of a metric."""
    entity = require_entity(catalog.metric(id))
    fields = entity.fields
    drawn, taken_apart = trend(catalog, id, small=False), splits(catalog, entity)
    ways = [each for each in taken_apart if each.by in ("stage", "step")] if funnel.is_funnel(entity) else []
    way = ways[-1] if ways else None
    parts, before = cuts(catalog, entity), funnel.overall_readings(catalog, entity).a_year_before()
    shipped = _last_shipped(catalog, entity)
    view = MetricView(
        summary=fields.summary or "",
        mark=metric_mark(catalog, entity),
        standing=compare_with_target(catalog, entity),
        before=before.value if before else None,
        shipped=shipped[1] if shipped else None,
        solution=shipped[0] if shipped else None,
        cuts=parts,
        beside=sum(len(cut.rows) + 1 for cut in parts) <= BESIDE,
        facts=facts(entity, (*_facts(catalog, entity), *own_facts(catalog, entity), tags(entity))),
        trend=drawn,
        table=_table(catalog, entity) if drawn is None else None,
        way=way.drawing if way else None,
        splits=(*_of_personas(catalog, entity), *(each for each in taken_apart if each is not way)),
        by_hand=not surveys(fields.readings) and fields.events is None,
        sql="\n\n".join(one.sql for _, one in surveys(fields.readings) if one.sql),
        turns=turn_marks(catalog, entity),
        goals=tuple(_goals(catalog, entity)),
        journeys=uses(
            catalog, steps_with(catalog, "metric", id), key=lambda step: _part(step.fields.emotion, id)
        ),
        opportunities=tuple(opportunity_card(each) for each in catalog.users("metric", id, "opportunity")),
        solutions=tuple(_solutions(catalog, id)),
        ids=free_anchors(entity, ("summary", "readings", "events")),
        text=text(catalog, entity, entity.url),
    )
    return entity_page(catalog, entity, "metric", view, fields.summary or "")


def _of_personas(catalog: Catalog, entity: Entity[Metric]) -> Iterator[Split]:
    """Yield a metric by persona; a funnel over all periods, and in each of them."""
    words = catalog.words
    found = (
        (by_words(words, "persona"), by_persona(catalog, entity) or funnel_cuts.by_persona(catalog, entity)),
        (words.phrase("funnel.over-time"), funnel_by_persona(catalog, entity)),
    )
    for title, drawing in found:
        if drawing:
            yield Split(by="persona", title=title, drawing=drawing)


def _last_shipped(catalog: Catalog, entity: Entity[Metric]) -> tuple[ListRow, Effect] | None:
    """Return the last solution that shipped with readings on both sides, and what changed with it."""
    live = [each for each in catalog.users("metric", entity.id, "solution") if each.fields.shipped]
    for each in sorted(live, key=lambda one: one.fields.shipped, reverse=True):
        found = effect(catalog, each, entity)
        if found.count:
            under = catalog.words.day(each.fields.shipped)
            return ListRow(title=each.title, url=each.url, under=under), found
    return None


def _part(emotion: object, id: str) -> str:
    """Return whether a metric measures how a step feels, or is only watched there."""
    felt = emotion.values() if isinstance(emotion, dict) else ()
    return "measures" if any(each.metric == id for points in felt for each in points) else ""


def _facts(catalog: Catalog, entity: Entity[Metric]) -> list[Fact | None]:
    fields, words = entity.fields, catalog.words
    unit = funnel.unit(catalog, entity)
    scale = interval(words, fields.scale.min, fields.scale.max) if fields.scale else ""
    return [
        how_made(words, fields),
        Fact(key="direction", sort="word", value=f"metric.direction.{fields.direction}"),
        Fact(key="scale", sort="text", value=scale),
        Fact(key="emotion", sort="text", value=_feelings(catalog, fields)),
        Fact(key="target", sort="text", value=_written(words, fields.target, unit)),
        Fact(key="baseline", sort="text", value=_written(words, fields.baseline, unit)),
        Fact(key="thresholds", sort="text", value=_thresholds(words, fields)),
        Fact(key="small-groups", sort="text", value=_small_groups(catalog, entity)),
        Fact(key="source", sort="text", value=origin(catalog, entity)),
        Fact(key="latest", sort="text", value=latest_day(catalog, entity)),
        rows_counted(catalog, entity.id),
        Fact(key="owner", sort="text", value=fields.owner or ""),
        Fact(key="link", sort="links", value=address(catalog, fields.link)),
    ]


def _small_groups(catalog: Catalog, entity: Entity[Metric]) -> str:
    """Return what became of groups with few cases, where there are such; else ""."""
    series, fields, site = catalog.series(entity.id), entity.fields, catalog.site
    if not any(one.small for one in (*series.total, *series.parts)):
        return ""
    how, fewest = fields.small_groups or site.small_groups or "hide", fields.min_n or site.min_n or 0
    return catalog.words.plural(fewest, f"metric.small.{how}")


def _written(words: Messages, value: float | None, unit: str) -> str:
    """Return a number that an author wrote, with its unit; "" where there is none."""
    return "" if value is None else f"{words.number(value)} {unit}".strip()


def _feelings(catalog: Catalog, fields: Metric) -> str:
    """Return which values feel how, as they are declared: ``0: −2, 60: 0``; "" where nothing is."""
    words, scale = catalog.words, catalog.site.emotion_scale
    declared = sorted(fields.emotion.at.items()) if fields.emotion else []
    told = (
        words.phrase(
            "pair",
            name=words.number(value),
            value=score_text(words, scale.stored(score), scale, exact=True),
        )
        for value, score in declared
    )
    return words.row(*told)


def _thresholds(words: Messages, fields: Metric) -> str:
    """Return the words and where they hold, from the lowest value up; the lowest of several below the next."""
    found = sorted(fields.thresholds, key=lambda threshold: threshold.value)
    ends = [("below", low.label, high.value) for low, high in pairwise(found[:2])]
    begins = [("from", each.label, each.value) for each in found[len(ends) :]]
    said = (
        words.phrase(f"metric.threshold.{key}", word=word, value=words.number(value))
        for key, word, value in ends + begins
    )
    return capitalized(words.row(*said))


def _table(catalog: Catalog, entity: Entity[Metric]) -> FigureTable | None:
    words, total = catalog.words, funnel.overall_readings(catalog, entity).total
    days = tuple(reading.day for reading in total)
    told = zip(days_told(words, days), values_in_words(words, total), total, strict=True)
    rows = tuple((day, value, cases(words, reading)) for day, value, reading in told)
    return FigureTable(columns=columns(words, "day", "value", "n"), rows=rows, days=days) if rows else None


def _goals(catalog: Catalog, entity: Entity[Metric]) -> Iterator[ObjectiveRow]:
    for journey in catalog.users("metric", entity.id, "journey"):
        for goal in journey.fields.objectives:
            if goal.metric == entity.id:
                target = goal.target if goal.target is not None else entity.fields.target
                yield ObjectiveRow(
                    text=goal.text, title=journey.title, url=journey.url, target=target, by=goal.by
                )


def _solutions(catalog: Catalog, id: str) -> Iterator[ListRow]:
    """Yield what is to move a metric: what went live, the latest first, then what is to come."""
    found = catalog.users("metric", id, "solution")
    live = [each for each in found if each.fields.shipped]
    live.sort(key=lambda each: each.fields.shipped, reverse=True)
    for each in live:
        yield ListRow(
            title=each.title,
            url=each.url,
            under=catalog.words.day(each.fields.shipped),
            status=each.fields.status,
        )
    coming = [each for each in found if not each.fields.shipped and each.fields.status != "dropped"]
    coming.sort(key=lambda each: (each.fields.due is None, each.fields.due, each.title))
    yield from coming_rows(catalog, coming)
