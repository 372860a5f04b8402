"""Ask what is measured, and add the answers to the catalog: readings of metrics, feelings of steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping

from jmsite.data.dimensions import ident
from jmsite.data.emotion import EmotionMetric, emotion_metric, emotion_points, metrics_of_emotion
from jmsite.data.fetch import query_of
from jmsite.data.locate_readings import IdEndings, ends_of, id_endings, locate_readings
from jmsite.data.question import Question
from jmsite.data.rows import WantedRows
from jmsite.data.unknown_ids import unknown_ids
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.dimensions import DIMENSIONS, above
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.entities.journey import Step
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Pool, Readings, surveys
from jmsite.model.entities.site import Site
from jmsite.model.findings import Examined, Finding
from jmsite.model.readings import Point, Series
from jmsite.model.sources import Blob, Loc, Query, Snapshot
from jmsite.model.value import Value, replace


class PlacedReadings(Value):
    """The readings of a metric as the site shows them, and the metric as one that measures emotion.

    ``series`` is None where nothing was read, ``felt`` where what it names did not answer.
    """

    series: Series | None = None
    felt: EmotionMetric | None = None


Titles = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""By dimension, what else its ids are called: pairs of name and id."""


def question_of(catalog: Catalog, id: str) -> Question | None:
    """Return what to ask for a metric; None where it has no readings that can be asked.

    What sources answered is in the table ``snapshots``.
    """
    metric = catalog.metric(id)
    if metric is None:
        return None
    readings, own = metric.fields.readings, _question(metric, catalog.site)
    parts = dict(_parts(own, catalog))
    if isinstance(readings, Pool) and parts:
        return replace(own, pool=tuple(parts.values()), ways=tuple(parts))
    if isinstance(readings, Readings) and parts:
        return parts[()]
    return own if isinstance(readings, tuple) and readings else None


def _parts(question: Question, catalog: Catalog) -> Iterator[tuple[Loc, Question]]:
    """Yield the questions to each file or source of a metric that is there, with the way to it in the readings."""
    pool = question.readings if isinstance(question.readings, Pool) else None
    for way, one in surveys(question.readings):
        blob = table_of(catalog, one)
        if blob is not None:
            asked = one.model_copy(update={"every": pool.every}) if pool else one
            kinds = tuple(name for name in DIMENSIONS if getattr(one, name))
            # made once for all that have the same columns, since a site has many metrics and a thousand titles
            yield way, replace(question, readings=asked, blob=blob, titles=catalog.part(_titles, kinds))


def _titles(catalog: Catalog, kinds: tuple[str, ...]) -> Titles:
    """Return what readings may name things by in place of their ids, for the dimensions of which they have columns.

    The end of an id stands for all of it where no other column says what is before: rows of both forms belong together.
    """
    found = []
    for kind in kinds:
        ends = ends_of(catalog.entities(kind))
        short = (
            []
            if any(one in kinds for one in above(kind))
            else [one for one in ends.items() if one[0] != one[1]]
        )
        found.append((kind, (*_called(catalog, kind, ends), *short)))
    return tuple(found)


def _called(catalog: Catalog, kind: str, known: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the titles of a kind as columns are compared, each with the id of the only one that has it.

    A title that is the id of another stands for that one. What this build must not show is called by its title, too, so
    that it is known and left out without a word.
    """
    shown = ((entity.title, id) for id, entity in catalog.entities(kind).items())
    hidden = ((title, id) for (other, id), title in catalog.table("hidden").items() if other == kind)
    taken: dict[str, set[str]] = {}
    # shown first, and it stays: a title that is shown must not mean less because something hidden has it, too
    for titles in (shown, hidden):
        found: dict[str, set[str]] = defaultdict(set)
        for title, id in titles:
            found[ident(title)].add(id)
        taken = {**found, **taken}
    # in order, since it becomes part of a question, and so of the key by which answers are kept
    for title, ids in sorted(taken.items()):
        id = min(ids)
        if len(ids) == 1 and title not in known and title != id.rpartition("/")[2]:
            yield title, id


def chart_tables(catalog: Catalog) -> dict[str, WantedRows]:
    """Return the tables that authors' own charts take their rows from, by chart id; ``snapshots`` has the answers."""
    found = {}
    for chart in catalog.all("chart"):
        blob = table_of(catalog, chart.fields)
        if blob is not None:
            found[chart.id] = WantedRows(blob=blob, chart=chart.id, decimal=chart.fields.decimal or "")
    return found


def series_from_answers(answers: Mapping[str, Examined[Series]]) -> Examined[dict[str, Series]]:
    """Return the series that were made, by metric id; without those of which findings left nothing: these have
    been told.
    """
    faults = tuple(one for answer in answers.values() for one in answer.findings)
    made = {id: one.value for id, one in answers.items() if one.value.total or not one.findings}
    return Examined(value=made, findings=faults)


def endings_of(catalog: Catalog) -> IdEndings:
    """Return the ids that readings may be of, with those that this build must not show."""
    return id_endings(catalog, _hidden(catalog))


def place_readings(catalog: Catalog, id: str) -> Examined[PlacedReadings]:
    """Return the readings of a metric at what they are of, and the metric as one that measures emotion.

    What was read is in the table ``answers``, and in ``endings`` is what it can be of.
    """
    metric, series = catalog.metric(id), catalog.read("answers", id)
    if metric is None or (series is None and metric.fields.readings):
        return Examined(value=PlacedReadings())
    unknown: Mapping[str, tuple[str, ...]] = {}
    posts: IdEndings = catalog.read("endings", "site")
    if series is not None:
        series, unknown = locate_readings(series, posts)
    felt = emotion_metric(metric, series or Series(metric=id), catalog.site.emotion_scale)
    told = tuple(unknown_ids(metric, unknown, posts.hidden, catalog))
    return Examined(value=PlacedReadings(series=series, felt=felt), findings=told)


def researched_insights(catalog: Catalog) -> dict[str, bool]:
    """Return the ids of insights that rest on research."""
    return {insight.id: True for insight in catalog.all("insight") if insight.fields.research}


BACKING = ("research", "insights", "quotes", "pains", "gains")
"""Lanes of a step, and of its stage as a whole, in which a score may find its evidence."""


def journey_feelings(catalog: Catalog, journey: str) -> Examined[dict[str, tuple[Point, ...]]]:
    """Return how the steps of a journey feel, and its moments at any time, by step id."""
    found: list[Finding] = []
    points: dict[str, tuple[Point, ...]] = {}
    for step in catalog.moments(journey):
        if step.fields.emotion:
            rested = _rested(step, catalog)
            felt = emotion_points(rested, catalog.scale(journey), *_backing(rested, catalog))
            points[step.id] = felt.value
            found += felt.findings
    return Examined(value=points, findings=tuple(found))


def _rested(step: Entity[Step], catalog: Catalog) -> Entity[Step]:
    """Return a step with the research that there is, and with what its stage says of all its steps.

    Words that are not linked to any research back nothing.
    """
    stage = catalog.stage(step.id.rpartition("/")[0])
    both = (step.fields, stage.fields) if stage and stage.fields.steps else (step.fields,)
    told = {name: sum((getattr(lanes, name) for lanes in both), ()) for name in BACKING}
    told["research"] = tuple(id for id in told["research"] if catalog.research(id))
    if all(told[name] == getattr(step.fields, name) for name in BACKING):
        return step
    return replace(step, fields=step.fields.model_copy(update=told))


def _backing(step: Entity[Step], catalog: Catalog) -> tuple[dict[str, EmotionMetric], frozenset[str]]:
    """Return what may measure or back a step's feelings: the metrics it names, and its insights that rest on
    research.
    """
    fields = step.fields
    metrics = (*fields.metrics, *metrics_of_emotion(fields))
    insights = (*fields.insights, *(pain.insight for pain in (*fields.pains, *fields.gains) if pain.insight))
    emotion_metrics = {
        id: emotion_metric
        for id in metrics
        if (emotion_metric := catalog.read("emotion_metrics", id)) is not None
    }
    return emotion_metrics, frozenset(id for id in insights if catalog.read("researched", id))


def _question(metric: Entity[Metric], site: Site) -> Question:
    """Return the question of a metric, without the file that it is asked of."""
    fields = metric.fields
    return Question(
        metric=metric.id,
        kind=fields.kind,
        readings=fields.readings,
        blob=None,
        unit=fields.unit,
        scale=fields.scale,
        quantile=fields.quantile,
        top=fields.top,
        fiscal_year=site.fiscal_year,
        min_n=fields.min_n or site.min_n or 0,
        small_groups=fields.small_groups or site.small_groups or "hide",
    )


def snapshot_of(
    readings: Readings | ChartBlock, site: Site, answer_to: Callable[[Query], Snapshot | None]
) -> Blob | None:
    """Return what a metric's readings or the rows of a chart are in; None where nothing is there."""
    query = query_of(readings, site)
    answer = answer_to(query) if query else None
    return answer.blob if answer else None


def table_of(catalog: Catalog, readings: Readings | ChartBlock) -> Blob | None:
    """Return what ``snapshot_of`` returns, of the answers in the table ``snapshots``."""
    return snapshot_of(readings, catalog.site, lambda query: catalog.read("snapshots", query))


def _hidden(catalog: Catalog) -> frozenset[tuple[str, str]]:
    """Return what readings may call that which this build must not show, by kind: it is left out without a word."""
    parts = ((kind, id.split("/")) for kind, id in catalog.table("hidden"))
    return frozenset((kind, "/".join(ends[begin:])) for kind, ends in parts for begin in range(len(ends)))
