"""The ways that people really took: counts of cases, worked out of a log of events. No single case is in here."""

from __future__ import annotations

from datetime import date

from jmsite.model.value import Value

GroupKey = tuple[str | None, date | None]
"""The persona and the first day of the period of a group of cases; None where all of them are in it."""


class DurationSummary(Value):
    """Times in seconds: the median with its 95 % interval, the quartiles, and of how many cases.

    ``low`` and ``high`` are None where there are too few cases for an interval.
    """

    n: int
    median: float
    lower: float
    upper: float
    low: float | None = None
    high: float | None = None


class StepFlow(Value):
    """The cases that reached a step, and what became of them: ``n`` went ``on``, were ``left`` here, or are ``open``.

    ``low`` and ``high`` are the 95 % interval of their share of all cases, from 0 to 1. ``back`` are the cases that
    came back to it from another step, ``begun`` those that began here. ``stay`` is the time from its first event to
    that of the next step. ``last`` says that the journey may end here, so that whoever is left here has arrived.
    """

    step: str
    n: int
    on: int
    left: int
    open: int
    low: float = 0.0
    high: float = 1.0
    back: int = 0
    begun: int = 0
    stay: DurationSummary | None = None
    last: bool = False


class Transition(Value):
    """Going from a step to another: how many cases did, how often, how long it took, and whether the map has that."""

    start: str
    to: str
    cases: int
    times: int
    drawn: bool
    took: DurationSummary | None = None


class WayTaken(Value):
    """The steps of a way through the journey in order, and how many cases took it; ``cut`` where it goes on."""

    steps: tuple[str, ...]
    cases: int
    cut: bool = False


class FlowPart(Value):
    """The cases of a persona, of a period that begins on a ``day``, or both: how many, and what became of them."""

    cases: int
    steps: tuple[StepFlow, ...]
    persona: str | None = None
    day: date | None = None


class FunnelCount(Value):
    """The numbers of cases that reached each step of a funnel: of a persona, of the period from ``day``, or both."""

    counts: tuple[int, ...]
    persona: str | None = None
    day: date | None = None

    @property
    def is_whole(self) -> bool:
        """Return whether it is of all cases."""
        return self.persona is None and self.day is None


class FunnelFlow(Value):
    """A funnel: its steps, and how many cases reached them, of all and of each group."""

    steps: tuple[str, ...]
    counts: tuple[FunnelCount, ...] = ()


class LogCounts(Value):
    """The number of rows of a log, and of those that are left out, by reason.

    ``unmapped`` are names of events that stand for no step, with how many rows have them, the most frequent first, as
    far as they are told; ``aside`` counts rows of events that are left out on purpose. ``unused`` are names in ``map``
    that the log does not have. ``tied`` are cases with events of different steps at one time, ``late`` the events after
    the window. ``not_times`` holds an example, or "". ``nobody`` are names of personas that stand for none, ``without``
    the cases of which no event stands for a step. ``filtered`` counts rows that ``where`` leaves out, and
    ``states`` those that are another state of an activity that counts, both beside ``rows``.
    """

    rows: int = 0
    filtered: int = 0
    states: int = 0
    no_case: int = 0
    no_event: int = 0
    no_time: int = 0
    not_times: str = ""
    unmapped: tuple[tuple[str, int], ...] = ()
    unmapped_names: int = 0
    unmapped_rows: int = 0
    aside: int = 0
    unused: tuple[str, ...] = ()
    tied: int = 0
    late: int = 0
    nobody: tuple[str, ...] = ()
    without: int = 0


class JourneyFlow(Value):
    """The cases of a journey by a log: the steps they reached, how they went on, and the ways they took.

    ``steps`` are those with events, in the order of the journey, also where no case reached one. ``transitions`` and
    ``ways`` are the frequent ones: ``few`` counts transitions, ``other_ways`` and ``other_cases`` ways that too few
    took to be told, and whatever is beyond the first of them. ``fewest`` is the number of cases below which no group
    is told. ``funnels`` are what metrics ask for, in the order in which they ask. ``first`` and ``last`` are the days
    of the first and the last event that counts.
    """

    journey: str
    cases: int = 0
    fewest: int = 1
    first: date | None = None
    last: date | None = None
    steps: tuple[StepFlow, ...] = ()
    transitions: tuple[Transition, ...] = ()
    few: int = 0
    ways: tuple[WayTaken, ...] = ()
    other_ways: int = 0
    other_cases: int = 0
    parts: tuple[FlowPart, ...] = ()
    funnels: tuple[FunnelFlow, ...] = ()
    log: LogCounts = LogCounts()

    def at(self, step: str) -> StepFlow | None:
        """Return what became of the cases that reached a step; None for a step without an event."""
        return next((one for one in self.steps if one.step == step), None)
