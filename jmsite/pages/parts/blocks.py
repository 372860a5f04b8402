"""What a chart block in prose shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.figures import Drawing, FigureTable, VegaLiteSpec
from jmsite.model.value import replace
from jmsite.pages.parts.figures import curve_drawing, sparkline, trend
from jmsite.pages.parts.pictures import comparison, evidence, heat_map, matrix
from jmsite.pages.parts.splits import by_stage

READABLE = 400  # rows of a table behind an author's own chart
Make = Callable[[Catalog, ChartBlock], Drawing | None]


def drawing(catalog: Catalog, entity: Entity[ChartBlock] | None) -> Drawing | None:
    """The drawing of a block, with the caption its author wrote; None where there is nothing to draw."""
    if entity is None:
        return None
    block = entity.fields.with_rows(catalog.read("rows", entity.id))
    made = BLOCKS[block.chart](catalog, block)
    return replace(made, caption=block.caption) if made and block.caption else made


def _own(_: Catalog, block: ChartBlock) -> Drawing | None:
    if not block.spec:
        return None
    figure = VegaLiteSpec.of(block.spec)
    return Drawing(figure, block.caption or "", _numbers(block.spec))


def _numbers(spec: Mapping[str, Any]) -> FigureTable:
    """The rows that an author's own chart draws; nothing where they are too many to read, or are no table."""
    values = spec["data"].get("values") if isinstance(spec.get("data"), dict) else None
    rows = values if isinstance(values, list) and len(values) <= READABLE else []
    rows = [row for row in rows if isinstance(row, dict)]
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return FigureTable(columns, tuple(tuple(_written(row.get(name)) for name in columns) for row in rows))


def _written(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


BLOCKS: Mapping[str, Make] = {
    "emotion-curve": lambda catalog, block: curve_drawing(catalog, block.journey or ""),
    "sparkline": lambda catalog, block: sparkline(catalog, block.journey or "", wide=620),
    "heat-map": lambda catalog, block: heat_map(catalog, block.journey or ""),
    "comparison": lambda catalog, block: comparison(catalog, block.journey or ""),
    "trend": lambda catalog, block: trend(catalog, block.metric or "", small=False),
    "by-stage": lambda catalog, block: by_stage(catalog, block.metric or ""),
    "matrix": lambda catalog, _: matrix(catalog),
    "evidence": lambda catalog, block: evidence(catalog, block.journey or ""),
    "vega-lite": _own,
}
