"""The statistics of metrics: shares, means, quantiles, sums, and net scores such as NPS.

Each is SQL that adds up a group of answers, and the estimate made of the sums; ``model/metric_kinds`` says which kind
of metric has which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jmsite.data.intervals import (
    Interval,
    mean_intervals,
    net_intervals,
    share_intervals,
    total_intervals,
)
from jmsite.data.quantiles import quantiles
from jmsite.data.question import Question
from jmsite.model.metric_kinds import Statistic
from jmsite.model.value import Value

Sums = tuple[Any, ...]
"""The sums of a group: how many answers, the sum of their weights and of the squares of these, and more."""
Estimate = tuple[float | None, int, Interval]
"""A value, the number of answers it rests on, and its interval."""


def _added(one: Sums, other: Sums) -> Sums:
    return tuple(left + right for left, right in zip(one, other, strict=True))


class Estimator(Value, frozen=True, kw_only=True):
    """The two halves of a statistic: SQL that adds up answers ``v``, and the estimates made of the sums.

    Answers are given ``k`` times, with weights that add up to ``w`` and their squares to ``ww``. ``sums`` gives SQL for
    what is added up beside these three; ``estimates`` makes the estimates of the sums of many groups. ``added`` puts
    two groups together, by adding where nothing else is said. ``alike``: groups hold different answers, each with how
    often it was given; else an answer a row.
    """

    sums: Callable[[Question], tuple[str, ...]]
    estimates: Callable[[Question, Sequence[Sums]], list[Estimate]]
    added: Callable[[Sums, Sums], Sums] = _added
    alike: bool = False


def effective(sums: Sums) -> float:
    """Return how many answers of one weight would be as sure as those of a group (Kish 1965)."""
    return float(sums[1]) ** 2 / float(sums[2]) if sums[2] else 0.0


def scaled(interval: Interval, by: float) -> Interval:
    """Return both ends of an interval, multiplied."""
    return interval and (interval[0] * by, interval[1] * by)


def _counted(question: Question) -> tuple[str, ...]:
    """Return SQL for the weight of what counts for and against."""
    best = repr(question.answers[1]) if question.answers else "'infinity'::DOUBLE"
    kind = question.row
    conditions = [one.format(best=best, top=question.top) for one in (kind.good, kind.bad) if one]
    return tuple(f"sum(CASE WHEN {one} THEN w ELSE 0 END)" for one in conditions)


def _shares(question: Question, groups: Sequence[Sums]) -> list[Estimate]:
    sizes = [effective(sums) for sums in groups]
    shares = [float(sums[3]) / float(sums[1]) for sums in groups]
    around = share_intervals([one * size for one, size in zip(shares, sizes, strict=True)], sizes)
    each = zip(groups, shares, around, strict=True)
    return [
        (question.whole * share, int(sums[0]), scaled(interval, question.whole))
        for sums, share, interval in each
    ]


def _nets(_: Question, groups: Sequence[Sums]) -> list[Estimate]:
    sizes = [effective(sums) for sums in groups]
    ups, downs = (
        [float(sums[at]) / float(sums[1]) * size for sums, size in zip(groups, sizes, strict=True)]
        for at in (3, 4)
    )
    values = [100 * float(sums[3] - sums[4]) / float(sums[1]) for sums in groups]
    around = net_intervals(ups, downs, sizes)
    return [
        (value, int(sums[0]), interval) for sums, value, interval in zip(groups, values, around, strict=True)
    ]


def _spread(_: Question) -> tuple[str, ...]:
    """Return SQL for mean and variance: of weighted answers around ``middle``, so that no digit is lost."""
    mean, square = "sum(w * v) / sum(w)", "sum(w * (v - middle) * (v - middle)) / sum(w)"
    variance = f"greatest(0, {square} - pow(sum(w * (v - middle)) / sum(w), 2))"
    plain = "sum(k) = count(*) AND sum(w) = count(*) AND sum(ww) = count(*)"
    return (
        f"CASE WHEN {plain} THEN avg(v) ELSE {mean} END",
        f"CASE WHEN min(v) = max(v) THEN 0 WHEN {plain} THEN var_pop(v) ELSE {variance} END",
    )


def _together(one: Sums, other: Sums) -> Sums:
    """Return the mean and variance of two groups together (Chan, Golub and LeVeque 1979)."""
    whole = one[1] + other[1]
    apart, share = other[3] - one[3], other[1] / whole
    mean = one[3] + apart * share
    variance = one[4] * (1 - share) + other[4] * share + apart * apart * share * (1 - share)
    return (one[0] + other[0], whole, one[2] + other[2], mean, variance)


def _means(question: Question, groups: Sequence[Sums]) -> list[Estimate]:
    sizes = [effective(sums) for sums in groups]
    deviations = [
        (sums[4] * size / (size - 1)) ** 0.5 if size > 1 else None
        for sums, size in zip(groups, sizes, strict=True)
    ]
    around = mean_intervals([sums[3] for sums in groups], deviations, sizes)
    return [
        (sums[3], int(sums[0]), _within(interval, question.answers))
        for sums, interval in zip(groups, around, strict=True)
    ]


def _totals(_: Question, groups: Sequence[Sums]) -> list[Estimate]:
    total, square, most, least = ([float(sums[at]) for sums in groups] for at in range(3, 7))
    around = total_intervals(total, square, most, least)
    return [
        (value, int(sums[0]), interval) for sums, value, interval in zip(groups, total, around, strict=True)
    ]


def _largest(one: Sums, other: Sums) -> Sums:
    return (*_added(one[:5], other[:5]), max(one[5], other[5]), min(one[6], other[6]))


def _values(_: Question) -> tuple[str, ...]:
    """Return SQL for the different answers of a group in order, with how often each was given and its weight."""
    return tuple(f"list({column} ORDER BY v)" for column in ("v", "k", "w"))


_SUMMED = ("sum(w * v)", "sum(ww * v * v)", "max(abs(w * v / k))", "min(v)")

# Where answers are few and alike (0 to 10, yes or no), groups of them are counted and not rows: a million answers to
# NPS are eleven groups.
STATISTICS: Mapping[Statistic, Estimator] = {
    "share": Estimator(sums=_counted, estimates=_shares, alike=True),
    "net": Estimator(sums=_counted, estimates=_nets, alike=True),
    "mean": Estimator(sums=_spread, estimates=_means, added=_together),
    "sum": Estimator(sums=lambda _: _SUMMED, estimates=_totals, added=_largest),
    "count": Estimator(sums=lambda _: _SUMMED, estimates=_totals, added=_largest, alike=True),
    "quantile": Estimator(sums=_values, estimates=quantiles, alike=True),
    "returned": Estimator(
        sums=lambda _: ("count(DISTINCT CASE WHEN v > 0 THEN who END)",), estimates=_shares
    ),
}


def _within(interval: Interval, bounds: tuple[float, float] | None) -> Interval:
    if interval is None or bounds is None:
        return interval
    return max(interval[0], bounds[0]), min(interval[1], bounds[1])
