"""Funnels that metrics count from the logs of journeys: what they ask for, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from jmsite.data.events.question import FunnelAsked
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import Metric
from jmsite.model.findings import Finding
from jmsite.model.flow import FunnelFlow, JourneyFlow
from jmsite.model.metric_kinds import METRIC_KINDS
from jmsite.model.readings import Measured, Series
from jmsite.model.value import replace


def funnels_asked(catalog: Catalog, journey: str, place: Mapping[str, int]) -> tuple[FunnelAsked, ...]:
    """Return the funnels that metrics count from the log of a journey, in order; ``place`` is that of each step."""
    asked = []
    for metric in _funnels(catalog, journey):
        events = metric.fields.events
        steps = tuple(place[id] for id in events.steps if id in place) if events else ()
        asked.append(FunnelAsked(steps=steps, in_order=events is None or events.order != "any"))
    return tuple(asked)


def funnels_without_log(catalog: Catalog) -> Iterator[Finding]:
    """Yield which metrics name a log that is not there, or that is not for them."""
    for metric in catalog.all("metric"):
        events, target = metric.fields.events, ("metric", metric.id)
        journey = catalog.journey(events.journey) if events else None
        if journey and METRIC_KINDS[metric.fields.kind].source != "people":
            message = (
                f"only a funnel is counted from a log, and this metric is of kind '{metric.fields.kind}'"
            )
            hint = "set 'kind: funnel', or give it 'readings'"
            yield Finding(
                rule="events/no-funnel",
                entity=target,
                field=("events",),
                message=message,
                hint=hint,
                named=True,
            )
        elif journey and journey.fields.events is None:
            message = f"'{journey.title}' has no log of events"
            hint = f"add 'events:' to '{journey.path.removeprefix('content/')}', or name another journey"
            yield Finding(
                rule="events/no-log", entity=target, field=("events", "journey"), message=message, hint=hint
            )


def _funnels(catalog: Catalog, journey: str) -> Iterator[Entity[Metric]]:
    for metric in catalog.all("metric"):
        events = metric.fields.events
        if events and events.journey == journey and METRIC_KINDS[metric.fields.kind].source == "people":
            yield metric


def with_funnels(
    catalog: Catalog, series: Mapping[str, Series], flows: Mapping[str, JourneyFlow]
) -> dict[str, Series]:
    """Return the series of all metrics, with those of funnels that are counted from logs."""
    found = dict(series)
    for id, flow in flows.items():
        for metric, funnel in zip(_funnels(catalog, id), flow.funnels, strict=True):
            found[metric.id] = _series(metric.id, flow, funnel)
    return found


def _series(metric: str, flow: JourneyFlow, funnel: FunnelFlow) -> Series:
    """Return how many cases reached each step, by period and persona; all at once where no period has enough."""
    by_day = [one for one in funnel.counts if one.day is not None]
    told = by_day or [replace(one, day=flow.first) for one in funnel.counts]
    return Series(
        metric=metric,
        parts=tuple(
            Measured(
                day=count.day, value=float(n), n=n, journey=flow.journey, stage=step.rpartition("/")[0], step=step,
                persona=count.persona,
            )
            for count in sorted(told, key=lambda one: (one.day or date.min, one.persona or ""))
            for step, n in zip(funnel.steps, count.counts, strict=True)
            if count.day is not None
        ),
    )  # fmt: skip
