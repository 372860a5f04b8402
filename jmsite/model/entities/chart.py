"""A chart in prose: what stands in a fenced ``chart`` block."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import Field

from jmsite.model.fields import DataPath, Fields, FilledText, JourneyId, MetricId
from jmsite.model.figures import ChartName


class ChartBlock(Fields):
    """Which chart to draw, and of what."""

    chart: Annotated[ChartName, Field(description="The kind of chart.")]
    journey: Annotated[
        JourneyId | None,
        Field(
            description="The journey, for an emotion curve, sparkline, comparison, heat map or evidence bar."
        ),
    ] = None
    metric: Annotated[MetricId | None, Field(description="The metric, for a trend or values by stage.")] = (
        None
    )
    caption: Annotated[
        FilledText | None, Field(description="Caption under the chart. Default: generated from the data.")
    ] = None
    spec: Annotated[
        dict[str, Any] | None,
        Field(description="A Vega-Lite specification with inline data, for `vega-lite`."),
    ] = None
    data: Annotated[
        DataPath | None, Field(description="A table under `content/data` to use as data for `spec`.")
    ] = None
    source: Annotated[
        FilledText | None, Field(description="A source named in site.yaml, as data for `spec`.")
    ] = None
    sql: Annotated[
        FilledText | None, Field(description="A query on `source` or `data`, for the rows that `spec` draws.")
    ] = None
    decimal: Annotated[
        Literal[".", ","] | None,
        Field(description="Decimal separator in `data`, if the numbers leave it open: `.` or `,`."),
    ] = None

    def with_rows(self, rows: str) -> ChartBlock:
        """Return the block with the rows of its table, which are JSON, in its specification."""
        if not (self.data or self.source) or self.spec is None:
            return self
        return self.model_copy(update={"spec": {**self.spec, "data": {"values": json.loads(rows or "[]")}}})
