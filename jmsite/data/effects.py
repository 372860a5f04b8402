"""Questions about the whole series of a metric, and the tables that hold the answers."""

from __future__ import annotations

from collections.abc import Mapping

from jmsite.data.interrupted_series import InterruptedAsk, ask_of
from jmsite.model.catalog import Catalog
from jmsite.model.effects import Interrupted, Turn
from jmsite.model.metric_kinds import METRIC_KINDS
from jmsite.model.readings import Series

Asked = tuple[str, str]
"""The ids of a solution and of a metric that it should move."""


def effect_asks(catalog: Catalog) -> dict[Asked, InterruptedAsk]:
    """Return what is to be worked out for each shipped solution and each metric that it should move.

    A funnel is told by its percentages, which are no readings of its own.
    """
    found = {}
    for solution in catalog.all("solution"):
        shipped = solution.fields.shipped
        for id in _aimed(catalog, solution.id) if shipped else ():
            metric = catalog.metric(id)
            if metric and METRIC_KINDS[metric.fields.kind].source != "people":
                ask = ask_of(catalog.series(id), shipped)
                if ask is not None:
                    found[solution.id, id] = ask
    return found


def _aimed(catalog: Catalog, id: str) -> tuple[str, ...]:
    solution = catalog.solution(id)
    if solution is None:
        return ()
    answered = catalog.found("opportunity", solution.fields.opportunities)
    own = solution.fields.metrics or [id for each in answered for id in each.fields.metrics]
    return tuple(dict.fromkeys(own))


def turning(catalog: Catalog) -> dict[str, Series]:
    """Return the series in which turns are looked for, by metric id: their totals, since nothing else is asked."""
    return {
        metric.id: Series(metric=metric.id, total=series.total)
        for metric in catalog.all("metric")
        if METRIC_KINDS[metric.fields.kind].source != "people" and (series := catalog.series(metric.id)).total
    }


def effect_tables(
    interruptions: Mapping[Asked, Interrupted | None], turns: Mapping[str, tuple[Turn, ...]]
) -> dict[str, Mapping[object, object]]:
    """Return the tables ``interrupted`` and ``turns`` without what says nothing."""
    return {
        "interrupted": {key: found for key, found in interruptions.items() if found is not None},
        "turns": {id: found for id, found in turns.items() if found},
    }
