"""What we know: the library of insights, by type."""

from __future__ import annotations

from dataclasses import dataclass

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight
from jmsite.model.page import Page
from jmsite.views.chain import InsightMark, heaviest, insight_mark
from jmsite.views.sentences import few, listed, sentence

TYPES = ("pain", "need", "gain", "observation")


@dataclass(frozen=True, slots=True)
class InsightsView:
    """All insights in groups by type, the heaviest first."""

    lead: str
    groups: tuple[tuple[str, tuple[InsightMark, ...]], ...]


def insights(catalog: Catalog, _: str) -> Page:
    """The list of all insights."""
    every: list[Entity[Insight]] = sorted(catalog.all("insight"), key=heaviest)
    marks = [insight_mark(catalog, entity) for entity in every]
    groups = tuple(
        (type, found) for type in TYPES if (found := tuple(mark for mark in marks if mark.type == type))
    )
    lead = _lead(marks)
    view = InsightsView(lead, groups)
    return Page("insights", "insights/", "What we know", view, description=lead, section="insights/")


def _lead(marks: list[InsightMark]) -> str:
    shown = sum(mark.status == "validated" for mark in marks)
    supposed = len(marks) - shown
    idle = sum(not mark.opportunities for mark in marks)
    states = listed(
        (
            f"{few(shown)} {'is' if shown == 1 else 'are'} shown by research" if shown else "",
            f"{few(supposed)} {'is' if supposed == 1 else 'are'} still supposed" if supposed else "",
        )
    )
    whole = sentence(f"{few(len(marks), 'insight')}: {states}")
    if not idle:
        return whole
    return f"{whole} {sentence(f'nobody has an answer to {few(idle)} yet')}"
