"""The points of a step's curve: where each stands in its column, its word, and what was measured beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import Step
from jmsite.model.figures import CurvePoint
from jmsite.model.readings import Point


def measured_beside(
    every: Sequence[tuple[int, Point, float]], known: Container[str]
) -> tuple[CurvePoint, ...]:
    """Return what was measured where somebody wrote a score, at the place of the written one."""
    return tuple(
        CurvePoint(
            step=place,
            line=point.persona,
            score=point.measured,
            basis="measured",
            n=point.measured_n,
            low=point.measured_low,
            high=point.measured_high,
            at=at,
        )
        for place, point, at in every
        if point.persona in known and point.measured is not None
    )


def spread_out(points: Sequence[Point]) -> Iterator[tuple[Point, float]]:
    """Yield the points of a step, each with its place in the width of the step: a persona's in order, evenly."""
    own: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        own[point.persona].append(point)
        index, of = len(own[point.persona]) - 1, sum(one.persona == point.persona for one in points)
        yield point, round((index + 0.5) / of, 4)


def curve_point(place: int, point: Point, step: Entity[Step], at: float) -> CurvePoint:
    """Return a point of a step as it is drawn: ``place`` is that of the step, ``at`` its part of the step's width."""
    return CurvePoint(
        step=place,
        line=point.persona,
        score=point.score,
        basis=point.basis,
        word=feeling_word(step, point) if at == 0.5 else point.word,
        n=point.n,
        low=point.low,
        high=point.high,
        at=at,
    )


def feeling_word(step: Entity[Step], point: Point) -> str:
    """Return the word for a score: its own, else the step's feeling for that persona or for everybody."""
    if point.word:
        return point.word
    notes = step.fields.feeling
    own = [note.text for note in notes if note.persona == point.persona]
    return next(iter(own or [note.text for note in notes if not note.persona]), "")
