"""A journey at a glance: its curve in small, and where it is lowest."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.figures import Drawing, FigureTable, Sparkline
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import Steps, columns
from jmsite.pages.parts.page.people import persona_name
from jmsite.pages.parts.page.scores import score_on_scale


def sparkline(catalog: Catalog, journey_id: str, persona: str = "", wide: int = 320) -> Drawing | None:
    """Return a journey at a glance, of all personas or of one; None where nothing has a score."""
    steps = catalog.journey_steps(journey_id)
    if persona:
        steps = tuple(step for step in steps if persona in step.fields.personas)
    lows, highs = _band(catalog, steps, persona)
    if all(low is None for low in lows):
        return None
    return _spark(
        catalog, Sparkline(scores=lows, wide=wide, rtl=catalog.words.rtl, highest=highs), steps, persona
    )


Scores = tuple[float | None, ...]


def _band(catalog: Catalog, steps: Steps, persona: str = "") -> tuple[Scores, Scores]:
    """Return the lowest and the highest score of each step; no highest ones where none differs."""
    felt = [[point.score for point in points_at(catalog, step, persona)] for step in steps]
    lows, highs = (tuple(extreme(own, default=None) for own in felt) for extreme in (min, max))
    return lows, highs if highs != lows else ()


def points_at(catalog: Catalog, step: Entity[Step], persona: str = "") -> tuple[Point, ...]:
    """Return the points of a step: of one persona, or of all that there are."""
    points = catalog.points(step.id)
    return tuple(
        point for point in points if (point.persona == persona if persona else catalog.persona(point.persona))
    )


class Lowest(Value):
    """The lowest of all points, no average. ``who`` feels so, "" where that is plain; ``only`` without others."""

    point: Point
    step: Entity[Step]
    who: str
    only: bool


def lowest_point(catalog: Catalog, steps: Steps, persona: str = "") -> Lowest | None:
    """Return the lowest point of some steps, of one persona or of all; None without scores."""
    felt = [(point, step) for step in steps for point in points_at(catalog, step, persona)]
    if not felt:
        return None
    low, at = min(felt, key=lambda pair: pair[0].score)
    alike = {point.persona for point, step in felt if step.id == at.id and point.score == low.score}
    told = len(alike) == 1 and len({point.persona for point, _ in felt}) > 1
    who = catalog.persona(low.persona) if told else None
    return Lowest(point=low, step=at, who=persona_name(who) if who else "", only=len(felt) == 1)


def _spark(catalog: Catalog, figure: Sparkline, steps: Steps, persona: str = "") -> Drawing:
    words, id = catalog.words, steps[0].id.partition("/")[0]
    told = tuple(
        tuple("" if score is None else score_on_scale(catalog, score, id) for score in scores)
        for scores in (figure.scores, figure.highest)
        if scores
    )
    heads = ("step", "lowest", "highest") if figure.highest else ("step", "score")
    rows = zip((step.title for step in steps), *told, strict=True)
    table = FigureTable(columns=columns(words, *heads), rows=tuple(row for row in rows if row[1]))
    low = lowest_point(catalog, steps, persona)
    if low is None:
        return Drawing(figure=figure, caption="", table=table)
    caption = _told(catalog, low, id)
    band = words.phrase("spark.band") if figure.highest and not persona else ""
    return Drawing(figure=figure, caption=words.sentences(caption, band), table=table)


def lowest_sentence(catalog: Catalog, journey_id: str) -> str:
    """Return the sentence about where a journey is lowest, and for whom; "" where nothing has a score."""
    low = lowest_point(catalog, catalog.journey_steps(journey_id))
    return _told(catalog, low, journey_id) if low else ""


def _told(catalog: Catalog, low: Lowest, journey_id: str) -> str:
    key = "spark.one" if low.only else "spark.told-for" if low.who else "spark.told"
    score = score_on_scale(catalog, low.point.score, journey_id, exact=low.point.basis != "measured")
    return catalog.words.phrase(key, step=low.step.title, score=score, who=low.who)
