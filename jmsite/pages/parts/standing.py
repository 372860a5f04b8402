"""Compare a metric's latest reading with its target, its thresholds, and the year before."""

from __future__ import annotations

from datetime import date
from math import hypot
from typing import Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals
from jmsite.model.entities.metric import Metric
from jmsite.model.readings import Measured
from jmsite.model.value import Value

Course = Literal["met", "better", "worse", "same", "unknown"]


class Standing(Value):
    """A metric's latest reading beside its target, its thresholds and the year before.

    ``course`` is ``met`` when the target is reached, else which way it goes, ``unknown`` with nothing to
    compare. ``word`` is that of its threshold, ``tone`` its class. ``gap`` is how far the target is, 0 when it
    is reached, ``share`` the part of the target that this is; ``since`` the day of the reading that the change is
    against, ``clear`` whether it is more than the two intervals allow by chance.
    """

    course: Course
    word: str = ""
    tone: str = ""
    gap: float | None = None
    gap_digits: int = 1
    share: float = 0
    since: date | None = None
    clear: bool = True


def standing(catalog: Catalog, entity: Entity[Metric]) -> Standing:
    """Return where a metric stands by its latest reading."""
    fields, series = entity.fields, catalog.series(entity.id)
    latest, before = series.latest, series.a_year_before()
    if latest is None or latest.value is None:
        return Standing("unknown")
    gap = _gap(fields, latest.value)
    word, tone = _word(fields, latest.value)
    since = before.day if before else None
    change = round(latest.value - before.value, 6) if before and before.value is not None else None
    clear = change is None or not before or abs(change) > _noise(latest, before)
    share = gap / abs(fields.target) if gap and fields.target else 0.0
    return Standing(_course(fields, change, clear, gap), word, tone, gap, decimals(gap), share, since, clear)


def _gap(fields: Metric, value: float) -> float | None:
    if fields.target is None:
        return None
    short = fields.target - value if fields.direction == "higher" else value - fields.target
    return max(0.0, round(short, 6))


def _course(fields: Metric, change: float | None, clear: bool, gap: float | None) -> Course:
    if gap == 0:
        return "met"
    if change is None:
        return "unknown"
    if not change or not clear:
        return "same"
    return "better" if (change > 0) == (fields.direction == "higher") else "worse"


def _noise(one: Measured, other: Measured) -> float:
    """Return how far two readings can differ by chance, from their 95 % intervals; 0 where one has none."""
    halves = [
        (reading.high - reading.low) / 2
        for reading in (one, other)
        if reading.low is not None and reading.high is not None
    ]
    return hypot(*halves) if len(halves) == 2 else 0.0


def _word(fields: Metric, value: float) -> tuple[str, str]:
    """Return the word of the highest threshold that a value reaches, and how good that is."""
    found = sorted(fields.thresholds, key=lambda threshold: threshold.value)
    address_of = [place for place, threshold in enumerate(found) if value >= threshold.value]
    if not address_of:
        return "", ""
    place, last = address_of[-1], len(found) - 1
    rank = place if fields.direction == "higher" else last - place
    tone = "is-p" if rank == last else "is-n" if rank == 0 and last else "is-0"
    return found[place].label, tone
