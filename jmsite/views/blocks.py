"""What a chart block in prose shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.figures import Drawing, FigureTable, OwnSpec
from jmsite.views.figures import curve_drawing, sparkline, trend
from jmsite.views.pictures import comparison, evidence, heat_map, matrix
from jmsite.views.splits import by_stage

Make = Callable[[Catalog, ChartBlock], Drawing | None]


def drawing(catalog: Catalog, entity: Entity[ChartBlock] | None) -> Drawing | None:
    """The drawing of a block, with the caption its author wrote; None where there is nothing to draw."""
    if entity is None:
        return None
    block = entity.fields
    if block.data and block.spec is not None:
        values = json.loads(catalog.read("rows", entity.id) or "[]")
        block = block.model_copy(update={"spec": {**block.spec, "data": {"values": values}}})
    made = BLOCKS[block.chart](catalog, block)
    return replace(made, caption=block.caption) if made and block.caption else made


def _own(_: Catalog, block: ChartBlock) -> Drawing | None:
    if not block.spec:
        return None
    return Drawing(OwnSpec(json.dumps(block.spec, sort_keys=True)), block.caption or "", FigureTable((), ()))


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
