"""The library of research: all studies, and what the maps rest on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.figures import Drawing
from jmsite.model.messages import Messages
from jmsite.model.page import Page
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.evidence_chain import StudyMark, study_mark
from jmsite.pages.parts.evidence.worst_moments import current
from jmsite.pages.parts.figures.backing import BASES, backing


class ResearchView(Value):
    """All studies by year, the latest first; year 0 are those without a date."""

    lead: str
    years: tuple[tuple[int, tuple[StudyMark, ...]], ...]
    coverage: Drawing | None


def research(catalog: Catalog, _: str) -> Page:
    """Return the list of all research."""
    marks = sorted((study_mark(catalog, study) for study in catalog.all("research")), key=_latest)
    years = tuple(
        (year, tuple(mark for mark in marks if _year(mark) == year))
        for year in dict.fromkeys(_year(mark) for mark in marks)
    )
    lead, title = studies_told(catalog.words, marks), catalog.words.phrase("research.title")
    view = ResearchView(lead=lead, years=years, coverage=coverage(catalog))
    return Page(
        kind="research", url="research/", title=title, view=view, description=lead, section="research/"
    )


def _latest(mark: StudyMark) -> tuple[int, str]:
    # a study without a day is the oldest: who has not noted it cannot say that it is new
    return -(mark.day or date.min).toordinal(), mark.title


def _year(mark: StudyMark) -> int:
    return mark.day.year if mark.day else 0


def studies_told(words: Messages, marks: list[StudyMark]) -> str:
    """Return how many studies there are, of which nature, and how many of them nothing rests on."""
    told = sum(mark.nature == "qualitative" for mark in marks)
    counted = sum(mark.nature == "quantitative" for mark in marks)
    natures = words.listed(
        (
            words.counted(told, "research.told-in-words") if told else "",
            words.counted(counted, "research.told-in-numbers") if counted else "",
        )
    )
    whole = words.row(words.counted(len(marks), "count.studies"), natures)
    idle = sum(not mark.rests for mark in marks)
    return words.sentences(whole, words.counted(idle, "research.idle") if idle else "")


def coverage(catalog: Catalog) -> Drawing | None:
    """Return what the scores of each journey rest on, the least backed first; None where there are no scores.

    What should be is assumed by nature: it has one row of its own, the last, and counts in no share.
    """
    words = catalog.words
    known = [(journey.title, _counts(catalog, (journey,))) for journey in current(catalog)]
    # the least backed first by the share of what is assumed, not by how much: a small journey is no better known
    now = sorted((row for row in known if sum(row[1])), key=lambda row: (-row[1][2] / sum(row[1]), row[0]))
    wished = _counts(catalog, (each for each in catalog.all("journey") if each.fields.state == "future"))
    rows = [*now, (words.phrase("state.future"), wished)] if sum(wished) else now
    if not rows:
        return None
    names, values = tuple(name for name, _ in rows), tuple(row for _, row in rows)
    return backing(words, "journey", names, values, _caption(words, now) if now else "")


def points_of(catalog: Catalog, journeys: Iterable[Entity[Journey]]) -> list[Point]:
    """Return the scores of some journeys."""
    return [point for journey in journeys for point in catalog.part(_points, journey.id)]


def _points(catalog: Catalog, journey: str) -> tuple[Point, ...]:
    return tuple([point for step in catalog.moments(journey) for point in catalog.points(step.id)])


def _counts(catalog: Catalog, journeys: Iterable[Entity[Journey]]) -> tuple[float, ...]:
    """Return how many scores of some journeys rest on each basis."""
    points = points_of(catalog, journeys)
    return tuple(float(sum(point.basis == basis for point in points)) for basis in BASES)


def _caption(words: Messages, rows: list[tuple[str, tuple[float, ...]]]) -> str:
    total = sum(sum(counts) for _, counts in rows)
    backed = sum(counts[0] + counts[1] for _, counts in rows) / total
    share = words.percent(backed)
    weakest, counts = rows[0]
    assumed = counts[2] / sum(counts)
    if len(rows) > 1 and assumed:
        open = words.percent(assumed)
        return words.phrase("research.backed-least", share=share, journey=weakest, assumed=open)
    return words.phrase("research.backed", share=share)
