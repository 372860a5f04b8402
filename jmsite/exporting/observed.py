"""Export what a log of events counts on a journey and its steps, as plain values; no group too small to be told."""

from __future__ import annotations

from typing import Any

from jmsite.model.catalog import Catalog
from jmsite.model.flow import DurationSummary, JourneyFlow, StepFlow, Transition

Plain = dict[str, Any]
DIGITS = 4
"""Digits of shares behind the point: as exact as a percentage with two."""


def observed_journey(catalog: Catalog, journey: str) -> Plain | None:
    """Return how many cases a journey has, from when to when, and how they went on; None without a log."""
    flow: JourneyFlow | None = catalog.read("flows", journey)
    if flow is None or flow.first is None or flow.last is None or flow.cases < flow.fewest:
        return None
    moments = {one.id: found for one in catalog.anytime(journey) if (found := observed_step(catalog, one.id))}
    return {
        "cases": flow.cases,
        "from": flow.first.isoformat(),
        "to": flow.last.isoformat(),
        "min_n": flow.fewest,
        "passages": [_passage(one, flow) for one in flow.transitions],
        **({"anytime": moments} if moments else {}),
    }


def observed_step(catalog: Catalog, step: str) -> Plain | None:
    """Return how many cases reached a step, how long they stayed and how many left; None without events.

    Of a step with few cases only that is told.
    """
    flow: JourneyFlow | None = catalog.read("flows", step.partition("/")[0])
    found = flow.at(step) if flow and flow.cases >= flow.fewest else None
    if flow is None or found is None:
        return None
    if 0 < found.n < flow.fewest:
        return {"fewer_than": flow.fewest}
    return _step(found, flow.cases)


def _step(step: StepFlow, cases: int) -> Plain:
    return {
        "cases": step.n,
        "share": _share(step.n, cases),
        "low": round(step.low, DIGITS),
        "high": round(step.high, DIGITS),
        "went_on": step.on,
        "arrived" if step.last else "left": step.left,
        **({} if step.last else {"drop_off": _share(step.left, step.n)}),
        "still_open": step.open,
        "came_back": step.back,
        **({"dwell_seconds": _spell(step.stay)} if step.stay else {}),
    }


def _passage(one: Transition, flow: JourneyFlow) -> Plain:
    start = flow.at(one.start)
    return {
        "from": one.start,
        "to": one.to,
        "cases": one.cases,
        "times": one.times,
        "share_of_step": _share(one.cases, start.n if start else 0),
        "drawn": one.drawn,
        **({"seconds": _spell(one.took)} if one.took else {}),
    }


def _spell(spell: DurationSummary) -> Plain:
    ends = {"low": spell.low, "high": spell.high}
    told = {
        "median": spell.median,
        "lower_quartile": spell.lower,
        "upper_quartile": spell.upper,
        "n": spell.n,
    }
    return {**told, **{name: value for name, value in ends.items() if value is not None}}


def _share(part: int, whole: int) -> float:
    return round(part / whole, DIGITS) if whole else 0.0
