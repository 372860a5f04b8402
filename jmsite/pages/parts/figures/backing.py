"""Pictures of what scores rest on: measured, researched or assumed."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.figures import Bars, Drawing, FigureTable, Line
from jmsite.model.messages import Messages
from jmsite.pages.parts.figures.curve_and_trend import columns as heads

BASES = ("measured", "researched", "assumed")
BASIS_COLOURS = ("var(--truth)", "var(--edge)", "var(--track)")


def evidence(catalog: Catalog, journey_id: str) -> Drawing | None:
    """Return what the scores of each stage rest on; None where there are none."""
    stages = catalog.stages_of(journey_id)
    points = [
        [point for step in catalog.steps_of(stage.id) for point in catalog.points(step.id)]
        for stage in stages
    ]
    counts = tuple(
        tuple(float(sum(point.basis == basis for point in felt)) for basis in BASES) for felt in points
    )
    total = sum(sum(row) for row in counts)
    if not total:
        return None
    backed = sum(row[0] + row[1] for row in counts) / total
    caption = catalog.words.phrase("evidence.told", share=catalog.words.percent(backed))
    return backing(catalog.words, "stage", tuple(stage.title for stage in stages), counts, caption)


def backing(
    words: Messages, of: str, names: tuple[str, ...], counts: tuple[tuple[float, ...], ...], caption: str
) -> Drawing:
    """Return what scores rest on: shares as bars, which compare however many there are; the numbers in the table."""
    parts = tuple(
        Line(id=basis, title=words.phrase(f"basis.{basis}"), colour=colour)
        for basis, colour in zip(BASES, BASIS_COLOURS, strict=True)
    )
    shares = tuple(tuple(round(100 * n / (sum(row) or 1), 2) for n in row) for row in counts)
    told = tuple(
        words.phrase(
            "evidence.share", share=words.percent(1 - row[2] / sum(row)), count=words.number(sum(row), 0)
        )
        if sum(row)
        else ""
        for row in counts
    )
    rows = tuple((name, *(words.number(n, 0) for n in row)) for name, row in zip(names, counts, strict=True))
    table = FigureTable(columns=(*heads(words, of), *(part.title for part in parts)), rows=rows)
    return Drawing(
        figure=Bars(names=names, values=shares, parts=parts, signs=words.signs, words=told),
        caption=caption,
        table=table,
    )
