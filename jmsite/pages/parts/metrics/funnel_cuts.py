"""A funnel by persona: the share of each that gets through, and where most of them are lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import Metric
from jmsite.model.figures import Bars, Drawing, FigureTable
from jmsite.model.wilson import wilson
from jmsite.pages.parts.figures.curve_and_trend import columns
from jmsite.pages.parts.map.flow import shares, way_words
from jmsite.pages.parts.metrics.funnel import is_funnel, parts_in_order
from jmsite.pages.parts.page.people import PersonaMark, people


def by_persona(catalog: Catalog, metric: Entity[Metric]) -> Drawing | None:
    """Return the share of each persona that gets from the first step to the last, over all periods; None where readings
    do not tell two personas apart.
    """
    order = parts_in_order(catalog, metric) if is_funnel(metric) else ()
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for part in catalog.series(metric.id).parts:
        place = part.step or part.stage
        if part.persona and place in order and part.n is not None:
            found[part.persona][place] += part.n
    counts = {who: [steps[id] for id in order] for who, steps in found.items() if steps[order[0]]}
    who = people(catalog, counts)
    return _drawing(catalog, order, who, counts) if len(who) > 1 else None


def _drawing(
    catalog: Catalog, order: Sequence[str], who: Sequence[PersonaMark], counts: dict[str, list[int]]
) -> Drawing:
    words = catalog.words
    ranked = sorted(who, key=lambda mark: _through(counts[mark.id]))
    told = [words.percent(_through(counts[mark.id])) for mark in ranked]
    figure = Bars(
        names=tuple(mark.title for mark in ranked),
        values=tuple((100 * _through(counts[mark.id]),) for mark in ranked),
        unit="%",
        signs=words.signs,
        words=tuple(told),
    )
    first, around, n = columns(words, "persona", "interval", "n")
    heads = (first, words.phrase("funnel.share"), around, n, words.phrase("funnel.worst"))
    rows = tuple(
        (
            mark.title,
            share,
            _around(catalog, counts[mark.id]),
            words.number(counts[mark.id][0], 0),
            _worst(catalog, order, counts[mark.id]),
        )
        for mark, share in zip(ranked, told, strict=True)
    )
    caption = words.phrase(
        "funnel.by-persona", best=ranked[-1].title, most=told[-1], worst=ranked[0].title, least=told[0]
    )
    return Drawing(figure=figure, caption=caption, table=FigureTable(columns=heads, rows=rows))


def _through(counts: Sequence[int]) -> float:
    return counts[-1] / counts[0]


def _around(catalog: Catalog, counts: Sequence[int]) -> str:
    around = wilson(counts[-1], counts[0])
    return shares(catalog.words, *around) if around else ""


def _worst(catalog: Catalog, order: Sequence[str], counts: Sequence[int]) -> str:
    """Return between which steps most are lost, and which part of those who come so far."""
    lost = [(1 - after / before, at) for at, (before, after) in enumerate(pairwise(counts)) if before]
    share, at = max(lost, default=(0.0, 0))
    return f"{way_words(catalog, order[at : at + 2])}: {catalog.words.percent(share)}" if share > 0 else ""
