"""The curves of a journey in former states, to be laid over the one of today; and what has changed in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import fmean

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import CurvePoint, Drawing, EmotionCurve, FigureTable, FormerCurve
from jmsite.model.past import PastPeriod, PastScore
from jmsite.model.readings import Measured
from jmsite.model.value import Value
from jmsite.pages.parts.changes.history import period_summary, period_title
from jmsite.pages.parts.figures.curve_and_trend import columns
from jmsite.pages.parts.metrics.clear_change import change
from jmsite.pages.parts.page.scores import score_on_scale

MOST_STATES = 3
"""Former curves that a map offers, the youngest ones."""
ROOM = 10
"""Former points for which the page of every map has room."""
CELLS_A_POINT = 6
"""Cells of a map for each further one, so that it grows by a tenth at most."""
MOST_LINES = 5
"""Sentences about points that have moved, of those that did so most; the others are counted."""
MOST_PERIODS = 4
DIGITS = 2
"""Decimals of a score that a reader may see."""

Where = tuple[int, str]
"""The place of a step among the others, and a persona."""


class FormerState(Value):
    """A state in which the curve was another one: the picture of it, and in words which points have clearly moved."""

    number: int
    title: str
    drawing: Drawing
    lines: tuple[str, ...]
    rest: int


class JourneyPeriod(Value):
    """The changes of a journey up to a state, in numbers; ``url`` is where all of it is told."""

    title: str
    url: str
    text: str


class JourneyPast(Value):
    """The past of a map: former curves, and its history, both the youngest first."""

    states: tuple[FormerState, ...]
    periods: tuple[JourneyPeriod, ...]


def journey_past(catalog: Catalog, entity: Entity[Journey], lane: Drawing | None, cells: int) -> JourneyPast:
    """Return what is remembered of a journey on whose map so many cells stand; nothing where nothing was otherwise."""
    past = catalog.past_of(entity.id)
    figure = lane.figure if lane else None
    states = (
        tuple(_states(catalog, entity, past, figure, cells))
        if isinstance(figure, EmotionCurve) and figure.points
        else ()
    )
    return JourneyPast(states=states, periods=tuple(_periods(catalog, past)))


def _periods(catalog: Catalog, past: Sequence[PastPeriod]) -> Iterator[JourneyPeriod]:
    for period in [one for one in reversed(past) if one.changes][:MOST_PERIODS]:
        title, anchor, text = period_summary(catalog, period)
        yield JourneyPeriod(title=title, url=f"changes/#{anchor}", text=text)


def _states(
    catalog: Catalog, entity: Entity[Journey], past: Sequence[PastPeriod], now: EmotionCurve, cells: int
) -> Iterator[FormerState]:
    """Yield the states in which some line was another one than today, and than in the state that came after it.

    The youngest one is always there, the others as far as the map has room for them.
    """
    places = {step.id: place for place, step in enumerate(catalog.journey_steps(entity.id))}
    today = _today(now)
    later, left, number = today, ROOM + cells // CELLS_A_POINT + len(now.points) // 2, 0
    for period in reversed(past):
        scores = _scores(period, places)
        was = _otherwise(scores, today)
        same = _otherwise(scores, later) == {}
        later = scores
        if not was or same or not period.name:
            continue
        left -= len(was)
        number += 1
        if number > 1 and (left < 0 or number > MOST_STATES):
            return
        yield _state(catalog, entity, now, period, number, was, today)


def _today(now: EmotionCurve) -> dict[Where, PastScore]:
    return _as_one(
        (
            (point.step, point.line),
            PastScore(step="", persona=point.line, score=point.score, low=point.low, high=point.high),
        )
        for point in now.points
    )


def _scores(period: PastPeriod, places: dict[str, int]) -> dict[Where, PastScore]:
    return _as_one(((places[one.step], one.persona), one) for one in period.scores if one.step in places)


def _as_one(scores: Iterator[tuple[Where, PastScore]]) -> dict[Where, PastScore]:
    """Return one score for each place: the mean of several, which has no interval."""
    found: dict[Where, list[PastScore]] = {}
    for where, score in scores:
        found.setdefault(where, []).append(score)
    return {
        where: some[0]
        if len(some) == 1
        else PastScore(step="", persona=where[1], score=round(fmean(one.score for one in some), 3))
        for where, some in found.items()
    }


def _otherwise(was: dict[Where, PastScore], now: dict[Where, PastScore]) -> dict[Where, PastScore]:
    """Return all points of those lines in which one was elsewhere than today, or is not there any more."""
    lines = {
        where[1]
        for where, score in was.items()
        if where not in now or round(score.score - now[where].score, DIGITS)
    }
    return {where: score for where, score in was.items() if where[1] in lines}


def _state(
    catalog: Catalog,
    entity: Entity[Journey],
    now: EmotionCurve,
    period: PastPeriod,
    number: int,
    was: dict[Where, PastScore],
    today: dict[Where, PastScore],
) -> FormerState:
    title = period_title(catalog, period)
    lines = tuple(line for line in now.lines if any(where[1] == line.id for where in was))
    order = {line.id: place for place, line in enumerate(lines)}
    shown = sorted((where for where in was if where[1] in order), key=lambda one: (one[0], order[one[1]]))
    moved = [where for where in shown if where in today and _has_moved(was[where], today[where])]
    figure = FormerCurve(
        steps=len(now.steps),
        lines=lines,
        points=tuple(
            CurvePoint(step=place, line=who, score=round(was[place, who].score, DIGITS))
            for place, who in shown
        ),
        moved=tuple((place, who, round(today[place, who].score, DIGITS)) for place, who in moved),
        rtl=now.rtl,
    )
    names = {line.id: line.title for line in lines}
    rows = {
        where: (
            now.steps[where[0]],
            names[where[1]],
            *_told(catalog, entity.id, was[where].score, today[where].score),
        )
        for where in moved
    }
    most = sorted(moved, key=lambda one: -abs(today[one].score - was[one].score))[:MOST_LINES]
    words = catalog.words
    heads = (*columns(words, "step", "persona"), words.phrase("change.was"), words.phrase("change.now"))
    return FormerState(
        number=number,
        title=title,
        drawing=Drawing(
            figure=figure,
            caption=_caption(catalog, title, len(moved)),
            table=FigureTable(columns=heads, rows=tuple(rows.values())),
        ),
        lines=tuple(_sentence(catalog, *row) for where, row in rows.items() if where in most),
        rest=max(len(rows) - MOST_LINES, 0),
    )


def _caption(catalog: Catalog, state: str, moved: int) -> str:
    if not moved:
        return catalog.words.phrase("map.former.same", state=state)
    return catalog.words.plural(moved, "map.former.moved", state=state)


def _has_moved(was: PastScore, now: PastScore) -> bool:
    """Return whether two scores differ by more than their intervals leave to chance; what has none is exact."""
    readings = [_reading(one, exact=was.low is None and now.low is None) for one in (was, now)]
    return change(readings[:1], readings[1:], DIGITS, "higher").better is not None


def _reading(score: PastScore, exact: bool) -> Measured:
    low, high = (score.low, score.high) if score.low is not None else (score.score, score.score)
    return Measured(day=date.min, value=score.score, low=None if exact else low, high=None if exact else high)


def _told(catalog: Catalog, journey: str, was: float, now: float) -> tuple[str, str]:
    """Return two scores as exact as it takes to tell them apart."""
    for exact in (False, True):
        said = (
            score_on_scale(catalog, was, journey, exact=exact),
            score_on_scale(catalog, now, journey, exact=exact),
        )
        if said[0] != said[1]:
            break
    return said


def _sentence(catalog: Catalog, step: str, who: str, was: str, now: str) -> str:
    words = catalog.words
    return words.phrase("pair", name=step, value=f"{who} {words.phrase('change.to', before=was, after=now)}")
