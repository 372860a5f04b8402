"""Quantiles of answers: of single ones in SQL, where there may be millions; of weighted and pooled ones here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jmsite.data.intervals import Interval, quantile_ranks
from jmsite.data.question import Question
from jmsite.data.table import Table

Estimate = tuple[float | None, int, Interval]


def ranked(table: Table, question: Question, groups: str, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the groups of a query for ``n``, ``value`` and the ordered list ``l`` of each, with their estimates.

    The ends of an interval are two of the values, by rank, so these are picked where the lists are.
    """
    table.connection.execute(f"CREATE OR REPLACE TEMP TABLE jmsite_groups AS {groups}")
    ranks = quantile_ranks(
        (row[0] for row in table.rows("SELECT DISTINCT n FROM jmsite_groups")), question.part
    )
    known = [(n, *found) for n, found in ranks.items() if found]
    made = ", ".join(f"unnest(?::BIGINT[]) AS {name}" for name in ("size", "low", "high"))
    columns = [[one[at] for one in known] for at in range(3)]
    table.connection.execute(f"CREATE OR REPLACE TEMP TABLE jmsite_ranks AS SELECT {made}", columns)
    found = table.rows(
        f"SELECT {', '.join(names)}, n, value, l[low], l[high] FROM jmsite_groups"  # noqa: S608 - names are ours
        " LEFT JOIN jmsite_ranks ON n = size"
    )
    width = len(names)
    return [(*row[:width], *_estimate(row[width + 1], row[width], *row[width + 2 :])) for row in found]


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
        return _estimate(float(np.quantile(single, part)), n, *ends)
    whole = float(weight.sum())
    reached = np.cumsum(weight) / whole
    size = int(whole**2 / float((weight**2 / count).sum()))
    ranks = quantile_ranks([size], part)[size] if size else None
    low, high = (
        _reaching(value, reached, (rank - 0.5) / size) if ranks else None for rank in ranks or (0, 0)
    )
    return _estimate(_reaching(value, reached, part), n, low, high)


def _reaching(values: Any, reached: Any, part: float) -> float:
    """Return the value up to which a part of the weight lies; between two values where it is exactly there."""
    import numpy as np

    at = int(np.searchsorted(reached, part - 1e-12))
    after = min(at + 1, len(values) - 1) if abs(reached[at] - part) <= 1e-12 else at
    return float(values[at] + values[after]) / 2


def _estimate(value: float, n: int, low: float | None, high: float | None) -> Estimate:
    return value, int(n), None if low is None or high is None else (float(low), float(high))
