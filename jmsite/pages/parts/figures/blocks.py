"""The drawing that a chart block in prose asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.figures import CHART_KINDS, Drawing, EmotionCurve, FigureTable, VegaLiteSpec
from jmsite.model.value import replace
from jmsite.pages import loaded
from jmsite.pages.parts.figures import backing, curve_and_trend, glance, pictures
from jmsite.pages.parts.metrics import splits
from jmsite.pages.parts.page.scores import end_words

READABLE = 400  # rows of a table behind an author's own chart
Make = Callable[[Catalog, ChartBlock], Drawing | None]


def drawing(catalog: Catalog, entity: Entity[ChartBlock] | None) -> Drawing | None:
    """Return the drawing of a block, with the caption its author wrote; None where there is nothing to draw."""
    if entity is None:
        return None
    return drawing_of(catalog, entity.fields.with_rows(catalog.read("rows", entity.id)))


def drawing_of(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Return what a block shows whose rows are in its specification; None where there is nothing to draw."""
    view: Make = loaded(f"parts.figures.{CHART_KINDS[block.chart].view}")
    made = view(catalog, block)
    return replace(made, caption=block.caption) if made and block.caption else made


def _numbers(spec: Mapping[str, Any]) -> FigureTable:
    """Return the rows that an author's own chart draws; nothing where they are too many to read, or are no table."""
    values = spec["data"].get("values") if isinstance(spec.get("data"), dict) else None
    # more rows than anybody reads would make the page heavy; the chart itself draws them all
    rows = values if isinstance(values, list) and len(values) <= READABLE else []
    rows = [row for row in rows if isinstance(row, dict)]
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return FigureTable(
        columns=columns, rows=tuple(tuple(_written(row.get(name)) for name in columns) for row in rows)
    )


def _written(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def emotion_curve(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw how each step of a journey feels to each persona, with the words of its scale at the ends of the axis."""
    drawing = curve_and_trend.curve_drawing(catalog, block.journey or "")
    assert isinstance(drawing.figure, EmotionCurve)  # noqa: S101 - that is what a curve lane is
    return replace(drawing, figure=replace(drawing.figure, ends=end_words(catalog, block.journey or "")))


def sparkline(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw a journey at a glance, as wide as the text."""
    return glance.sparkline(catalog, block.journey or "", wide=620)


def heat_map(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw the feeling of each persona in each stage."""
    return pictures.heat_map(catalog, block.journey or "")


def comparison(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw the curves of a journey's personas over each other."""
    return pictures.comparison(catalog, block.journey or "")


def trend(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw a metric over time."""
    return curve_and_trend.trend(catalog, block.metric or "", small=False)


def by_stage(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw the latest reading of a metric in each stage."""
    return splits.by_stage(catalog, block.metric or "")


def matrix(catalog: Catalog, _: ChartBlock) -> Drawing | None:
    """Draw the opportunities by what they are worth and what they cost."""
    return pictures.matrix(catalog)


def evidence(catalog: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw what the scores of a journey rest on."""
    return backing.evidence(catalog, block.journey or "")


def vega_lite(_: Catalog, block: ChartBlock) -> Drawing | None:
    """Draw an author's own specification, with its rows as the table behind it."""
    if not block.spec:
        return None
    return Drawing(
        figure=VegaLiteSpec.of(block.spec), caption=block.caption or "", table=_numbers(block.spec)
    )
