"""Check that the scale of a metric tells its answers apart."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import Pool, Scale
from jmsite.model.findings import Finding
from jmsite.model.metric_kinds import METRIC_KINDS
from jmsite.model.sources import Loc


def useless_scales(_: Catalog, metric: Entity[Metric]) -> Iterator[Finding]:
    """Yield scales that begin where they end or run backwards, and those of which every answer counts as satisfied."""
    scale, readings = metric.fields.scale, metric.fields.readings
    for at, one in enumerate(readings.pool if isinstance(readings, Pool) else ()):
        # that of a survey may run backwards: its answers are carried over to the metric's
        if one.scale and one.scale.min == one.scale.max:
            yield _finding(metric, ("readings", "pool", at, "scale", "max"), *_no_range(one.scale))
    if scale and scale.max <= scale.min:
        yield _finding(metric, ("scale", "max"), *_no_range(scale))
    else:
        yield from _all_satisfied(metric)


def _no_range(scale: Scale) -> tuple[str, str]:
    message = f"'max' must be more than 'min' ({scale.min:g}), not {scale.max:g}"
    turned = f"write 'scale: {{min: {scale.max:g}, max: {scale.min:g}}}'" if scale.max < scale.min else ""
    return message, turned


def _all_satisfied(metric: Entity[Metric]) -> Iterator[Finding]:
    """Yield that the best answers, which count as satisfied, are all there are."""
    fields = metric.fields
    kind = METRIC_KINDS[fields.kind]
    bounds = kind.answers_on((fields.scale.min, fields.scale.max) if fields.scale else None)
    if bounds is None or "{top}" not in kind.good or fields.top <= bounds[1] - bounds[0]:
        return
    most = int(bounds[1] - bounds[0])
    message = f"all answers from {bounds[0]:g} to {bounds[1]:g} count as satisfied: 'top' is {fields.top}"
    at = "top" if "top" in fields.model_fields_set else "scale"
    yield _finding(metric, (at,), message, f"write 'top: {most}'" if most == 1 else f"write {most} at most")


def _finding(metric: Entity[Metric], field: Loc, message: str, hint: str) -> Finding:
    return Finding(
        rule="field/out-of-range", entity=("metric", metric.id), field=field, message=message, hint=hint
    )
