"""A metric by dimension: its latest readings by stage, step, journey and channel, and over time by persona."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import shared_decimals
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.entities.metric import Metric
from jmsite.model.figures import Bars, Drawing, FigureTable, Trend, TrendPoint
from jmsite.model.messages import Messages
from jmsite.model.readings import Measured
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import (
    amount,
    cases,
    columns,
    interval,
    intervals_in_words,
    shipped_for,
    value_words,
    values_in_words,
)
from jmsite.pages.parts.metrics.before_ship import Past, before_ship
from jmsite.pages.parts.metrics.funnel import (
    is_funnel,
    personas_over_time,
    place_in_journey,
    readings_by,
    scale_start,
)
from jmsite.pages.parts.metrics.funnel import unit as unit_of
from jmsite.pages.parts.metrics.latest import days_told
from jmsite.pages.parts.page.people import PersonaMark, people

OLD = 100  # days after which a part no longer stands beside the newest one

Parts = Mapping[str, list[Measured]]


class Split(Value):
    """A picture of a metric taken apart by one dimension."""

    by: str
    title: str
    drawing: Drawing


def own_of(parts: Sequence[Measured]) -> tuple[str, ...]:
    """Return the dimensions of a metric's own, as ``own:country``."""
    return tuple(dict.fromkeys(f"own:{name}" for part in parts for name, _ in part.own))


def by_words(words: Messages, by: str) -> str:
    """Return by what a metric is taken apart, in words."""
    name = by.removeprefix("own:")
    return words.phrase("metric.by.own", name=name) if name != by else words.phrase(f"metric.by.{by}")


def _head(words: Messages, by: str) -> str:
    return by.removeprefix("own:") if by.startswith("own:") else words.phrase(f"table.{by}")


def _where(words: Messages, by: str, name: str) -> str:
    return words.phrase("split.where.own" if by.startswith("own:") else f"split.where.{by}", name=name)


def by_persona(catalog: Catalog, metric: Entity[Metric]) -> Drawing | None:
    """Return a metric by persona over time; None where it does not tell two of them apart more than once."""
    found: Parts = readings_by(catalog.series(metric.id).parts, "persona")
    return _of_personas(catalog, metric, found)


def funnel_by_persona(catalog: Catalog, metric: Entity[Metric]) -> Drawing | None:
    """Return the share of each persona that gets through a funnel over time; None as ``by_persona`` has it."""
    return _of_personas(catalog, metric, personas_over_time(catalog, metric))


def _of_personas(catalog: Catalog, metric: Entity[Metric], found: Parts) -> Drawing | None:
    who = tuple(mark for mark in people(catalog, found) if len(found[mark.id]) > 1)
    if len(who) < 2:
        return None
    sign = 1 if metric.fields.direction == "higher" else -1
    order = sorted(who, key=lambda mark: sign * (found[mark.id][-1].value or 0))
    return _lines(catalog, metric, who, found, [mark.title for mark in order])


def by_stage(catalog: Catalog, metric_id: str) -> Drawing | None:
    """Return a metric's newest reading of each stage; None where no reading is of a whole stage."""
    metric = catalog.metric(metric_id)
    found = readings_by(catalog.series(metric_id).parts, "stage") if metric else {}
    return _bars(catalog, metric, "stage", found) if metric and found else None


def splits(catalog: Catalog, metric: Entity[Metric]) -> tuple[Split, ...]:
    """Return every dimension but that of personas in which a metric has two parts or more."""
    return tuple(_splits(catalog, metric))


def _splits(catalog: Catalog, metric: Entity[Metric]) -> Iterator[Split]:
    parts = catalog.series(metric.id).parts
    by_stage, by_step = readings_by(parts, "stage"), readings_by(parts, "step")
    # with a step in each stage, both pictures would have the same bars
    for by, found in (("stage", by_stage), ("step", by_step if len(by_step) > len(by_stage) else {})):
        if len(found) > 1:
            yield _split(catalog, metric, by, found)
    for by in ("channel", "department", "journey", *own_of(parts)):
        found = readings_by(parts, by)
        if len(found) > 1:
            yield _split(catalog, metric, by, found)


def _split(catalog: Catalog, metric: Entity[Metric], by: str, found: Parts) -> Split:
    return Split(by=by, title=by_words(catalog.words, by), drawing=_bars(catalog, metric, by, found))


def _bars(catalog: Catalog, metric: Entity[Metric], by: str, found: Parts) -> Drawing:
    """Return the newest reading of each part: a funnel in the order of the journey, else the worst first."""
    newest, latest = _latest(found)
    month = catalog.words.month(newest)
    if is_funnel(metric):
        order = sorted(latest, key=lambda id: place_in_journey(catalog, by, id))
        parts = [(_name(catalog, by, id), latest[id]) for id in order]
        return _funnel(catalog.words, metric, by, parts, month)
    ranked = newest_of(catalog, metric, by, found)
    past = before_ship(catalog, metric.id, [found[id] for id, _, _ in ranked])
    named = [(name, reading) for _, name, reading in ranked]
    return _ranked(catalog.words, metric, by, named, month, past)


def newest_of(
    catalog: Catalog, metric: Entity[Metric], by: str, found: Parts
) -> list[tuple[str, str, Measured]]:
    """Return the parts that stand beside the newest one, the worst first: id, name and newest reading of each."""
    _, latest = _latest(found)
    sign = 1 if metric.fields.direction == "higher" else -1
    order = sorted(latest, key=lambda id: sign * (latest[id].value or 0))
    return [(id, _name(catalog, by, id), latest[id]) for id in order]


def _latest(found: Parts) -> tuple[date, dict[str, Measured]]:
    """Return the newest day, and the newest reading of each part that is not much older."""
    newest = max((readings[-1].day for readings in found.values()), default=date.min)
    return newest, {id: rows[-1] for id, rows in found.items() if (newest - rows[-1].day).days <= OLD}


Named = Sequence[tuple[str, Measured]]
"""The names of parts, each with its newest reading."""


def _ranked(
    words: Messages, metric: Entity[Metric], by: str, parts: Named, month: str, past: Past | None
) -> Drawing:
    """Return parts as bars, as long as their values are, with these as they are printed, all as exactly."""
    unit, readings = metric.fields.unit or "", [reading for _, reading in parts]
    values = [reading.value or 0.0 for reading in readings]
    digits = shared_decimals(values)
    told = [value_words(words, value, digits, unit) for value in values]
    before = past.values if past else ()
    figure = Bars(
        names=tuple(name for name, _ in parts),
        values=tuple((value,) for value in values),
        parts=(),
        unit=unit,
        target=metric.fields.target,
        signs=words.signs,
        words=tuple(told),
        aim=words.phrase("aim", value="{value}"),
        before=before,
        was=past.told if past else "",
    )
    earlier = ["" if value is None else value_words(words, value, digits, unit) for value in before]
    rows = tuple(
        (name, value, *earlier[place : place + 1], *_asked(words, reading))
        for place, ((name, reading), value) in enumerate(zip(parts, told, strict=True))
    )
    last = columns(words, "n", "interval")
    heads = (_head(words, by), metric.title, *((past.told,) if past else ()), *last)
    caption = _spread(words, by, [name for name, _ in parts], values, unit, month, digits)
    return Drawing(figure=figure, caption=caption, table=FigureTable(columns=heads, rows=rows))


def _funnel(words: Messages, metric: Entity[Metric], by: str, parts: Named, month: str) -> Drawing:
    """Return how many of those who begin come how far, in percent, and how many are lost on the way."""
    counts = [reading.value or 0.0 for _, reading in parts]
    # nobody began: then all shares are 0, and not an error
    whole, unit = counts[0] or 1.0, metric.fields.unit or ""
    shares = [words.percent(count / whole) for count in counts]
    lost = ["", *(words.percent(1 - after / before) if before else "" for before, after in pairwise(counts))]
    told = [
        words.phrase("funnel.kept", share=share, lost=gone) if gone else share
        for share, gone in zip(shares, lost, strict=True)
    ]
    figure = Bars(
        names=tuple(name for name, _ in parts),
        values=tuple((count,) for count in counts),
        unit=unit,
        signs=words.signs,
        words=tuple(told),
    )
    names = [name for name, _ in parts]
    rows = tuple(
        (name, share, gone, amount(words, count, unit, counts))
        for name, share, gone, count in zip(names, shares, lost, counts, strict=True)
    )
    heads = (_head(words, by), words.phrase("funnel.share"), words.phrase("funnel.lost"), metric.title)
    through = words.phrase("funnel.through", share=shares[-1], first=names[0], last=names[-1])
    caption = words.sentences(through, _drop(words, names, counts, month))
    return Drawing(figure=figure, caption=caption, table=FigureTable(columns=heads, rows=rows))


def _lines(
    catalog: Catalog, metric: Entity[Metric], who: tuple[PersonaMark, ...], found: Parts, order: list[str]
) -> Drawing:
    """Return a line a persona over time."""
    words, ships = catalog.words, shipped_for(catalog, metric.id)
    unit = unit_of(catalog, metric)
    points = tuple(
        TrendPoint(day=reading.day, value=reading.value or 0.0, n=reading.n, line=mark.id)
        for mark in who
        for reading in found[mark.id]
    )
    lines = tuple(mark.line for mark in who)
    target = metric.fields.target
    figure = Trend(
        points=points,
        title=metric.title,
        unit=unit,
        target=target,
        least=scale_start(metric),
        ships=ships,
        lines=lines,
        signs=words.signs,
        months=words.months,
        aim=words.phrase("aim", value="{value}"),
    )
    newest = max(readings[-1].day for readings in found.values())
    latest = {mark.title: found[mark.id][-1].value or 0.0 for mark in who}
    every = [(mark.title, reading) for mark in who for reading in found[mark.id]]
    readings = [reading for _, reading in every]
    days = tuple(reading.day for reading in readings)
    intervals = intervals_in_words(words, readings)
    told = zip(days_told(words, days), values_in_words(words, readings), intervals, strict=True)
    rows = tuple(
        (day, name, value, cases(words, reading), around)
        for (name, reading), (day, value, around) in zip(every, told, strict=True)
    )
    table = FigureTable(
        columns=columns(words, "day", "persona", "value", "n", "interval"), rows=rows, days=days
    )
    ends = [latest[name] for name in order]
    caption = _spread(words, "persona", order, ends, unit, words.month(newest), shared_decimals(ends))
    return Drawing(figure=figure, caption=caption, table=table)


def _spread(
    words: Messages, by: str, names: list[str], values: list[float], unit: str, month: str, digits: int
) -> str:
    """Return the worst and the best part, in a sentence."""
    if len({round(value, digits) for value in values}) == 1:
        return words.phrase("split.same", month=month, value=value_words(words, values[0], digits, unit))
    return words.phrase(
        "split.told",
        worst=_where(words, by, names[0]),
        least=value_words(words, values[0], digits, unit),
        best=_where(words, by, names[-1]),
        most=value_words(words, values[-1], digits, unit),
        month=month,
    )


def _drop(words: Messages, names: list[str], values: list[float], month: str) -> str:
    """Return where most are lost, in a sentence."""
    lost = [(1 - after / before, place) for place, (before, after) in enumerate(pairwise(values)) if before]
    if not lost:
        return words.sentences(month)
    # of equal losses the later one, since whoever got that far wanted it more
    share, place = max(lost)
    return words.phrase(
        "split.lost", before=names[place], after=names[place + 1], share=words.percent(share), month=month
    )


def _asked(words: Messages, reading: Measured) -> tuple[str, str]:
    """Return how many were asked, and how sure that makes."""
    return cases(words, reading), interval(words, reading.low, reading.high)


def _name(catalog: Catalog, by: str, id: str) -> str:
    if by.startswith("own:"):
        return id
    entity = catalog.find(by, id)
    if entity is None and id.endswith(f"/{ANYTIME}"):
        # no entity is called so: a moment that may come at any time lies in no stage
        return catalog.words.phrase("map.anytime")
    return entity.title if entity else id.rpartition("/")[2]
