"""The library of research: all studies, and what the maps rest on."""

from __future__ import annotations

from datetime import date

from jmsite.model.catalog import Catalog
from jmsite.model.figures import Drawing
from jmsite.model.messages import Messages
from jmsite.model.page import Page
from jmsite.model.value import Value
from jmsite.pages.parts.chain import StudyMark, study_mark
from jmsite.pages.parts.pictures import BASES, backing


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
    lead, title = _lead(catalog.words, marks), catalog.words.phrase("research.title")
    view = ResearchView(lead, years, coverage(catalog))
    return Page("research", "research/", title, view, description=lead, section="research/")


def _latest(mark: StudyMark) -> tuple[int, str]:
    return -(mark.day or date.min).toordinal(), mark.title


def _year(mark: StudyMark) -> int:
    return mark.day.year if mark.day else 0


def _lead(words: Messages, marks: list[StudyMark]) -> str:
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
    """Return what the scores of each journey rest on, the best backed first; None where there are no scores."""
    counts: dict[str, tuple[float, ...]] = {}
    for journey in catalog.all("journey"):
        points = [point for step in catalog.journey_steps(journey.id) for point in catalog.points(step.id)]
        if points:
            counts[journey.title] = tuple(float(sum(p.basis == basis for p in points)) for basis in BASES)
    if not counts:
        return None
    names = tuple(sorted(counts, key=lambda name: (counts[name][2] / sum(counts[name]), name)))
    values = tuple(counts[name] for name in names)
    return backing(catalog.words, "journey", names, values, _caption(catalog.words, counts))


def _caption(words: Messages, counts: dict[str, tuple[float, ...]]) -> str:
    total = sum(sum(row) for row in counts.values())
    backed = sum(row[0] + row[1] for row in counts.values()) / total
    share = words.percent(backed)
    weakest = max(counts, key=lambda name: counts[name][2] / sum(counts[name]))
    assumed = counts[weakest][2] / sum(counts[weakest])
    if len(counts) > 1 and assumed:
        open = words.percent(assumed)
        return words.phrase("research.backed-least", share=share, journey=weakest, assumed=open)
    return words.phrase("research.backed", share=share)
