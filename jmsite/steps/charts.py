"""Read the chart blocks in prose as small documents, so that they are checked like everything else."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.formats import yamltree
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.rules import fault
from jmsite.model.sources import Document, ProseChart


def charts(document: Document) -> Checked[tuple[Document, ...]]:
    """The chart blocks of a document, each as a document of kind ``chart`` with the id ``<path>#<number>``."""
    faults: list[Diagnostic] = []
    return Checked(tuple(_documents(document, faults)), tuple(faults))


def _documents(document: Document, faults: list[Diagnostic]) -> Iterator[Document]:
    for number, block in enumerate(document.prose.charts):
        tree = yamltree.load(block.text, document.path, _line(document, block))
        faults += tree.diagnostics
        fields = tree.value.value
        if isinstance(fields, dict):
            yield Document(document.path, "chart", f"{document.path}#{number}", fields, tree.value.places)
        else:
            faults.append(
                fault(
                    "chart/bad-block",
                    "this block does not say what to draw",
                    tree.value.places.value(()),
                    "write at least 'chart: emotion-curve' and 'journey: <id>'",
                )
            )


def _line(document: Document, block: ProseChart) -> int:
    return document.body_line + block.line - 1
