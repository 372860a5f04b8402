"""A metric taken apart at a glance: where each part stands, against the target, in every dimension."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import shared_decimals
from jmsite.model.entities.metric import Metric
from jmsite.model.readings import Measured
from jmsite.model.value import Value
from jmsite.pages.parts.figures.curve_and_trend import cases, value_words
from jmsite.pages.parts.metrics.funnel import is_funnel, readings_by
from jmsite.pages.parts.metrics.splits import by_words, newest_of, own_of
from jmsite.pages.parts.page.people import PersonaMark, people

MOST = 4
"""Rows of a dimension: of more parts the worst ones, and the best one."""
Newest = list[tuple[str, str, Measured]]
"""Of each part its id, its name and its newest reading."""
DIMENSIONS = ("persona", "stage", "step", "channel", "department", "journey")


class CutRow(Value):
    """A part as a bar: ``start`` and ``width`` are percentages of the room, ``value`` is as it is printed."""

    name: str
    value: str
    n: str
    start: float
    width: float
    who: PersonaMark | None = None


class Cut(Value):
    """A dimension of a metric: its parts, the worst first, and at which percentage of the room the target is.

    ``more`` counts the parts between the worst and the best that are left out.
    """

    by: str
    title: str
    rows: tuple[CutRow, ...]
    target: float | None
    more: int = 0


def cuts(catalog: Catalog, metric: Entity[Metric]) -> tuple[Cut, ...]:
    """Return each dimension with two parts or more; none of a funnel, whose parts are its picture."""
    return () if is_funnel(metric) else tuple(_cuts(catalog, metric))


def _cuts(catalog: Catalog, metric: Entity[Metric]) -> Iterator[Cut]:
    parts = catalog.series(metric.id).parts
    dimensions = {
        by: newest_of(catalog, metric, by, readings_by(parts, by)) for by in (*DIMENSIONS, *own_of(parts))
    }
    if len(dimensions["step"]) <= len(dimensions["stage"]):
        del dimensions["step"]  # steps tell more than stages only where there are more of them
    shown = {by: found for by, found in dimensions.items() if len(found) > 1}
    target = [] if metric.fields.target is None else [metric.fields.target]
    every = [reading.value or 0.0 for found in shown.values() for _, _, reading in found]
    scale = BarRange(least=min(0.0, *every, *target), most=max(0.0, *every, *target)) if every else None
    for by, found in shown.items():
        if scale:
            yield _cut(catalog, metric, by, found, scale)


class BarRange(Value):
    """The range that all bars of a metric share, so that the target stands at one place."""

    least: float
    most: float

    def place(self, value: float) -> float:
        """Return where a value stands, as a percentage of the room."""
        return round(100 * (value - self.least) / ((self.most - self.least) or 1.0), 1)


def _cut(catalog: Catalog, metric: Entity[Metric], by: str, found: Newest, scale: BarRange) -> Cut:
    words, unit = catalog.words, metric.fields.unit or ""
    # all with as many decimals: numbers in a column are compared by their length first
    digits = shared_decimals(reading.value for _, _, reading in found)
    marks = {mark.id: mark for mark in people(catalog, (id for id, _, _ in found))} if by == "persona" else {}
    rows = tuple(
        CutRow(
            name=name,
            value=value_words(words, value, digits, unit),
            n=cases(words, reading),
            start=scale.place(min(value, 0.0)),
            width=round(scale.place(max(value, 0.0)) - scale.place(min(value, 0.0)), 1),
            who=marks.get(id),
        )
        for id, name, reading in found
        for value in (reading.value or 0.0,)
    )
    # the last row stays: the ends of an order say more than its middle
    shown = rows if len(rows) <= MOST else (*rows[: MOST - 1], rows[-1])
    target = None if metric.fields.target is None else scale.place(metric.fields.target)
    return Cut(by=by, title=by_words(words, by), rows=shown, target=target, more=len(rows) - len(shown))
