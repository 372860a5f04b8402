"""Write scores on the scale on which their author wrote them."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.entities.site import EmotionScale
from jmsite.model.messages import Messages
from jmsite.model.readings import Point

WIDE = 20
"""From this width on, a scale with a sign is written in whole numbers."""


def score_text(
    words: Messages, score: float, scale: EmotionScale, exact: bool = False, of: bool = False
) -> str:
    """Return a score from -2 to 2 as it stands on its author's scale: with a sign where the scale goes below zero.

    ``exact`` is for what somebody wrote: all its decimals; else one. ``of`` says on which scale: ``2 of 5``.
    """
    value, signed = scale.written(score), scale.min < 0
    least = 1 if signed and scale.max - scale.min < WIDE else 0
    most = _decimals(value, least) if exact else 1
    told = words.signed(value, most if exact else least or 1) if signed else words.number(value, most)
    if not of:
        return told
    least_told, most_told = (words.number(end, 3) for end in (scale.min, scale.max))
    return words.phrase(
        "score.within" if signed else "score.of", score=told, least=least_told, most=most_told
    )


def _decimals(value: float, least: int) -> int:
    return next((places for places in range(least, 6) if round(value, places) == value), 6)


def score_on_scale(
    catalog: Catalog,
    score: float,
    journey: str = "",
    point: Point | None = None,
    among: bool = False,
    exact: bool = False,
) -> str:
    """Return a score of a journey on its scale; of none, on the site's.

    It says which scale that is where they differ and it stands ``among`` those of other journeys.
    """
    among = (among or not journey) and bool(catalog.table("scales"))
    exact = exact or (point is not None and point.basis != "measured" and score == point.score)
    scale = catalog.scale(journey or (point.step.partition("/")[0] if point else ""))
    return score_text(catalog.words, score, scale, exact, among)


def spread(scale: EmotionScale, distance: float) -> float:
    """Return a distance between two scores from -2 to 2 as it is on a scale."""
    return round(distance / 4 * (scale.max - scale.min), 2)


def end_words(catalog: Catalog, journey: str) -> tuple[str, str]:
    """Return the author's words for the worst and the best score of a journey's scale, "" where there is none."""
    scale = catalog.scale(journey)
    worst, best = (next(iter(scale.words.get(end, ())), "") for end in (scale.min, scale.max))
    return worst, best


def ends_of(catalog: Catalog, journey: str) -> tuple[float, float]:
    """Return the ends of a journey's scale."""
    scale = catalog.scale(journey)
    return scale.min, scale.max
