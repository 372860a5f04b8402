"""Compare a metric's latest reading with its target, its thresholds, and the year before."""

from __future__ import annotations

from datetime import date
from typing import Literal

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals, decimals_written
from jmsite.model.entities.metric import Metric
from jmsite.model.value import Value
from jmsite.pages.parts.metrics import funnel
from jmsite.pages.parts.metrics.clear_change import Difference, change

Course = Literal["met", "better", "worse", "same", "unknown"]


class TargetComparison(Value):
    """A metric's latest reading beside its target, its thresholds and the year before.

    ``course`` is ``met`` when the target is reached, else which way it goes, ``unknown`` with nothing to
    compare. ``word`` is that of its threshold, ``tone`` its class. ``gap`` is how far the target is, 0 when it
    is reached, ``share`` the part of the target that this is; ``since`` the day of the reading that the change is
    against.
    """

    course: Course
    word: str = ""
    tone: str = ""
    gap: float | None = None
    gap_digits: int = 1
    share: float = 0
    since: date | None = None


def compare_with_target(catalog: Catalog, entity: Entity[Metric]) -> TargetComparison:
    """Return where a metric stands by its latest reading."""
    fields, series = entity.fields, funnel.overall_readings(catalog, entity)
    latest, before = series.latest, series.a_year_before()
    if latest is None or latest.value is None:
        return TargetComparison(course="unknown")
    digits = decimals(latest.value, series.values)
    # against what is printed, so that a reader who subtracts finds the same
    gap = _gap(fields, round(latest.value, digits))
    word, tone = _word(fields, latest.value)
    since = before.day if before else None
    moved = change((before,), (latest,), digits, fields.direction) if before else None
    share = gap / abs(fields.target) if gap and fields.target else 0.0
    return TargetComparison(
        course=_course(moved, gap),
        word=word,
        tone=tone,
        gap=gap,
        gap_digits=max(decimals(gap), decimals_written(gap or 0)),
        share=share,
        since=since,
    )


def _gap(fields: Metric, value: float) -> float | None:
    if fields.target is None:
        return None
    short = fields.target - value if fields.direction == "higher" else value - fields.target
    # or 0.3 would miss 0.1 + 0.2
    return max(0.0, round(short, 6))


def _course(moved: Difference | None, gap: float | None) -> Course:
    if gap == 0:
        return "met"
    if moved is None:
        return "unknown"
    return "same" if moved.better is None else "better" if moved.better else "worse"


def _word(fields: Metric, value: float) -> tuple[str, str]:
    """Return the word of the highest threshold that a value reaches, and how good that is.

    The lowest of several holds for whatever lies below the next: no score is too bad to have a word.
    """
    found = sorted(fields.thresholds, key=lambda threshold: threshold.value)
    reached = [place for place, threshold in enumerate(found) if value >= threshold.value]
    last = len(found) - 1
    if not reached and last < 1:
        return "", ""
    place = reached[-1] if reached else 0
    rank = place if fields.direction == "higher" else last - place
    # a single threshold is a good one: what lies below it has no word
    tone = "is-p" if rank == last else "is-n" if rank == 0 and last else "is-0"
    return found[place].label, tone
