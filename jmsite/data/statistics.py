"""The statistics of single answers: SQL that counts a group of them, and the estimate made of the counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jmsite.data.intervals import FEWEST_FOR_MEDIAN, average, median_rank, promoters
from jmsite.data.question import Question
from jmsite.model.metric_kinds import Statistic
from jmsite.model.value import Value
from jmsite.model.wilson import Interval, wilson

Estimate = tuple[float | None, int, Interval]
"""A value, the number of answers it rests on, and its interval."""


class Estimator(Value, frozen=True, kw_only=True):
    """The two halves of a statistic: SQL that counts, and the estimate made of the counts.

    ``counts`` gives SQL for what is counted of a group's answers ``v``, the number of them first; ``estimate`` makes
    the estimate of that row. ``alike``: the group holds different answers, each with how often it was given, ``k``.
    ``ordered`` are columns made of the counts afterwards, where that takes a second query.
    """

    counts: Callable[[Question], str]
    estimate: Callable[[Question, Sequence[Any]], Estimate]
    alike: bool = False
    ordered: str = ""


def _counted(question: Question) -> str:
    """Return SQL for how many answered, and how many of them with what counts for and against."""
    best = repr(question.answers[1]) if question.answers else "'infinity'::DOUBLE"
    kind = question.row
    conditions = [condition.format(best=best) for condition in (kind.good, kind.bad) if condition]
    return ", ".join(["sum(k)", *(f"sum(CASE WHEN {one} THEN k ELSE 0 END)" for one in conditions)])


def _share(question: Question, row: Sequence[Any]) -> Estimate:
    n, part = int(row[0]), row[1]
    return question.whole * part / n, n, scaled(wilson(part, n), question.whole)


def _net(_: Question, row: Sequence[Any]) -> Estimate:
    n, up, down = int(row[0]), row[1], row[2]
    return 100 * (up - down) / n, n, promoters(up, down, n)


def _mean(question: Question, row: Sequence[Any]) -> Estimate:
    n, mean, deviation = int(row[0]), row[1], row[2]
    return mean, n, _within(average(mean, deviation, n), question.answers)


def _median(_: Question, row: Sequence[Any]) -> Estimate:
    n, median, low, high = row
    return median, int(n), (low, high) if low is not None else None


_RANK, _ENOUGH = median_rank("n"), f"CASE WHEN n >= {FEWEST_FOR_MEDIAN} THEN"

# Where answers are few and alike (0 to 10, yes or no), groups of them are counted and not rows: a million answers to
# NPS are eleven groups. The interval of a median ends in two of the answers, by rank, so these are put in order.
STATISTICS: Mapping[Statistic, Estimator] = {
    "share": Estimator(counts=_counted, estimate=_share, alike=True),
    "net": Estimator(counts=_counted, estimate=_net, alike=True),
    "mean": Estimator(counts=lambda _: "count(v), avg(v), stddev_samp(v)", estimate=_mean),
    "median": Estimator(
        counts=lambda _: "count(v) AS n, median(v) AS median, list_sort(list(v)) AS l",
        estimate=_median,
        ordered=f"n, median, {_ENOUGH} l[{_RANK}] END, {_ENOUGH} l[n + 1 - {_RANK}] END",
    ),
}


def scaled(interval: Interval, by: float) -> Interval:
    """Return both ends of an interval, multiplied."""
    return interval and (interval[0] * by, interval[1] * by)


def _within(interval: Interval, bounds: tuple[float, float] | None) -> Interval:
    if interval is None or bounds is None:
        return interval
    return max(interval[0], bounds[0]), min(interval[1], bounds[1])
