"""What the check says of charts in prose is what the views make of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmsite.checks.charts import TAKES
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.value import replace
from jmsite.pages.parts.blocks import drawing
from jmsite.pipeline import catalog_of

SMALL = Path(__file__).parents[2] / "faults" / "chart" / "nothing-to-draw"
SAMPLE = Path(__file__).parents[3]


@pytest.mark.parametrize("site", [SMALL, SAMPLE], ids=["small", "sample"])
@pytest.mark.parametrize("chart", TAKES)
def test_a_chart_is_said_to_show_nothing_exactly_when_nothing_is_drawn(site: Path, chart: str):
    catalog = catalog_of(discover(site), Memo()).value
    shows, _ = TAKES[chart]
    entity = next(iter(catalog.table("chart").values()))
    field = "metric" if chart in ("trend", "by-stage") else "journey"
    for id in catalog.table(field):
        block = ChartBlock.model_validate({"chart": chart, field: id})
        assert shows(catalog, block) == (drawing(catalog, replace(entity, fields=block)) is not None), id
