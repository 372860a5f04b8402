"""The library of insights, by type."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.evidence import Insight
from jmsite.model.messages import Messages
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.evidence_chain import InsightMark, by_severity, insight_mark

TYPES = ("pain", "need", "gain", "observation")


class InsightsView(Value):
    """All insights in groups by type, the heaviest first."""

    lead: str
    groups: tuple[tuple[str, tuple[InsightMark, ...]], ...]


def insights(catalog: Catalog, _: str) -> Page:
    """Return the list of all insights."""
    every: list[Entity[Insight]] = sorted(catalog.all("insight"), key=by_severity)
    marks = [insight_mark(catalog, entity) for entity in every]
    groups = tuple(
        (type, found) for type in TYPES if (found := tuple(mark for mark in marks if mark.type == type))
    )
    words = catalog.words
    lead = _lead(words, marks)
    view = InsightsView(lead=lead, groups=groups)
    title = words.phrase("insights.title")
    return Page(
        kind="insights", url="insights/", title=title, view=view, description=lead, section="insights/"
    )


def _lead(words: Messages, marks: list[InsightMark]) -> str:
    shown = sum(mark.status == "validated" for mark in marks)
    supposed = len(marks) - shown
    idle = sum(not mark.opportunities for mark in marks)
    states = words.listed(
        (
            words.counted(shown, "insights.shown") if shown else "",
            words.counted(supposed, "insights.supposed") if supposed else "",
        )
    )
    whole = words.counted(len(marks), "count.insights")
    return words.sentences(
        words.phrase("pair", name=whole, value=states),
        words.counted(idle, "insights.idle") if idle else "",
    )
