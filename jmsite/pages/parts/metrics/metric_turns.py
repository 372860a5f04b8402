"""Days on which a metric turned, each as a question, with what shipped near it."""

from __future__ import annotations

from datetime import date, timedelta

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals
from jmsite.model.effects import Turn
from jmsite.model.entities.evidence import Solution
from jmsite.model.entities.metric import Metric
from jmsite.model.page import Link
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import value_words
from jmsite.pages.parts.metrics import funnel
from jmsite.pages.parts.metrics.clear_change import change, sides

NEAR = timedelta(days=62)
"""The time around a turn in which something may have shipped to be an answer: a reading or two of a month before it."""
MOST = 4


class TurnMark(Value):
    """A turn as a question: ``told`` says how the metric moved, ``near`` what shipped then, with ``days`` in words."""

    question: str
    told: str
    near: tuple[tuple[Link, str], ...]


def turn_marks(catalog: Catalog, metric: Entity[Metric]) -> tuple[TurnMark, ...]:
    """Return the last turns of a metric that are clear changes, the latest first."""
    total = catalog.series(metric.id).total
    found: tuple[Turn, ...] = catalog.read("turns", metric.id) or ()
    marks = []
    for turn in reversed(found):
        before, after = sides(total, turn.day)
        digits = max(
            decimals(turn.before, (turn.before, turn.after)), decimals(turn.after, (turn.before, turn.after))
        )
        if before and after and change(before, after, digits, metric.fields.direction).better is not None:
            marks.append(_mark(catalog, metric, turn, digits))
    return tuple(marks[:MOST])


def _mark(catalog: Catalog, metric: Entity[Metric], turn: Turn, digits: int) -> TurnMark:
    words, unit = catalog.words, funnel.unit(catalog, metric)
    before, after = (value_words(words, value, digits, unit) for value in (turn.before, turn.after))
    return TurnMark(
        question=words.phrase("turn.question", month=words.month(turn.day)),
        told=words.phrase("turn.told", before=before, after=after),
        near=tuple(
            (Link(title=each.title, url=each.url), words.day(each.fields.shipped or turn.day))
            for each in _shipped(catalog, metric.id, turn.day)
        ),
    )


def _shipped(catalog: Catalog, metric: str, day: date) -> list[Entity[Solution]]:
    """Return what shipped near a day, that which was to move the metric first."""
    own = {each.id for each in catalog.users("metric", metric, "solution")}
    near = [
        each
        for each in catalog.all("solution")
        if each.fields.shipped and day - NEAR <= each.fields.shipped <= day + NEAR / 2
    ]
    near.sort(key=lambda each: (abs((each.fields.shipped - day).days), each.id))
    meant = [each for each in near if each.id in own]
    return (meant or near)[:MOST]
