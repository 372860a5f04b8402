"""What the check says of charts in prose is what the views make of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jmsite.checks.charts import TAKES, TrialDrawing, check_drawing
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.figures import CHART_KINDS, ChartKind, Drawn, VegaLiteSpec
from jmsite.model.value import replace
from jmsite.pages.parts.figures.blocks import drawing
from jmsite.pipeline import catalog_of

SMALL = Path(__file__).parents[2] / "faults" / "chart" / "nothing-to-draw"
SAMPLE = Path(__file__).parents[3]


@pytest.mark.parametrize("site", [SMALL, SAMPLE], ids=["small", "sample"])
@pytest.mark.parametrize(
    "kind", [kind for kind in CHART_KINDS.values() if kind.takes], ids=lambda kind: kind.name
)
def test_a_chart_is_said_to_show_nothing_exactly_when_nothing_is_drawn(site: Path, kind: ChartKind):
    agrees(catalog_of(discover(site), Memo()).value, kind)


@pytest.mark.parametrize(
    "kind", [kind for kind in CHART_KINDS.values() if kind.takes], ids=lambda kind: kind.name
)
@pytest.mark.parametrize("feeling", ["", "    emotion: 1\n"], ids=["unfelt", "felt"])
@pytest.mark.parametrize("personas", ["[]", "[anna]", "[anna, ben]"])
def test_a_chart_of_too_little_shows_nothing(project, kind: ChartKind, feeling: str, personas: str):
    site = project("minimal")
    site.edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    site.edit("journeys/visit/journey.md", f"---\ntitle: A visit\npersonas: {personas}\n---\n")
    site.edit("journeys/visit/01-arrive.md", f"---\ntitle: Arrive\nsteps:\n  - title: I wait\n{feeling}---\n")
    for name, readings in READINGS.items():
        site.edit(f"metrics/{name}.yaml", f"title: M\nkind: mean\nreadings: [{readings}]\n")
    site.edit("pages/a.md", "---\ntitle: A\n---\n\n```chart\nchart: trend\nmetric: two\n```\n")
    agrees(catalog_of(discover(site.root), Memo()).value, kind)


MAY, JUNE = "date: 2026-05-01, value: 3", "date: 2026-06-01, value: 4"
READINGS = {
    "none": "",
    "one": f"{{{MAY}}}",
    "two": f"{{{MAY}}}, {{{JUNE}}}",
    "two-of-which-one-is-of-nobody": f"{{{MAY}, n: 0}}, {{{JUNE}}}",
    "stage": f"{{{MAY}, stage: visit/arrive}}",
    "step": f"{{{MAY}, step: visit/arrive/i-wait}}",
    "persona": f"{{{MAY}, persona: anna}}, {{{JUNE}, persona: anna}}",
    "stage-of-a-persona": f"{{{MAY}, stage: visit/arrive, persona: anna}}",
    "stage-of-a-channel": f"{{{MAY}, stage: visit/arrive, channel: web}}",
}


def agrees(catalog: Catalog, kind: ChartKind) -> None:
    """Hold what the check says against what is drawn, for all that a kind of chart could be of."""
    shows, _ = TAKES[kind.takes]
    entity = next(iter(catalog.table("chart").values()))
    for id in catalog.table(kind.of):
        block = ChartBlock.model_validate({"chart": kind.name, kind.of: id})
        assert shows(catalog, block) == (drawing(catalog, replace(entity, fields=block)) is not None), id


@pytest.mark.parametrize(
    ("wrong", "fault", "told", "rules"),
    [
        ("", "", False, []),
        ("", "", True, []),
        ("nothing is seen", "empty", False, ["chart/nothing-to-draw"]),
        # it names columns that the rows do not have, which says why
        ("nothing is seen", "empty", True, []),
        ("it is refused", "wrong", False, ["chart/bad-block"]),
        ("it is refused", "wrong", True, ["chart/bad-block"]),
        ("it is too large", "excess", True, ["chart/too-much"]),
    ],
)
def test_what_is_wrong_with_a_drawing_is_told_once(wrong: str, fault: Any, told: bool, rules: list[str]):
    drawn = Drawn(svg="", wrong=wrong, fault=fault)
    trial = TrialDrawing(chart=("chart", "a"), figure=VegaLiteSpec.of({}), lacks_columns=told)
    assert [one.rule for one in check_drawing(trial, drawn)] == rules
