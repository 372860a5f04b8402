"""The figures of charts, each with its sentence and the numbers behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals, decimals_drawn, shared_decimals
from jmsite.model.entities.journey import Step
from jmsite.model.figures import Drawing, EmotionCurve, FigureTable, Trend, TrendPoint
from jmsite.model.messages import Messages
from jmsite.model.readings import Measured, Point, Series
from jmsite.pages.parts.changes.compared_state import compared_curve
from jmsite.pages.parts.figures.curve_points import curve_point, measured_beside, spread_out
from jmsite.pages.parts.metrics import funnel
from jmsite.pages.parts.metrics.latest import days_told
from jmsite.pages.parts.metrics.pooled_surveys import counted_alike, pooled_from
from jmsite.pages.parts.page.people import people
from jmsite.pages.parts.page.scores import ends_of, score_on_scale

Values = Sequence[float | None]
"""Those of a series: what a value is told from."""
Steps = tuple[Entity[Step], ...]


def curve(catalog: Catalog, journey_id: str) -> EmotionCurve:
    """Return the curve lane of a journey's map: a column a step, a line a persona, the compared state as a ghost."""
    steps = catalog.journey_steps(journey_id)
    every = [
        (place, point, at)
        for place, step in enumerate(steps)
        for point, at in spread_out(catalog.points(step.id))
    ]
    lines = people(catalog, (point.persona for _, point, _ in every))
    known = {mark.id for mark in lines}
    points = tuple(
        curve_point(place, point, steps[place], at) for place, point, at in every if point.persona in known
    )
    truths = tuple(place for place, step in enumerate(steps) if step.fields.moment_of_truth)
    return EmotionCurve(
        steps=tuple(step.title for step in steps),
        lines=tuple(mark.line for mark in lines),
        points=points,
        beside=measured_beside(every, known),
        ghost=compared_curve(catalog, journey_id, steps),
        truths=truths,
        words=len(lines) <= 3,
        signs=catalog.words.signs,
        rtl=catalog.words.rtl,
        scale=ends_of(catalog, journey_id),
    )


def feeling_words(words: Messages, step: Entity[Step], point: Point) -> str:
    """Return all words for a score: its own, then the step's feelings for that persona, then those for everybody."""
    notes = step.fields.feeling
    own = [note.text for note in notes if note.persona == point.persona]
    every = [note.text for note in notes if not note.persona]
    return words.row(*dict.fromkeys((point.word, *own, *every)))


def curve_drawing(catalog: Catalog, journey_id: str) -> Drawing:
    """Return the curve with its sentence: where it is lowest and highest, and for whom."""
    figure = curve(catalog, journey_id)
    names, words = {line.id: line.title for line in figure.lines}, catalog.words
    rows = tuple(
        (
            figure.steps[point.step],
            names[point.line],
            score_on_scale(catalog, point.score, journey_id, exact=point.basis != "measured"),
            point.word,
            words.phrase(f"basis.{point.basis}"),
            count_words(words, point.n),
        )
        for point in (*figure.points, *figure.beside)
    )
    table = FigureTable(
        columns=columns(words, "step", "persona", "score", "feeling", "basis", "n"), rows=rows
    )
    if not figure.points:
        return Drawing(figure=figure, caption=words.phrase("curve.empty"), table=table)
    low = min(figure.points, key=lambda point: point.score)
    high = max(figure.points, key=lambda point: point.score)
    if low.score == high.score:
        return Drawing(figure=figure, caption=_alike(catalog, journey_id, figure, names), table=table)
    caption = words.phrase(
        "curve.told",
        low=names[low.line],
        worst=figure.steps[low.step],
        least=score_on_scale(catalog, low.score, journey_id, exact=low.basis != "measured"),
        high=names[high.line],
        best=figure.steps[high.step],
        most=score_on_scale(catalog, high.score, journey_id, exact=high.basis != "measured"),
    )
    return Drawing(figure=figure, caption=caption, table=table)


def _alike(catalog: Catalog, journey_id: str, figure: EmotionCurve, names: Mapping[str, str]) -> str:
    """Return the sentence about scores of which none is lower than another: the only one, or that all are the same."""
    one = figure.points[0]
    key = "curve.one" if len(figure.points) == 1 else "curve.alike"
    score = score_on_scale(catalog, one.score, journey_id, exact=one.basis != "measured")
    return catalog.words.phrase(key, who=names[one.line], step=figure.steps[one.step], score=score)


def trend(
    catalog: Catalog, metric_id: str, small: bool = True, series: Series | None = None, place: str = ""
) -> Drawing | None:
    """Return a metric over time with target, intervals and the days solutions went live; None without readings.

    ``series`` are other readings than its own, of a ``place`` that the sentence names.
    """
    metric = catalog.metric(metric_id)
    if metric is None:
        return None
    series, unit = series or funnel.overall_readings(catalog, metric), funnel.unit(catalog, metric)
    known = [reading for reading in series.total if reading.value is not None]
    if len(known) < 2:
        return None
    shown = _last_year(known) if small else known
    fields = metric.fields
    ships = () if small else shipped_for(catalog, metric_id)
    points = tuple(_trend_point(reading, small) for reading in shown)
    figure = Trend(
        points=points,
        title="" if small else metric.title,
        unit=unit,
        target=fields.target,
        baseline=None if small else fields.baseline,
        least=funnel.scale_start(metric),
        ships=ships,
        lines=(),
        small=small,
        signs=catalog.words.signs,
        months=() if small else catalog.words.months,
        aim=catalog.words.phrase("aim", value="{value}"),
        start=catalog.words.phrase("baseline.at", value="{value}"),
    )
    told = _trend_caption(catalog.words, metric.title, place, shown, unit)
    ways = (pooled_from(catalog.words, series), counted_alike(catalog.words, series))
    caption = told if small else catalog.words.sentences(told, *ways)
    return Drawing(figure=figure, caption=caption, table=_trend_table(catalog.words, known))


def shipped_for(catalog: Catalog, metric_id: str) -> tuple[tuple[date, str], ...]:
    """Return the days on which solutions that are to move a metric went live, and what these are called."""
    return tuple(
        (solution.fields.shipped, solution.title)
        for solution in catalog.users("metric", metric_id, "solution")
        if solution.fields.shipped
    )


def _last_year(known: list[Measured]) -> list[Measured]:
    return [reading for reading in known if (known[-1].day - reading.day).days <= 370]


def _trend_point(reading: Measured, small: bool) -> TrendPoint:
    value = reading.value or 0.0
    return (
        TrendPoint(day=reading.day, value=value)
        if small
        else TrendPoint(day=reading.day, value=value, n=reading.n, low=reading.low, high=reading.high)
    )


def amount(words: Messages, value: float | None, unit: str = "", among: Values = ()) -> str:
    """Return a value with its unit, in words of a table; as exact as it takes to tell it from others it is
    ``among``.
    """
    return _told(words, value, decimals(value, among), unit)


def _told(words: Messages, value: float | None, digits: int, unit: str) -> str:
    return "" if value is None else value_words(words, value, digits, unit)


def value_words(words: Messages, value: float, digits: int, unit: str = "") -> str:
    """Return a value with just so many decimals, and its unit."""
    told = words.number(value, digits, digits)
    return f"{told} {unit}" if unit else told


def count_words(words: Messages, n: int | None) -> str:
    """Return how many were asked, in words of a table."""
    return "" if n is None else words.number(n, 0)


def interval(words: Messages, low: float | None, high: float | None, among: Values = ()) -> str:
    """Return an interval in words of a table: from one value to another."""
    if low is None or high is None:
        return ""
    return words.phrase("interval", low=amount(words, low, "", among), high=amount(words, high, "", among))


def columns(words: Messages, *keys: str) -> tuple[str, ...]:
    """Return the heads of a table's columns."""
    return tuple([words.phrase(f"table.{key}") for key in keys])


def _trend_caption(words: Messages, title: str, place: str, shown: list[Measured], unit: str) -> str:
    first, last = shown[0], shown[-1]
    # two values in one sentence are compared by whoever reads it
    digits = shared_decimals(reading.value for reading in shown)
    # where a month has several readings, it names none of them
    is_daily = len({(one.day.year, one.day.month) for one in shown}) < len(shown)
    tell = partial(words.day, style="medium") if is_daily else words.month
    return words.phrase(
        ("trend.told-in" if place else "trend.told") + ("-day" if is_daily else ""),
        title=title,
        place=place,
        value=_told(words, last.value, digits, unit),
        month=tell(last.day),
        before=_told(words, first.value, digits, unit),
        since=tell(first.day),
    )


def _trend_table(words: Messages, known: Sequence[Measured]) -> FigureTable:
    rows = tuple(
        (day, value, cases(words, reading), around)
        for reading, day, value, around in zip(
            known,
            days_told(words, [reading.day for reading in known]),
            values_in_words(words, known),
            intervals_in_words(words, known),
            strict=True,
        )
    )
    days = tuple(reading.day for reading in known)
    return FigureTable(columns=columns(words, "day", "value", "n", "interval"), rows=rows, days=days)


def cases(words: Messages, reading: Measured) -> str:
    """Return on how many cases a reading rests, with a star where these are too few to rely on; "" where not known."""
    return count_words(words, reading.n) + ("*" if reading.small and reading.n is not None else "")


def values_in_words(words: Messages, readings: Sequence[Measured]) -> tuple[str, ...]:
    """Return values of readings in words of a table, all with as many decimals as a chart of them shows."""
    known = [reading.value for reading in readings if reading.value is not None]
    digits = decimals_drawn(known)
    return tuple(
        "" if reading.value is None else words.number(reading.value, digits, digits) for reading in readings
    )


def intervals_in_words(words: Messages, readings: Sequence[Measured]) -> tuple[str, ...]:
    """Return intervals of readings in words of a table, with as many decimals as their values."""
    digits = decimals_drawn([reading.value for reading in readings if reading.value is not None])
    return tuple(
        ""
        if reading.low is None or reading.high is None
        else words.phrase(
            "interval",
            low=words.number(reading.low, digits, digits),
            high=words.number(reading.high, digits, digits),
        )
        for reading in readings
    )
