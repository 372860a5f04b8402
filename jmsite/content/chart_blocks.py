"""Read the chart blocks in prose as small documents, so that they are checked like everything else."""

from __future__ import annotations

import json
from collections.abc import Iterator

from jmsite.charts.forbidden_specs import faults as flaws
from jmsite.content.parse import without_controls
from jmsite.formats.yaml import reader
from jmsite.model.diagnostics import Checked, Place, merged
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.figures import CHART_KINDS
from jmsite.model.findings import Finding
from jmsite.model.rules import fault
from jmsite.model.sources import Document, ProseChart


def charts(document: Document) -> Checked[tuple[Document, ...]]:
    """Return the chart blocks of a document, each as a document of kind ``chart`` with the id ``<path>#<number>``."""
    blocks = merged([_block(document, number, block) for number, block in enumerate(document.prose.charts)])
    return Checked(value=tuple([block for block in blocks.value if block]), diagnostics=blocks.diagnostics)


def _block(document: Document, number: int, block: ProseChart) -> Checked[Document | None]:
    """Return one chart block as a document; None where it says nothing."""
    tree = reader.load(block.text, document.path, _line(document, block))
    fields, told = without_controls(tree.value.value, tree.value.places, block.text)
    faults = (*tree.diagnostics, *told)
    if isinstance(fields, dict) and fields:
        id = f"{document.path}#{number}"
        return Checked(
            value=Document(path=document.path, kind="chart", id=id, front=fields, places=tree.value.places),
            diagnostics=faults,
        )
    if tree.diagnostics:
        return Checked(value=None, diagnostics=faults)
    fence = Place(path=document.path, line=_line(document, block) - 1)
    place = tree.value.places.value(()) if fields else fence
    hint = "write at least 'chart: emotion-curve' and 'journey: <id>'"
    wrong = fault("chart/bad-block", "this chart block does not say what to draw", place, hint)
    return Checked(value=None, diagnostics=(*faults, wrong))


def chart_faults(id: str, block: ChartBlock) -> Iterator[Finding]:
    """Yield what the chart block of an id lacks, or must not hold, for the chart it asks for."""
    target = ("chart", id)
    field = CHART_KINDS[block.chart].of
    if field and not getattr(block, field):
        hint = f"add '{field}: …' to the block"
        yield Finding(
            rule="chart/bad-block",
            entity=target,
            field=("chart",),
            message=f"{block.chart} needs '{field}'",
            hint=hint,
        )
    if block.decimal and not block.data:
        message = "'decimal' has no effect without a table in 'data'"
        yield Finding(rule="chart/bad-block", entity=target, field=("decimal",), message=message, named=True)
    for flaw in flaws(json.dumps(block.spec, default=str)) if block.spec else ():
        loc = ("spec", *flaw.path)
        yield Finding(
            rule="chart/bad-block", entity=target, field=loc, message=flaw.words, hint=flaw.hint, named=True
        )


def _line(document: Document, block: ProseChart) -> int:
    return document.body_line + block.line - 1
