"""The page of threads: which pains somebody is on, which are mended, and which nobody has taken up."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.figures import Drawing
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.thread_list import JourneyThreads, listed, others
from jmsite.pages.parts.evidence.threads import Thread, ThreadTally, tally, threads
from jmsite.pages.parts.figures.thread_picture import picture
from jmsite.pages.parts.page.people import PersonaMark, people


class ThreadsView(Value):
    """All threads in one picture, and the worst that nobody is on one by one; ``others`` are counted by journey.

    ``departments`` are ids and titles of those that have a part in any; ``left`` is how many are counted.
    """

    tally: ThreadTally | None
    picture: Drawing | None
    threads: tuple[Thread, ...]
    others: tuple[JourneyThreads, ...]
    left: int
    people: tuple[PersonaMark, ...]
    departments: tuple[tuple[str, str], ...]


def thread(catalog: Catalog, _: str) -> Page:
    """Return the page of threads."""
    found = threads(catalog)
    counted = tally(catalog, found)
    departments = dict.fromkeys(id for each in found for id in each.departments)
    view = ThreadsView(
        tally=counted,
        picture=picture(catalog, found),
        threads=listed(found),
        others=others(found),
        left=len(found) - len(listed(found)),
        people=people(catalog, (id for each in found for id in each.whose)),
        departments=tuple((each.id, each.title) for each in catalog.found("department", departments)),
    )
    return Page(
        kind="thread",
        url="thread/",
        title=catalog.words.phrase("thread.title"),
        view=view,
        description=counted.told if counted else "",
        section="opportunities/",
    )
