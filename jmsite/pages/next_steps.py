"""The page on where to act next: which steps come first, by how many people, how bad, and what is at stake."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.next_rows import NextGroup, next_group
from jmsite.pages.parts.evidence.priorities import Ranking, ranking
from jmsite.pages.parts.evidence.work import work_on

MOST = 10
"""Steps of a lot that a page shows: who can do more than ten things first?"""


class NextView(Value):
    """The steps to act on, in lots. ``unjudged`` counts pains that are in none, as nobody says how severe they are."""

    lead: str
    lots: tuple[NextGroup, ...]
    unjudged: int


def next_steps(catalog: Catalog, _: str) -> Page:
    """Return the page on where to act next."""
    found = ranking(catalog)
    lead = _lead(catalog, found)
    view = NextView(
        lead=lead,
        lots=tuple(next_group(catalog, lot, MOST) for lot in found.lots),
        unjudged=found.unjudged,
    )
    return Page(
        kind="next",
        url="next/",
        title=catalog.words.phrase("next.title"),
        view=view,
        description=lead,
        section="opportunities/",
    )


def _lead(catalog: Catalog, found: Ranking) -> str:
    """Return how many steps hurt, how many of those nobody is on, and the first to act on."""
    words = catalog.words
    if not found.lots:
        return words.phrase("next.none")
    rows = [row for lot in found.lots for row in lot.rows]
    # an idea and an opportunity that is only noted are nobody's work yet
    idle = sum(work_on(catalog, row.subject).state in ("nobody", "open", "idea") for row in rows)
    counted = words.phrase(
        "next.counted", steps=words.counted(len(rows), "next.steps"), idle=words.counted(idle, "next.idle")
    )
    first = words.phrase("next.first", step=rows[0].subject.title, journey=rows[0].journey.title)
    return words.sentences(counted, first)
