"""The part of the sentence that measures: what sources answered becomes readings, feelings and what is told of them.

Each metric is asked, placed and judged by itself, and what was read for it is noted: after an edit of one among a
thousand the others stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.asked_days import asked_day, stale_reading
from jmsite.cached import logs_of, series_of
from jmsite.content.tables import merge_points, prose_by_entity, texts_of_lanes
from jmsite.data import WantedRows, rows
from jmsite.data.events import event_questions, flows_by_journey, with_funnels
from jmsite.data.fetch import askers, queries_of
from jmsite.data.measure import (
    chart_tables,
    endings_of,
    journey_feelings,
    place_readings,
    question_of,
    researched_insights,
    series_from_answers,
)
from jmsite.data.unanswered import why_unanswered
from jmsite.effects import effects_of
from jmsite.engine.memo import Memo
from jmsite.formats.messages import BabelMessages
from jmsite.model.catalog import Catalog
from jmsite.model.findings import Examined, Finding, merged_findings
from jmsite.model.readings import Series
from jmsite.model.sources import Inputs, Query
from jmsite.reading import Content
from jmsite.reviews.tables import review_tables

Metrics = list[tuple[str, tuple[str]]]
"""A call for each metric: its id as slot and as argument."""


def queries(linked: Catalog, memo: Memo) -> tuple[Query, ...]:
    """Return everything that metrics, journeys and charts ask of files and sources."""
    asked = memo.traced(queries_of, linked, [(one, one) for one in askers(linked)])
    return tuple([query for some in asked for query in some])


def measured(
    linked: Catalog, content: Content, words: BabelMessages, inputs: Inputs, memo: Memo
) -> Examined[Catalog]:
    """Return the catalog with its prose, readings of metrics, emotions of steps and the words of the interface."""
    sources = Catalog(
        tables={**linked.tables, "snapshots": inputs.snapshots, "today": {"site": inputs.today}}
    )
    metrics: Metrics = memo(_calls, linked.table("metric"))
    asked = memo.traced(question_of, sources, metrics)
    questions = {id: question for (id, _), question in zip(metrics, asked, strict=True) if question}
    # in one batch for all metrics: those of one file are read together, it is opened once
    answers = series_from_answers(series_of(questions, memo))
    flows = flows_by_journey(linked, logs_of(event_questions(linked, inputs.snapshots), memo))
    catalog = measure(sources, with_funnels(linked, answers.value, flows.value), memo)
    felt = merged_findings(
        memo.traced(journey_feelings, catalog.value, [(id, (id,)) for id in linked.table("journey")])
    )
    wanted: dict[str, WantedRows] = chart_tables(sources)
    taken = merged_findings(memo.each(rows, [(id, (sheet,)) for id, sheet in wanted.items()]))
    beside: dict[str, Mapping[Any, Any]] = {
        **effects_of(catalog.value, memo),
        **_freshness(catalog.value, metrics, memo),
        "points": memo(merge_points, felt.value),
        "flows": memo.same("flows", flows.value),
        "rows": memo.same("rows", dict(zip(wanted, taken.value, strict=True))),
        "prose": memo(prose_by_entity, linked, content.prose),
        "lane_texts": memo(texts_of_lanes, content.prose),
        "days": inputs.days,
        "void_days": inputs.void_days,
        "words": {"site": words},
    }
    told = _told(sources, memo)
    steps: Sequence[Examined[Any]] = (told, answers, flows, catalog, felt, taken)
    # what only measuring reads is no part of what checks and pages are made of
    tables = {name: table for name, table in catalog.value.tables.items() if name not in ONLY_HERE}
    whole = Catalog(tables={**tables, **beside})
    reviews = review_tables(whole, [unit.entities for unit in content.units], inputs, memo)
    return Examined(
        value=Catalog(tables={**whole.tables, **reviews}), findings=merged_findings(steps).findings
    )


ONLY_HERE = ("snapshots", "answers", "endings")
"""The tables that are gone when everything is measured."""


def measure(catalog: Catalog, answers: Mapping[str, Series], memo: Memo) -> Examined[Catalog]:
    """Return the catalog with the tables ``series``, ``emotion_metrics`` and ``researched``; ``answers`` are the
    readings of metrics as they were read, by id.
    """
    (endings,) = memo.traced(endings_of, catalog, [((), ())])
    known = Catalog(tables={**catalog.tables, "answers": answers, "endings": {"site": endings}})
    metrics: Metrics = memo(_calls, catalog.table("metric"))
    found = merged_findings(memo.traced(place_readings, known, metrics))
    each = [(id, one) for (id, _), one in zip(metrics, found.value, strict=True)]
    tables = {
        **known.tables,
        "series": {id: one.series for id, one in each if one.series is not None},
        "emotion_metrics": {id: one.felt for id, one in each if one.felt is not None},
        "researched": researched_insights(catalog),
    }
    return Examined(value=Catalog(tables=tables), findings=found.findings)


def _freshness(catalog: Catalog, metrics: Metrics, memo: Memo) -> dict[str, Mapping[Any, Any]]:
    """Return the tables of when metrics were asked, and of which of them are stale."""
    days, stale = memo.traced(asked_day, catalog, metrics), memo.traced(stale_reading, catalog, metrics)
    each: dict[str, Sequence[object]] = {"asked_days": days, "stale_readings": stale}
    return {
        name: {id: one for (id, _), one in zip(metrics, found, strict=True) if one is not None}
        for name, found in each.items()
    }


def _told(catalog: Catalog, memo: Memo) -> Examined[None]:
    """Return which questions to sources have no answer, or an old one."""
    calls = [(one, one) for one in askers(catalog)]
    told: list[tuple[Finding, ...]] = memo.traced(why_unanswered, catalog, calls)
    return Examined(value=None, findings=tuple([one for some in told for one in some]))


def _calls(metrics: Mapping[str, Any]) -> Metrics:
    return [(id, (id,)) for id in metrics]
