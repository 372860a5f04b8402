"""Quantiles of answers: of single ones in SQL, where there may be millions; of weighted and pooled ones here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jmsite.data.intervals import Interval, quantile_ranks
from jmsite.data.question import Question
from jmsite.data.table import Table

Estimate = tuple[float | None, int, Interval]


def rank_rows(table: Table, groups: str, part: float) -> str:
    """Return SQL for the rows of a query for groups, with ``low`` and ``high`` around a quantile of each.

    Groups have ``n`` values, in order in ``l``. The ends of an interval are two of the values, by rank, so these are
    picked where the lists are; NULL where there are too few.
    """
    # one after the other: nobody asks for those of the last question any more
    table.connection.execute(f"CREATE OR REPLACE TEMP TABLE jmsite_groups AS {groups}")
    sizes = table.rows("SELECT DISTINCT n FROM jmsite_groups WHERE n > 0")
    known = [(n, *ends) for n, ends in quantile_ranks((row[0] for row in sizes), part).items() if ends]
    made = ", ".join(f"unnest(?::BIGINT[]) AS {name}" for name in ("size", "first", "last"))
    columns = [[one[at] for one in known] for at in range(3)]
    table.connection.execute(f"CREATE OR REPLACE TEMP TABLE jmsite_ranks AS SELECT {made}", columns)
    return (
        "(SELECT *, l[first] AS low, l[last] AS high FROM jmsite_groups LEFT JOIN jmsite_ranks ON n = size)"
    )


def quantiles(question: Question, groups: Sequence[tuple[Any, ...]]) -> list[Estimate]:
    """Return the quantiles of groups that are handed over as lists of values, how often each was given, and weights."""
    return [_of_lists(question.part, *group[3:6]) for group in groups]


def _of_lists(part: float, values: list[float], times: list[float], weights: list[float]) -> Estimate:
    import numpy as np

    order = np.argsort(values, kind="stable")
    value, count, weight = (np.array(one, dtype=float)[order] for one in (values, times, weights))
    n = round(float(count.sum()))
    if np.ptp(weight / count) == 0:
        single = np.repeat(value, count.astype(int))
        ranks = quantile_ranks([n], part)[n]
        ends = (single[ranks[0] - 1], single[ranks[1] - 1]) if ranks else (None, None)
        return estimate(float(np.quantile(single, part)), n, *ends)
    whole = float(weight.sum())
    reached = np.cumsum(weight) / whole
    size = int(whole**2 / float((weight**2 / count).sum()))
    ranks = quantile_ranks([size], part)[size] if size else None
    low, high = (
        _reaching(value, reached, (rank - 0.5) / size) if ranks else None for rank in ranks or (0, 0)
    )
    return estimate(_reaching(value, reached, part), n, low, high)


def _reaching(values: Any, reached: Any, part: float) -> float:
    """Return the value up to which a part of the weight lies; between two values where it is exactly there."""
    import numpy as np

    at = int(np.searchsorted(reached, part - 1e-12))
    after = min(at + 1, len(values) - 1) if abs(reached[at] - part) <= 1e-12 else at
    return float(values[at] + values[after]) / 2


def estimate(value: float, n: int, low: float | None, high: float | None) -> Estimate:
    """Return a quantile of some answers as an estimate."""
    return value, int(n), None if low is None or high is None else (float(low), float(high))
