"""The picture of threads: pains by journey, what is known, what could be done, what is built, and what it moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jmsite.model.alluvial import Alluvial, Knot, Strand
from jmsite.model.catalog import Catalog
from jmsite.model.figures import Drawing, FigureTable
from jmsite.pages.parts.evidence.threads import Thread, ThreadWay

COLUMNS = ("journey", "insight", "opportunity", "solution", "metric")
MOST = 22
"""The most knots of a column; the lightest others are one."""


def picture(catalog: Catalog, found: Sequence[Thread]) -> Drawing | None:
    """Return threads in one figure, as thick as their pains are severe; None where nothing hangs on any."""
    if not any(thread.insights or thread.opportunities for thread in found):
        return None
    # a pain is as thick as it is severe, however many ways lead on from it
    ways = [(way, thread.severity / len(thread.ways), thread) for thread in found for way in thread.ways]
    kept = _kept(_weights(ways))
    words = catalog.words
    names = {id: _title(catalog, id) for id in kept.values()}
    merged = [(tuple(kept[id] for id in way), share, thread) for way, share, thread in ways]
    figure = Alluvial(
        columns=tuple(words.phrase(f"thread.column.{name}") for name in COLUMNS),
        knots=tuple(_knots(merged, names)),
        strands=tuple(_strands(merged)),
        loose_words=words.phrase("thread.nobody"),
        rtl=words.rtl,
    )
    return Drawing(
        figure=figure, caption=words.phrase("thread.caption"), table=FigureTable(columns=(), rows=())
    )


def _column(id: str) -> int:
    return COLUMNS.index(id.partition("/")[0])


Ways = Sequence[tuple[ThreadWay, float, Thread]]


def _weights(ways: Ways) -> dict[str, float]:
    heavy: dict[str, float] = defaultdict(float)
    for way, share, _ in ways:
        for id in way:
            heavy[id] += share
    return heavy


def _kept(heavy: dict[str, float]) -> dict[str, str]:
    """Return what each knot is drawn as: itself, or one of the others of its column."""
    kept: dict[str, str] = {}
    for column, kind in enumerate(COLUMNS):
        own = sorted((id for id in heavy if _column(id) == column), key=lambda id: (-heavy[id], id))
        # the rest is a knot as well, and takes the place of one
        most = MOST - 1 if len(own) > MOST else MOST
        kept |= {id: id if place < most else f"{kind}/" for place, id in enumerate(own)}
    return kept


def _title(catalog: Catalog, id: str) -> str:
    """Return the title of a knot; of one without an id that it is the rest of its column."""
    kind, _, rest = id.partition("/")
    found = catalog.find(kind, rest)
    return found.title if found else catalog.words.phrase("thread.rest")


def _knots(ways: Ways, names: dict[str, str]) -> Iterator[Knot]:
    weights = _weights(ways)
    loose: dict[str, float] = defaultdict(float)
    for way, share, thread in ways:
        if thread.state == "nobody":
            loose[way[-1]] += share
    for id in sorted(weights, key=lambda id: (-weights[id], id)):
        yield Knot(
            id=id,
            title=names[id],
            column=_column(id),
            # sums of shares differ in their last digits with the order of threads, and equal figures are drawn once
            weight=round(weights[id], 4),
            loose=round(loose[id], 4),
            good=id.startswith("metric/"),
        )


def _strands(ways: Ways) -> Iterator[Strand]:
    """Yield what runs between two knots, as one; it is good where all of it ends at a metric that has moved."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    bad: set[tuple[str, str]] = set()
    for way, share, _ in ways:
        for start, stop in pairwise(way):
            weights[start, stop] += share
            # a way that ends before a metric proves nothing of what it runs through
            if not way[-1].startswith("metric/"):
                bad.add((start, stop))
    for (start, stop), weight in weights.items():
        yield Strand(start=start, end=stop, weight=round(weight, 4), good=(start, stop) not in bad)
