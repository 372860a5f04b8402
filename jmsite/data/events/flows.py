"""Work out what a log says of a journey: from the question to the flow, with everything found on the way."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import date

from jmsite.data.conditions import holds
from jmsite.data.events.counting import (
    StepsWithEvents,
    funnel,
    make_visits,
    parts,
    span,
    transitions,
    ways_taken,
    with_stays,
)
from jmsite.data.events.faults import misnamed_column, of_events
from jmsite.data.events.log import EventColumns, keep_rows, read_log
from jmsite.data.events.question import EventQuestion, FunnelAsked
from jmsite.data.events.small import large_enough, without_times_of_few
from jmsite.data.events.times import is_zone
from jmsite.data.events.xes import is_xes, opened_xes
from jmsite.data.plausibility import ambiguous_days
from jmsite.data.table import Column, Table, opened
from jmsite.data.unreadable import UnreadableError
from jmsite.formats.days import AmbiguousDaysError
from jmsite.model.findings import Examined, Finding
from jmsite.model.flow import FunnelFlow, GroupKey, JourneyFlow, LogCounts
from jmsite.model.value import replace


def flow_of(question: EventQuestion) -> Examined[JourneyFlow]:
    """Return what a log says of a journey. Reads the question's file, and no other; what cannot be read is a fault."""
    query, nothing = _LogQuery(question), JourneyFlow(journey=question.journey)
    try:
        with (opened_xes if is_xes(question.blob) else opened)(question.blob, query.wanted) as table:
            found = query.flow(table)
    except UnreadableError as error:
        return Examined(
            value=nothing, findings=(of_events(question.journey, "data/unreadable", str(error), error.hint),)
        )
    return Examined(value=found or nothing, findings=tuple(query.faults))


@dataclass(slots=True)
class _LogQuery:
    """A question while it is being answered, and the faults so far."""

    question: EventQuestion
    faults: list[Finding] = field(default_factory=list)

    @property
    def names(self) -> dict[str, str]:
        """Return the columns that are needed: what for → the name in the header."""
        events = self.question.events
        named = {"case": events.case, "event": events.event, "time": events.time, "persona": events.persona}
        return {name: column for name, column in named.items() if column}

    @property
    def wanted(self) -> tuple[str, ...]:
        return (*self.names.values(), *self.question.events.where)

    def tell(self, rule: str, message: str, hint: str = "") -> None:
        self.faults.append(of_events(self.question.journey, rule, message, hint))

    def flow(self, table: Table) -> JourneyFlow | None:
        """Return the flow, None where it cannot be known."""
        columns, zone = self._columns(table), self.question.events.zone
        if zone and not is_zone(table, zone):
            self.faults.append(
                of_events(
                    self.question.journey, "events/unknown-zone", f"there is no time zone '{zone}'",
                    "write it as `Europe/Berlin` or `America/New_York`", "zone",
                )
            )  # fmt: skip
            return None
        if columns is None:
            return None
        try:
            filtered = self._filtered(table)
            return None if self.faults else self._worked_out(table, columns, filtered)
        except AmbiguousDaysError as error:
            self.tell(*ambiguous_days(self.question.events.time, error.example, "events"))
            return None

    def _columns(self, table: Table) -> EventColumns | None:
        found = {name: self._column(table, name, column) for name, column in self.names.items()}
        case, event, time = (found.get(name) for name in ("case", "event", "time"))
        if case is None or event is None or time is None or self.faults:
            return None
        return EventColumns(case=case, event=event, time=time, persona=found.get("persona"))

    def _filtered(self, table: Table) -> int:
        """Leave out the rows that do not count by ``where``; return how many. Raises ``AmbiguousDaysError``."""
        events = self.question.events
        known = {name: self._column(table, "where", name) for name in events.where}
        told = [holds(table, column, events.where[name], events) for name, column in known.items() if column]
        return keep_rows(table, " AND ".join(told)) if told else 0

    def _column(self, table: Table, name: str, column: str) -> Column | None:
        found = table.named(column)
        path = self.question.blob.path
        if len(found) > 1:
            self.tell(
                "data/column-twice", f"'{path}' has two columns '{column}'", "remove or rename one of them"
            )
        if not found:
            self.faults.append(misnamed_column(self.question, table, name, column))
        return found[0] if len(found) == 1 else None

    def _worked_out(self, table: Table, columns: EventColumns, filtered: int) -> JourneyFlow:
        question = self.question
        log, found = read_log(table, columns, question)
        steps = tuple(sorted({*question.mapped, *found}))
        seen = StepsWithEvents(steps=steps, ends=question.plan.ends(steps))
        tied, late = make_visits(table, question, seen)
        ((with_events,),) = table.rows("SELECT count(DISTINCT c) FROM log WHERE t IS NOT NULL AND e")
        cases, *days = span(table, question)
        counts = replace(
            log, tied=tied, late=late, without=with_events - cases, filtered=filtered, states=table.states
        )
        if not cases:
            return JourneyFlow(journey=question.journey, log=counts)
        return self._counted(table, seen, days, counts)

    def _counted(
        self, table: Table, seen: StepsWithEvents, days: Sequence[date], counts: LogCounts
    ) -> JourneyFlow:
        question, fewest = self.question, self.question.events.min_n
        by_group = parts(table, question, seen)
        whole = by_group.pop((None, None))
        told = large_enough({key: part.cases for key, part in by_group.items()}, fewest)
        found = transitions(table, question, seen)
        ways, other_ways, other_cases = ways_taken(table, question)
        return JourneyFlow(
            journey=question.journey,
            cases=whole.cases,
            fewest=fewest,
            first=days[0],
            last=days[1],
            steps=without_times_of_few(with_stays(table, question, whole.steps), fewest),
            transitions=without_times_of_few(tuple(one for one in found if one.cases >= fewest), fewest),
            few=sum(one.cases < fewest for one in found),
            ways=ways,
            other_ways=other_ways,
            other_cases=other_cases,
            parts=tuple(part for key, part in by_group.items() if key in told),
            funnels=tuple(self._funnel(table, asked, seen, told) for asked in question.funnels),
            log=counts,
        )

    def _funnel(
        self, table: Table, asked: FunnelAsked, seen: StepsWithEvents, told: Container[GroupKey]
    ) -> FunnelFlow:
        along = tuple(at for at in seen.steps if at not in self.question.plan.anytime)
        steps = asked.steps or along
        found = funnel(table, self.question, steps, asked.in_order) if steps else ()
        return FunnelFlow(
            steps=tuple(self.question.steps[at] for at in steps),
            counts=tuple(one for one in found if (one.persona, one.day) in told or one.is_whole),
        )
