"""Find the charts in prose of which nobody would see anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jmsite.charts.own_chart_columns import missing_columns
from jmsite.content.chart_blocks import chart_faults
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.figures import CHART_KINDS, Drawn, VegaLiteSpec
from jmsite.model.findings import Finding, Target
from jmsite.model.sources import Loc
from jmsite.model.value import Value

Shows = Callable[[Catalog, ChartBlock], bool]


def _scored(catalog: Catalog, block: ChartBlock) -> bool:
    return any(catalog.points(step.id) for step in catalog.journey_steps(block.journey or ""))


def _felt(catalog: Catalog, block: ChartBlock) -> bool:
    """Return whether somebody feels something in a journey: a score of nobody in particular is drawn in no curve."""
    steps = catalog.journey_steps(block.journey or "")
    return any(catalog.persona(point.persona) for step in steps for point in catalog.points(step.id))


def _several(catalog: Catalog, block: ChartBlock) -> bool:
    journey = catalog.journey(block.journey or "")
    return journey is not None and len(catalog.found("persona", journey.fields.personas)) > 1


def _followed(catalog: Catalog, block: ChartBlock) -> bool:
    metric = catalog.metric(block.metric or "")
    of_log = metric is not None and metric.fields.events is not None  # shares by period, not what is counted
    return of_log or sum(one.value is not None for one in catalog.series(block.metric or "").total) > 1


def _of_stages(catalog: Catalog, block: ChartBlock) -> bool:
    return any(
        part.value is not None and part.stage and not (part.step or part.persona or part.is_aside)
        for part in catalog.series(block.metric or "").parts
    )


def _unanswered(catalog: Catalog, block: ChartBlock) -> bool:
    """Return whether the readings of the metric could not be had, which is told where they are asked for."""
    metric = catalog.metric(block.metric or "")
    return metric is not None and bool(metric.fields.readings) and catalog.read("series", metric.id) is None


TAKES: Mapping[str, tuple[Shows, str]] = {
    "emotion": (_felt, "it needs a persona and steps with an emotion"),
    "scores": (_scored, "it needs steps with an emotion"),
    "personas": (_several, "it needs a journey with at least two personas"),
    "readings": (_followed, "it needs a metric with at least two readings"),
    "stages": (_of_stages, "it needs a metric with readings for individual stages"),
}
"""The tests of whether kinds of charts have anything to draw of the entity that a block names; the others say
themselves that they are empty.

The pages know it, too: they would have to be loaded to be asked, which takes longer than all of a check.
"""


WRONG: Mapping[str, tuple[str, str, str]] = {
    "wrong": ("chart/bad-block", "this cannot be drawn: ", ""),
    "excess": (
        "chart/too-much",
        "",
        "aggregate the data first, and reduce the number of rows, marks, labels or steps",
    ),
    "empty": (
        "chart/nothing-to-draw",
        "",
        "check that the rows have the fields that are drawn, with numbers in them",
    ),
}
"""The rule that a drawing breaks, what its message begins with, and what to do about it."""


class TrialDrawing(Value):
    """A chart by an author's own specification, and whether it draws columns that no row has."""

    chart: Target
    figure: VegaLiteSpec
    lacks_columns: bool = False


def empty_charts(catalog: Catalog, chart: Entity[ChartBlock]) -> Iterator[Finding]:
    """Return a finding where a block of a chart in prose shows nothing, or draws what no row has."""
    block, target = chart.fields, ("chart", chart.id)
    need = CHART_KINDS[block.chart].takes
    # a block with faults of its own has been told already what it lacks
    if need and _is_right(catalog, chart):
        shows, takes = TAKES[need]
        if not shows(catalog, block):
            message = f"nothing to draw for this {block.chart} chart"
            yield Finding(
                rule="chart/nothing-to-draw", entity=target, field=("chart",), message=message, hint=takes
            )
    for flaw in missing_columns(_own(catalog, chart)):
        at = _written(block, flaw.path)
        hint = flaw.hint if at[0] == "spec" else "add rows below the header of this table"
        yield Finding(
            rule="chart/nothing-to-draw",
            entity=target,
            field=at,
            message=flaw.words,
            hint=hint,
            meant=flaw.near,
        )


def trial_drawing(catalog: Catalog, chart: Entity[ChartBlock]) -> TrialDrawing | None:
    """Return what a block shows where only drawing it can tell whether it can be drawn, or None."""
    spec = _own(catalog, chart)
    if not spec:
        return None
    return TrialDrawing(
        chart=("chart", chart.id), figure=VegaLiteSpec.of(spec), lacks_columns=bool(missing_columns(spec))
    )


def _own(catalog: Catalog, chart: Entity[ChartBlock]) -> Mapping[str, Any] | None:
    """Return the specification of an author's own chart with its rows, if nothing is wrong with it so far."""
    block = chart.fields
    if block.chart != "vega-lite" or not _is_right(catalog, chart):
        return None
    rows = catalog.read("rows", chart.id)
    unread = bool(block.data) and not rows  # which is told where the file is named
    return None if unread else block.with_rows(rows).spec


def _written(block: ChartBlock, path: Loc) -> Loc:
    """Return where in a block something of a specification is written, whose rows may stand in a file."""
    from_file = block.data and path[:1] == ("data",)
    return ("data",) if from_file else ("spec", *path)


def _is_right(catalog: Catalog, chart: Entity[ChartBlock]) -> bool:
    """Return whether nothing is wrong with the block of a chart that has been told already."""
    block = chart.fields
    named = (("journey", block.journey), ("metric", block.metric))
    missing = any(id and catalog.find(kind, id) is None for kind, id in named)
    return not (missing or _unanswered(catalog, block) or any(chart_faults(chart.id, block)))


def check_drawing(trial: TrialDrawing, drawn: Drawn) -> tuple[Finding, ...]:
    """Return a finding for a specification that the libraries refuse, that takes too much, or of which nothing is
    seen.
    """
    if not drawn.wrong or (drawn.fault == "empty" and trial.lacks_columns):
        return ()
    rule, before, hint = WRONG[drawn.fault]
    return (
        Finding(
            rule=rule,
            entity=trial.chart,
            field=("spec",),
            message=f"{before}{drawn.wrong}",
            hint=hint,
            named=True,
        ),
    )
