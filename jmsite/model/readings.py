"""Readings of metrics over time, and points of emotion."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Literal

from jmsite.model.value import Value

Basis = Literal["measured", "researched", "assumed"]
BANDS = (-1.2, -0.3, 0.4, 1.3)
"""From these shown scores on, a feeling is no longer awful, no longer bad, good, and delighted."""


def band(score: float) -> int:
    """Return how a score is felt, from 0 (awful) over 2 (neither) to 4 (delighted); the same for all shown as it is."""
    return bisect_right(BANDS, round(score, 1))


class Measured(Value):
    """One value of a metric. ``day`` is the first day of its period; ``low``/``high`` a 95 % interval or None.

    A rate over zero has ``value`` None: it is missing, never 0. ``n`` None: not known. ``counts`` are how many answers
    fell into each of the kind's ``classes``, the worst first; empty where that is not known. ``small``: it rests on too
    few cases to be relied on, or to be shown, and has no value then. ``own`` says of what it is in dimensions of the
    metric's own: pairs of name and value.
    """

    day: date
    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    journey: str | None = None
    stage: str | None = None
    step: str | None = None
    persona: str | None = None
    channel: str | None = None
    department: str | None = None
    own: tuple[tuple[str, str], ...] = ()
    counts: tuple[int, ...] = ()
    small: bool = False

    @property
    def is_aside(self) -> bool:
        """Return whether it is of a channel, a department or an own dimension, and so of no place as a whole."""
        return bool(self.channel or self.department or self.own)

    @property
    def is_whole(self) -> bool:
        """Return whether it is of all there is."""
        return not (self.journey or self.stage or self.step or self.persona or self.is_aside)

    def of(self, by: str) -> str | None:
        """Return what it is of in a dimension, ``own:country`` for one of the metric's own; None for all of it."""
        name = by.removeprefix("own:")
        return dict(self.own).get(name) if name != by else getattr(self, by)


Reason = Literal[
    "skipped",
    "blank",
    "where",
    "again",
    "aside",
    "no-answer",
    "not-a-number",
    "negative",
    "weightless",
    "out-of-scale",
    "no-day",
    "too-long",
]
"""The reason why a row of a file is no reading: its author says so, nothing stands in it, a condition does not hold,
it is there twice, it sums up others or is a note beside them, what it has to hold is missing or wrong, or it weighs
nothing.
"""


class LeftOut(Value):
    """The number of rows that are left out, and why; ``column`` and ``words`` say which condition did not hold."""

    reason: Reason
    count: int
    column: str = ""
    words: str = ""


class SurveyShare(Value):
    """One of the surveys that are pooled, as readers see it called, and how many of the answers are its."""

    title: str
    n: int


class Series(Value):
    """The readings of a metric: ``total`` over all, one a period and in order; ``parts`` with what they are of.

    ``parts`` are grouped by each combination of columns that the metric names, in order of day. ``rows`` is how many
    rows the file has, or answers where several columns of a row hold some; None where there is no file. ``left_out``
    says which of them do not count. ``surveys`` are those that were pooled; none where there is one file. ``alike``:
    some are means of given values of which nobody says on how many cases they rest, so that each counts alike.
    """

    metric: str
    total: tuple[Measured, ...] = ()
    parts: tuple[Measured, ...] = ()
    rows: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    surveys: tuple[SurveyShare, ...] = ()
    alike: bool = False

    @property
    def values(self) -> tuple[float | None, ...]:
        """Return the values over all, in the order of their days."""
        return tuple(reading.value for reading in self.total)

    @property
    def latest(self) -> Measured | None:
        """Return the last reading that has a value; None where none has."""
        return next((reading for reading in reversed(self.total) if reading.value is not None), None)

    def a_year_before(self) -> Measured | None:
        """Return the reading closest to a year before the latest, within 45 days; else the first one, else None."""
        latest = self.latest
        if latest is None:
            return None
        earlier = [
            reading for reading in self.total if reading.value is not None and reading.day < latest.day
        ]
        if not earlier:
            return None
        near = min(earlier, key=lambda reading: abs((latest.day - reading.day).days - 365))
        # 45 days: a quarter's reading may come half a quarter early or late, and is still that of a year before
        return near if abs((latest.day - near.day).days - 365) <= 45 else earlier[0]


class Point(Value):
    """The emotion of a persona at a step: ``score`` from -2 to 2, what it rests on, and a word for it.

    ``n``, ``low`` and ``high`` (on the same scale) are known for measured points. ``metric`` is what measured
    it. ``measured`` is the measured score where an author wrote another one, with ``measured_n`` and its interval: the
    map shows it beside, and says so when they disagree beyond the interval (``contradicted``).
    """

    step: str
    persona: str
    score: float
    basis: Basis
    word: str = ""
    n: int | None = None
    low: float | None = None
    high: float | None = None
    metric: str = ""
    measured: float | None = None
    measured_n: int | None = None
    measured_low: float | None = None
    measured_high: float | None = None
    contradicted: bool = False
