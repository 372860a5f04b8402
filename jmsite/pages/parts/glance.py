"""A journey at a glance: its curve in small, and where it is lowest."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.figures import Drawing, FigureTable, Sparkline
from jmsite.model.readings import Point
from jmsite.model.value import Value
from jmsite.pages.parts.common import mean
from jmsite.pages.parts.figures import Steps, columns
from jmsite.pages.parts.people import persona_name
from jmsite.pages.parts.scores import told_score


def scores(catalog: Catalog, steps: Steps, persona: str = "") -> tuple[float | None, ...]:
    """Return the mean feeling of each step, or one persona's."""
    return tuple(
        mean(point for point in catalog.points(step.id) if not persona or point.persona == persona)
        for step in steps
    )


def sparkline(catalog: Catalog, journey_id: str, persona: str = "", wide: int = 320) -> Drawing | None:
    """Return a journey at a glance, of all personas or of one; None where nothing has a score."""
    steps = catalog.journey_steps(journey_id)
    if persona:
        steps = tuple(step for step in steps if persona in step.fields.personas)
    values = scores(catalog, steps, persona)
    return (
        _spark(catalog, Sparkline(values, (), wide, 64, catalog.words.rtl), steps, persona)
        if any(value is not None for value in values)
        else None
    )


def glance(catalog: Catalog, journey_id: str) -> Drawing | None:
    """Return the whole journey in one figure, its lowest and highest moments named; None without scores."""
    steps = catalog.journey_steps(journey_id)
    values = scores(catalog, steps)
    felt = [(place, [point.score for point in felt_at(catalog, step)]) for place, step in enumerate(steps)]
    known = [(place, own) for place, own in felt if own]
    if not known:
        return None
    worst = sorted((min(own), place) for place, own in known)
    lows = [place for value, place in worst[:2] if value < 0]
    if len(lows) == 2 and abs(lows[0] - lows[1]) < 2:
        lows = lows[:1]
    best, top = max((max(own), place) for place, own in known)
    highs = [top] if len(known) > 3 and best > 0 else []
    notes = tuple((place, steps[place].title) for place in sorted({*lows, *highs}))
    return _spark(catalog, Sparkline(values, notes, 616, 136, catalog.words.rtl), steps)


def felt_at(catalog: Catalog, step: Entity[Step], persona: str = "") -> tuple[Point, ...]:
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
    felt = [(point, step) for step in steps for point in felt_at(catalog, step, persona)]
    if not felt:
        return None
    low, at = min(felt, key=lambda pair: pair[0].score)
    alike = {point.persona for point, step in felt if step.id == at.id and point.score == low.score}
    told = len(alike) == 1 and len({point.persona for point, _ in felt}) > 1
    who = catalog.persona(low.persona) if told else None
    return Lowest(point=low, step=at, who=persona_name(who) if who else "", only=len(felt) == 1)


def _spark(catalog: Catalog, figure: Sparkline, steps: Steps, persona: str = "") -> Drawing:
    words, id = catalog.words, steps[0].id.partition("/")[0]
    pairs = [
        (step.title, value) for step, value in zip(steps, figure.scores, strict=True) if value is not None
    ]
    rows = tuple((title, told_score(catalog, value, id)) for title, value in pairs)
    table = FigureTable(columns(words, "step", "score"), rows)
    low = lowest_point(catalog, steps, persona)
    if low is None:
        return Drawing(figure, "", table)
    key = "spark.one" if low.only else "spark.told-for" if low.who else "spark.told"
    score = told_score(catalog, low.point.score, id, exact=low.point.basis != "measured")
    return Drawing(figure, words.phrase(key, step=low.step.title, score=score, who=low.who), table)
