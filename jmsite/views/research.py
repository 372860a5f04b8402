"""How we know: the library of research, and what the maps rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jmsite.model.catalog import Catalog
from jmsite.model.figures import Bars, Drawing, FigureTable, Line
from jmsite.model.page import Page
from jmsite.views.chain import StudyMark, study_mark
from jmsite.views.pictures import BASES, BASIS_COLOURS
from jmsite.views.sentences import few, listed, sentence


@dataclass(frozen=True, slots=True)
class ResearchView:
    """All studies by year, the latest first; year 0 are those without a date."""

    lead: str
    years: tuple[tuple[int, tuple[StudyMark, ...]], ...]
    coverage: Drawing | None


def research(catalog: Catalog, _: str) -> Page:
    """The list of all research."""
    marks = sorted((study_mark(catalog, study) for study in catalog.all("research")), key=_latest)
    years = tuple(
        (year, tuple(mark for mark in marks if _year(mark) == year))
        for year in dict.fromkeys(_year(mark) for mark in marks)
    )
    lead = _lead(marks)
    view = ResearchView(lead, years, coverage(catalog))
    return Page("research", "research/", "How we know", view, description=lead, section="research/")


def _latest(mark: StudyMark) -> tuple[int, str]:
    return -(mark.day or date.min).toordinal(), mark.title


def _year(mark: StudyMark) -> int:
    return mark.day.year if mark.day else 0


def _lead(marks: list[StudyMark]) -> str:
    words = sum(mark.nature == "qualitative" for mark in marks)
    numbers = sum(mark.nature == "quantitative" for mark in marks)
    natures = listed(
        (f"{few(words)} in words" if words else "", f"{few(numbers)} in numbers" if numbers else "")
    )
    whole = few(len(marks), "study", "studies")
    idle = sum(not mark.rests for mark in marks)
    told = sentence(f"{whole}, {natures}" if natures else whole)
    return f"{told} {sentence(f'nothing rests on {few(idle)} of them yet')}" if idle else told


def coverage(catalog: Catalog) -> Drawing | None:
    """What the scores of each journey rest on, the best backed first; None where there are no scores."""
    counts: dict[str, tuple[float, ...]] = {}
    for journey in catalog.all("journey"):
        points = [point for step in catalog.journey_steps(journey.id) for point in catalog.points(step.id)]
        if points:
            counts[journey.title] = tuple(float(sum(p.basis == basis for p in points)) for basis in BASES)
    if not counts:
        return None
    names = tuple(sorted(counts, key=lambda name: (counts[name][2] / sum(counts[name]), name)))
    values = tuple(counts[name] for name in names)
    parts = tuple(Line(basis, basis, colour) for basis, colour in zip(BASES, BASIS_COLOURS, strict=True))
    rows = tuple((name, *(f"{n:.0f}" for n in counts[name])) for name in names)
    return Drawing(Bars(names, values, parts), _caption(counts), FigureTable(("Journey", *BASES), rows))


def _caption(counts: dict[str, tuple[float, ...]]) -> str:
    total = sum(sum(row) for row in counts.values())
    backed = sum(row[0] + row[1] for row in counts.values()) / total
    caption = f"{backed * 100:.0f} % of all scores are measured or researched"
    weakest = max(counts, key=lambda name: counts[name][2] / sum(counts[name]))
    assumed = counts[weakest][2] / sum(counts[weakest])
    if len(counts) > 1 and assumed:
        caption += f"; {weakest} is the one least backed, with {assumed * 100:.0f} % assumed"
    return f"{caption}."
