"""Say in words what readings measured of a feeling: with how many answers, and from which score to which."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.readings import Point
from jmsite.pages.parts.page.scores import score_on_scale


def measured_text(catalog: Catalog, point: Point, journey: str) -> str:
    """Return what was measured beside a written score, with n and interval; the score itself only where no sentence of
    a contradiction says it. "" where nothing was.
    """
    if point.measured is None:
        return ""
    words, score = catalog.words, score_on_scale(catalog, point.measured, journey)
    said = words.phrase("pair", name=words.phrase("basis.measured"), value=score)
    n = words.phrase("n", n=words.number(point.measured_n, 0)) if point.measured_n is not None else ""
    ends = measured_interval(catalog, point.measured_low, point.measured_high, journey)
    return words.row("" if point.contradicted else said, n, ends)


def measured_interval(catalog: Catalog, low: float | None, high: float | None, journey: str) -> str:
    """Return the interval of a measured score on the scale of its journey, "" where there is none."""
    if low is None or high is None:
        return ""
    least, most = (score_on_scale(catalog, end, journey) for end in (low, high))
    return catalog.words.phrase("interval", low=least, high=most)
