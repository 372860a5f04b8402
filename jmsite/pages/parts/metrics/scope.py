"""The readings that concern a place: a step's own where there are any, else those of what is around it."""

from __future__ import annotations

from itertools import groupby

from jmsite.model.dimensions import LEVELS
from jmsite.model.readings import Measured, Series


def nearest_readings(series: Series, id: str) -> tuple[str, Series]:
    """Return the readings nearest to the step, stage or journey ``id``, as a series' total, and what they are of.

    That is ``step``, ``stage``, ``journey`` or ``all``; "" where the metric does not tell places apart, so
    that there is nothing to mistake.
    """
    ends = id.split("/") if id else []
    for depth in range(len(ends), 0, -1):
        found = _of(series.parts, LEVELS[depth - 1], "/".join(ends[:depth]))
        if found:
            return LEVELS[depth - 1], Series(metric=series.metric, total=found)
    return ("all" if any(part.journey for part in series.parts) else ""), series


def _of(parts: tuple[Measured, ...], level: str, id: str) -> tuple[Measured, ...]:
    """Return the readings of a place as a whole; where each is of a persona, their mean."""
    below = LEVELS[LEVELS.index(level) + 1 :]
    here = [
        part
        for part in parts
        if getattr(part, level) == id
        and part.value is not None
        and not part.is_aside
        and not any(getattr(part, name) for name in below)
    ]
    whole = tuple(part for part in here if part.persona is None)
    if whole:
        return whole
    by_day = groupby(sorted(here, key=lambda part: part.day), key=lambda part: part.day)
    return tuple(_together(list(same)) for _, same in by_day)


def _together(parts: list[Measured]) -> Measured:
    """Return one reading of several personas: each counts as often as it was asked, or once where that is not known."""
    counts = [part.n for part in parts]
    known = [count for count in counts if count]
    weights = known if len(known) == len(parts) else [1] * len(parts)
    value = sum((part.value or 0) * weight for part, weight in zip(parts, weights, strict=True)) / sum(
        weights
    )
    return Measured(day=parts[0].day, value=value, n=sum(known) if len(known) == len(parts) else None)
