"""All metrics, by how they are going."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import Metric
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import trend
from jmsite.pages.parts.metrics.target_comparison import Course, TargetComparison, compare_with_target
from jmsite.pages.parts.page.marks import MetricMark, metric_mark

ORDER: tuple[Course, ...] = ("worse", "same", "better", "met", "unknown")
TOLD = ("worse", "same", "better", "met")


class MetricRow(Value):
    """A metric as a row of the list of all."""

    id: str
    summary: str
    mark: MetricMark
    standing: TargetComparison


class MetricsView(Value):
    """All metrics: groups by course, each with its key and its rows, the farthest from their target first."""

    lead: str
    groups: tuple[tuple[Course, tuple[MetricRow, ...]], ...]


def metrics(catalog: Catalog, _: str) -> Page:
    """Return the list of all metrics, what gets worse first."""
    rows = [_row(catalog, entity) for entity in catalog.all("metric")]
    # stable, as groups are made of it: within each the largest change comes first
    rows.sort(key=lambda row: -row.standing.share)
    groups = tuple(
        (course, found)
        for course in ORDER
        if (found := tuple(row for row in rows if row.standing.course == course))
    )
    counts = {course: len(found) for course, found in groups}
    words = catalog.words
    said = [words.counted(counts[course], f"metrics.told.{course}") for course in TOLD if course in counts]
    lead, title = words.sentences(words.listed(said)), words.phrase("kind.metric")
    view = MetricsView(lead=lead, groups=groups)
    return Page(kind="metrics", url="metrics/", title=title, view=view, description=lead, section="metrics/")


def _row(catalog: Catalog, entity: Entity[Metric]) -> MetricRow:
    return MetricRow(
        id=entity.id,
        summary=entity.fields.summary or "",
        mark=metric_mark(catalog, entity, trend(catalog, entity.id)),
        standing=compare_with_target(catalog, entity),
    )
