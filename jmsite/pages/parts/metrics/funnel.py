"""Find what a metric tells over all: its readings, and of a funnel the share of those who begin that gets through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.dimensions import DIMENSIONS, above
from jmsite.model.entities.metric import Metric
from jmsite.model.metric_kinds import METRIC_KINDS
from jmsite.model.readings import Measured, Series
from jmsite.model.wilson import wilson
from jmsite.pages.parts.metrics.scope import nearest_readings


def is_funnel(metric: Entity[Metric]) -> bool:
    """Return whether a metric counts people at each stage."""
    return METRIC_KINDS[metric.fields.kind].source == "people"


def overall_readings(catalog: Catalog, metric: Entity[Metric]) -> Series:
    """Return what a metric tells over all: of a funnel the percentage that gets from its first part to its last."""
    series = catalog.series(metric.id)
    order = parts_in_order(catalog, metric) if is_funnel(metric) else ()
    if len(order) < 2:
        return series
    return _of_first(series, order, _of(series, order[-1]))


def overall_readings_at(catalog: Catalog, metric: Entity[Metric], id: str) -> tuple[str, Series]:
    """Return what a metric tells of a place, and what that is of, as ``nearest_readings`` has it.

    Of a funnel it is the percentage of those who begin that reaches the place.
    """
    scope, series = nearest_readings(catalog.series(metric.id), id)
    order = parts_in_order(catalog, metric) if is_funnel(metric) else ()
    if len(order) < 2:
        return scope, series
    if scope not in ("stage", "step"):
        return scope, overall_readings(catalog, metric)
    return scope, _of_first(catalog.series(metric.id), order, series.total)


def unit(catalog: Catalog, metric: Entity[Metric]) -> str:
    """Return the unit of what a metric tells: percent for a funnel whose parts are known."""
    shares = is_funnel(metric) and len(parts_in_order(catalog, metric)) > 1
    return "%" if shares else metric.fields.unit or ""


def scale_start(metric: Entity[Metric]) -> float:
    """Return where the scale of a metric begins: at its first answer, if it has a scale, else at 0."""
    fields = metric.fields
    scale = (fields.scale.min, fields.scale.max) if fields.scale else None
    return METRIC_KINDS[fields.kind].least_on(scale)


def parts_in_order(catalog: Catalog, metric: Entity[Metric]) -> tuple[str, ...]:
    """Return the ids of the parts of a funnel, its steps or else its stages, in the order of the journey."""
    parts = catalog.series(metric.id).parts
    # of as many steps as stages the stages: they are what the map is read by
    found = max(
        (("stage", readings_by(parts, "stage")), ("step", readings_by(parts, "step"))),
        key=lambda each: len(each[1]),
    )
    return tuple(sorted(found[1], key=lambda id: place_in_journey(catalog, found[0], id)))


def readings_by(parts: Sequence[Measured], by: str) -> dict[str, list[Measured]]:
    """Return the readings of each part of a dimension that name nothing else."""
    others = [name for name in DIMENSIONS if name != by and name not in above(by)]
    found: dict[str, list[Measured]] = defaultdict(list)
    for part in parts:
        id, apart = part.of(by), len(part.own) > by.startswith("own:")
        if id and part.value is not None and not apart and not any(getattr(part, name) for name in others):
            found[id].append(part)
    return found


def place_in_journey(catalog: Catalog, by: str, id: str) -> tuple[str, int, int]:
    """Return where a stage or step stands in its journey."""
    journey, _, rest = id.partition("/")
    stage = f"{journey}/{rest.partition('/')[0]}"
    stages = catalog.read("stages", journey) or ()
    steps = catalog.read("steps", stage) or () if by == "step" else ()
    return (
        journey,
        stages.index(stage) if stage in stages else 0,
        steps.index(id) if id in steps else 0,
    )


def personas_over_time(catalog: Catalog, metric: Entity[Metric]) -> dict[str, list[Measured]]:
    """Return by persona the percentage that gets from the first part of a funnel to the last, in each period."""
    order = parts_in_order(catalog, metric) if is_funnel(metric) else ()
    if len(order) < 2:
        return {}
    counts: dict[tuple[str, date], dict[str, float]] = defaultdict(dict)
    for part in catalog.series(metric.id).parts:
        place = part.step or part.stage
        apart = part.channel or part.department or part.own
        if part.persona and place in order and part.value is not None and not apart:
            counts[part.persona, part.day][place] = part.value
    found: dict[str, list[Measured]] = defaultdict(list)
    for (persona, day), reached in sorted(counts.items()):
        if share := _share(day, reached.get(order[-1], 0.0), reached.get(order[0], 0.0)):
            found[persona].append(share)
    return found


def _of(series: Series, id: str) -> tuple[Measured, ...]:
    by = "step" if id.count("/") > 1 else "stage"
    return tuple(readings_by(series.parts, by).get(id, ()))


def _of_first(series: Series, order: Sequence[str], counts: Sequence[Measured]) -> Series:
    """Return counts as percentages of those of the first part on the same days."""
    first = {reading.day: reading.value or 0.0 for reading in _of(series, order[0])}
    shares = (_share(count.day, count.value or 0.0, first.get(count.day, 0.0)) for count in counts)
    return Series(metric=series.metric, total=tuple(share for share in shares if share))


def _share(day: date, part: float, whole: float) -> Measured | None:
    # on a day on which nobody began there is no share
    if not whole:
        return None
    around = wilson(part, whole)
    low, high = (100 * around[0], 100 * around[1]) if around else (None, None)
    return Measured(day=day, value=100 * part / whole, n=round(whole), low=low, high=high)
