"""Differences in the scores of steps and the readings of metrics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from jmsite.changes.statements import Ids
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.change import StatedValue
from jmsite.model.readings import Measured, Point

SAME = 0.0005
"""Scores that differ by less are equal: nobody has written so many decimals."""
Scored = tuple[str, StatedValue | None, StatedValue | None]
"""A persona, "" for everybody, and how they felt and feel."""


def differing_scores(
    before: Catalog, was: Entity[Any], after: Catalog, now: Entity[Any], ids: Ids
) -> Iterator[Scored]:
    """Yield the scores of a step that differ, for each persona; several points of one persona one after the other."""
    old, new = _by_persona(before.points(was.id), ids), _by_persona(after.points(now.id), {})
    for persona in dict.fromkeys((*new, *old)):
        for one, other in zip_longest(old.get(persona, ()), new.get(persona, ())):
            if one is None or other is None or not _equal(one, other):
                yield persona, _score(one, ids), _score(other, {})


def is_same_score(before: StatedValue, after: StatedValue) -> bool:
    """Return whether two scores differ in what they rest on alone."""
    return abs((before.number or 0) - (after.number or 0)) < SAME


def differing_readings(
    before: Catalog, was: str, after: Catalog, now: str
) -> tuple[StatedValue | None, StatedValue | None] | None:
    """Return the latest readings of a metric where they differ, or those of earlier days, or of parts; else None."""
    old, new = before.series(was), after.series(now)
    if old.latest != new.latest:
        return _reading(old.latest, "latest"), _reading(new.latest, "latest")
    if old.total == new.total and len(old.parts) == len(new.parts):
        return None
    return _reading(old.latest, "earlier"), _reading(new.latest, "earlier")


def _by_persona(points: Sequence[Point], ids: Ids) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(ids.get(("persona", point.persona), point.persona), []).append(point)
    return found


def _equal(one: Point, other: Point) -> bool:
    alike = abs(one.score - other.score) < SAME
    return alike and (one.basis, one.n, one.word) == (other.basis, other.n, other.word)


def _score(point: Point | None, ids: Ids) -> StatedValue | None:
    if point is None:
        return None
    metric = ids.get(("metric", point.metric), point.metric)
    return StatedValue(
        form="score",
        text=point.word,
        kind="metric" if metric else "",
        id=metric,
        # finer differences nobody sees: they come of rounding, and are no change
        number=round(point.score, 3),
        basis=point.basis,
        n=point.n,
        low=point.low,
        high=point.high,
    )


def _reading(reading: Measured | None, basis: str) -> StatedValue | None:
    if reading is None:
        return None
    return StatedValue(
        form="reading",
        text=reading.day.isoformat(),
        number=reading.value,
        basis=basis,
        n=reading.n,
        low=reading.low,
        high=reading.high,
    )
