"""Find the charts in prose of which nobody would see anything."""

from __future__ import annotations

from collections.abc import Mapping

from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.entity import Draft
from jmsite.model.figures import Drawn, Figure, OwnSpec
from jmsite.model.rules import fault
from jmsite.steps.charts import complaints
from jmsite.views.blocks import drawing

TAKES: Mapping[str, str] = {
    "emotion-curve": "it takes steps with an emotion",
    "sparkline": "it takes steps with an emotion",
    "heat-map": "it takes steps with an emotion",
    "evidence": "it takes steps with an emotion",
    "comparison": "it takes an emotion of two personas at least",
    "trend": "it takes a metric with readings",
    "by-stage": "it takes a metric with readings of single stages",
    "matrix": "it takes opportunities with values and an effort",
}
"""What the block of each chart needs beside the entity that it names."""

Sketch = tuple[Place, Figure]
"""A chart by an author's own specification, and where that is written."""


def undrawn(catalog: Catalog, draft: Draft) -> Checked[Sketch | None]:
    """What a block shows, where only drawing it can tell whether it can be drawn; a fault where it shows nothing."""
    block, entity = draft.fields, catalog.find("chart", draft.id)
    assert isinstance(block, ChartBlock)  # noqa: S101 - a draft of kind chart holds one
    named = (("journey", block.journey), ("metric", block.metric))
    if any(id and catalog.find(kind, id) is None for kind, id in named) or any(complaints(draft)):
        return Checked(None)
    made = drawing(catalog, entity)
    if made is None:
        message = f"there is nothing to draw for this {block.chart}"
        hint = TAKES.get(block.chart, "")
        return Checked(None, (fault("chart/nothing-to-draw", message, draft.place(("chart",)), hint),))
    spec = draft.key(("spec",))
    return Checked((spec, made.figure) if isinstance(made.figure, OwnSpec) else None)


def undrawable(sketch: Sketch, drawn: Drawn) -> tuple[Diagnostic, ...]:
    """A fault for a specification that the libraries refuse."""
    message = f"this cannot be drawn: {drawn.wrong}"
    return (fault("chart/bad-block", message, sketch[0]),) if drawn.wrong else ()
