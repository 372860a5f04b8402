"""Count cases by SQL: from a table of events to what became of the cases at each step, and on which ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from jmsite.data.events.question import EventQuestion
from jmsite.data.intervals import share_intervals
from jmsite.data.quantiles import rank_rows
from jmsite.data.table import Table
from jmsite.model.flow import DurationSummary, FlowPart, FunnelCount, GroupKey, StepFlow, Transition, WayTaken
from jmsite.model.value import Value, replace


class StepsWithEvents(Value):
    """The steps with events, in the order of the journey, and those of them at which it may end, by their places."""

    steps: tuple[int, ...]
    ends: tuple[int, ...]


MICROSECONDS = 1_000_000
LONGEST = 40
"""Steps of a way that are looked at: who goes on longer, as a machine does, is told from others by these."""
MOST_WAYS = 12
_SPELL = "count({0}) AS n, list_sort(list({0}) FILTER ({0} IS NOT NULL)) AS l"
GROUPS = ("", "p", "d", "p, d")
"""The ways in which cases are grouped: all, by persona, by period, and by both."""


def _quartiles() -> str:
    """Return SQL for the quartiles of values that are in order in ``l``, ``n`` of them: between two that are next to
    each other in proportion. They are in order for their interval anyway, and need not be looked for once more.
    """
    parts = []
    for part in (0.25, 0.5, 0.75):
        place = f"(CAST(n - 1 AS DOUBLE) * {part!r})"
        low, high = (f"l[1 + CAST({end}({place}) AS BIGINT)]" for end in ("floor", "ceil"))
        parts.append(f"{low} + ({high} - {low}) * ({place} - floor({place}))")
    return f"[{', '.join(parts)}]"


def micro(span: timedelta | None) -> int | None:
    """Return a span of time in microseconds."""
    return None if span is None else span // timedelta(microseconds=1)


def make_visits(table: Table, question: EventQuestion, seen: StepsWithEvents) -> tuple[int, int]:
    """Make the tables ``timed``, ``visits`` and ``cases`` of ``log``; return how many cases have events of different
    steps at one time, and how many events come after the window.

    Events of one step that follow each other are one visit of it. ``visits`` has case ``c``, step ``s``, its place
    ``k`` among all and ``place`` among those of its case, counted from 0, whether it is the ``first`` of the case, the
    time ``t`` and what comes ``after`` it and when (``till``), NULL at the end.
    """
    within, run = micro(question.events.within), table.connection.execute
    kept = "true" if within is None else f"t - t0 <= {within}"
    begun = "min(t) OVER (PARTITION BY c)" if within is not None else "NULL"
    # sorted once: the row before or behind is then at hand, and no window has to sort again
    run(
        f"CREATE TEMP TABLE timed AS SELECT c, s, t, r, p, {begun} AS t0 FROM log"  # noqa: S608 - words of ours
        " WHERE c IS NOT NULL AND s >= 0 AND t IS NOT NULL ORDER BY c, t, r"
    )
    run(
        "CREATE TEMP TABLE paired AS SELECT c, s, t, lag(c) OVER () IS DISTINCT FROM c AS first,"  # noqa: S608
        f" lag(s) OVER () AS sb, lag(t) OVER () AS tb FROM timed WHERE {kept}"
    )
    tied = table.rows("SELECT count(DISTINCT c) FROM paired WHERE NOT first AND tb = t AND sb <> s")[0][0]
    late = table.rows(f"SELECT count(*) FROM timed WHERE NOT ({kept})")[0][0]  # noqa: S608 - a number of ours
    run(
        "CREATE TEMP TABLE visits AS SELECT c, s, t, first, k, CASE WHEN next = c THEN after END AS after,"
        " CASE WHEN next = c THEN till END AS till,"
        " k - max(CASE WHEN first THEN k END) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS place"
        " FROM (SELECT *, lead(c) OVER () AS next, lead(s) OVER () AS after,"
        " lead(t) OVER () AS till, row_number() OVER () AS k FROM paired WHERE first OR sb <> s)"
    )
    _make_cases(table, question, seen, within)
    return tied, late


def _make_cases(table: Table, question: EventQuestion, seen: StepsWithEvents, within: int | None) -> None:
    """Make the table ``cases``: when each began, in which period, of which persona, and whether it may still go on."""
    # no step has the number -1, and a list in SQL needs one
    ends = ", ".join(map(str, seen.ends)) or "-1"
    # a case may go on while its window is open as the log ends; without a window nobody can tell
    still = (
        "false" if within is None else f"b.t0 + {within} > (SELECT max(t) FROM log) AND e.s NOT IN ({ends})"  # noqa: S608
    )
    # by the first event, as clocks showed it: a case that goes on for months counts in one period
    period = f"CAST(date_trunc('{question.events.every}', {_local('t0', question)}) AS DATE)"
    table.connection.execute(
        f"CREATE TEMP TABLE cases AS SELECT b.c, b.t0, {period} AS d, b.p, {still} AS open FROM"  # noqa: S608
        # of several personas of a case the one that the log names first
        f" (SELECT c, min(t) AS t0, arg_min(p, r) FILTER (p IS NOT NULL) AS p FROM timed GROUP BY c) b"
        " JOIN (SELECT c, s FROM visits WHERE after IS NULL) e USING (c)"
    )
    table.connection.execute(
        "CREATE TEMP TABLE stays AS SELECT c, s, count(*) > 1 AS back,"
        " sum(till - t) FILTER (after IS NOT NULL) AS stay, bool_or(after IS NULL) AS final,"
        " bool_or(first) AS begun FROM visits GROUP BY c, s"
    )


def _local(micro: str, question: EventQuestion) -> str:
    """Return SQL for a point in time as clocks of the log's zone show it."""
    zone = question.events.zone
    return f"timezone('{zone}', to_timestamp({micro} / 1e6))" if zone else f"make_timestamp({micro})"


def span(table: Table, question: EventQuestion) -> tuple[int, date, date]:
    """Return how many cases there are, the day of the first event that counts, and that of the last."""
    days = ", ".join(f"CAST({_local(f'{end}(t)', question)} AS DATE)" for end in ("min", "max"))
    counted = "(SELECT count(*) FROM cases)"
    found: tuple[int, date, date] = table.rows(f"SELECT {counted}, {days} FROM visits")[0]  # noqa: S608
    return found


def parts(table: Table, question: EventQuestion, seen: StepsWithEvents) -> dict[GroupKey, FlowPart]:
    """Return what became of all cases, and of those of each persona, period, and both."""
    sets = ", ".join(f"({names})" for names in GROUPS)
    cases = table.rows(f"SELECT p, d, grouping(p, d), count(*) FROM cases GROUP BY GROUPING SETS ({sets})")  # noqa: S608
    whole = {_group(p, d, told): n for p, d, told, n in cases if _is_told(p, told)}
    with_step = ", ".join(f"(s{', ' if names else ''}{names})" for names in GROUPS)
    counted = table.rows(
        "SELECT p, d, grouping(p, d), s, count(*), count(*) FILTER (final AND NOT open),"  # noqa: S608
        " count(*) FILTER (final AND open), count(*) FILTER (back), count(*) FILTER (begun)"
        f" FROM stays JOIN cases USING (c) GROUP BY GROUPING SETS ({with_step})"
    )
    found: dict[GroupKey, dict[int, tuple[int, ...]]] = {key: {} for key in whole}
    for p, d, told, s, *counts in counted:
        if _is_told(p, told):
            found[_group(p, d, told)][s] = tuple(counts)
    return {
        key: FlowPart(
            cases=whole[key], persona=key[0], day=key[1],
            steps=tuple(
                _step(question.steps[at], by_step.get(at, (0,) * 5), whole[key], at in seen.ends) for at in seen.steps
            ),
        )
        for key, by_step in sorted(found.items(), key=lambda one: _by_group(one[0]))
    }  # fmt: skip


def _is_told(persona: str | None, told: int) -> bool:
    """Return whether a group is one: those of no persona are no group where personas are told apart."""
    return bool(told & 2) or persona is not None


def _group(persona: str | None, day: date | None, told: int) -> GroupKey:
    # the bits of what is not told apart, as GROUPING has them
    return (None if told & 2 else persona, None if told & 1 else day)


def _step(step: str, counts: Sequence[int], cases: int, last: bool) -> StepFlow:
    n, left, still, back, begun = counts
    low, high = share_intervals([n], [cases])[0] or (0.0, 1.0)
    return StepFlow(
        step=step, n=n, on=n - left - still, left=left, open=still, low=low, high=high, back=back,
        begun=begun, last=last,
    )  # fmt: skip


def with_stays(table: Table, question: EventQuestion, steps: Sequence[StepFlow]) -> tuple[StepFlow, ...]:
    """Return steps with how long cases stayed at each: from its first event to that of the next step."""
    spells = f"SELECT s, {_SPELL.format('stay')} FROM stays GROUP BY s"  # noqa: S608 - words of ours
    rows = table.rows(f"SELECT s, n, {_quartiles()}, low, high FROM {rank_rows(table, spells, 0.5)}")  # noqa: S608
    stays = {question.steps[s]: _spell(*row) for s, *row in rows}
    return tuple(replace(one, stay=stays.get(one.step)) for one in steps)


def transitions(table: Table, question: EventQuestion, seen: StepsWithEvents) -> tuple[Transition, ...]:
    """Return who went from which step to which, the most frequent first."""
    pairs = (
        "SELECT c, s, after, count(*) AS k, arg_min(till - t, k) AS took FROM visits"
        " WHERE after IS NOT NULL GROUP BY c, s, after"
    )
    spells = (
        f"SELECT s, after, count(*) AS cases, sum(k) AS times, {_SPELL.format('took')} FROM ({pairs})"  # noqa: S608
        " GROUP BY s, after"
    )
    rows = table.rows(
        f"SELECT s, after, cases, times, n, {_quartiles()}, low, high FROM {rank_rows(table, spells, 0.5)}"  # noqa: S608
        " ORDER BY cases DESC, s, after"
    )
    drawn = question.plan.drawn(seen.steps)
    return tuple(
        Transition(
            start=question.steps[s], to=question.steps[after], cases=cases, times=int(times),
            drawn=(s, after) in drawn, took=_spell(*spell),
        )
        for s, after, cases, times, *spell in rows
    )  # fmt: skip


def _spell(
    n: int, quartiles: Sequence[float] | None, low: int | None, high: int | None
) -> DurationSummary | None:
    if not n or quartiles is None:
        return None
    lower, median, upper = (round(one / MICROSECONDS, 3) for one in quartiles)
    ends = (None if one is None else round(one / MICROSECONDS, 3) for one in (low, high))
    begin, end = ends
    return DurationSummary(n=n, median=median, lower=lower, upper=upper, low=begin, high=end)


def ways_taken(table: Table, question: EventQuestion) -> tuple[tuple[WayTaken, ...], int, int]:
    """Return the most frequent ways with cases enough to be told, and how many others there are, with their cases.

    Ways are told apart by a number made of their steps and the places of these, as cases are by one made of their
    names: to put the steps of each case into a list took a third of what all else takes. Only those that may be told
    are, by one of their cases.
    """
    number = f"sum(CAST(hash(s, place) AS HUGEINT)) FILTER (place < {LONGEST})"
    each = f"SELECT c, {number} AS way, count(*) > {LONGEST} AS cut FROM visits GROUP BY c"  # noqa: S608
    table.connection.execute(
        f"CREATE TEMP TABLE ways AS SELECT min(c) AS c, cut, count(*) AS n FROM ({each}) GROUP BY way, cut"  # noqa: S608
    )
    fewest = question.events.min_n
    # all that are as frequent as the last one that is told: which of these it is, is decided by their steps
    often = f"SELECT n FROM ways WHERE n >= {fewest} ORDER BY n DESC LIMIT {MOST_WAYS}"  # noqa: S608
    rows = table.rows(
        f"SELECT list(s ORDER BY place) AS way, cut, n FROM ways JOIN visits USING (c)"  # noqa: S608
        f" WHERE n >= (SELECT min(n) FROM ({often})) AND place < {LONGEST} GROUP BY c, cut, n"
        f" ORDER BY n DESC, len(way), way LIMIT {MOST_WAYS}"
    )
    found = tuple(
        WayTaken(steps=tuple(question.steps[s] for s in way), cases=n, cut=cut) for way, cut, n in rows
    )
    count, cases = table.rows("SELECT count(*), coalesce(sum(n), 0) FROM ways")[0]
    return found, count - len(found), int(cases) - sum(way.cases for way in found)


def funnel(
    table: Table, question: EventQuestion, steps: Sequence[int], in_order: bool
) -> tuple[FunnelCount, ...]:
    """Return how many cases reached each step of a funnel, in each group.

    In order, a step counts where it comes after the one before, within the window from the first step on.
    """
    within, run = micro(question.events.within), table.connection.execute
    first, *others = steps
    run(
        "CREATE OR REPLACE TEMP TABLE reached AS SELECT c, min(t) AS t0, min(t) AS t1 FROM timed"  # noqa: S608
        f" WHERE s = {first}{_until('t0', within)} GROUP BY c"
    )
    found = [_reached(table)]
    for step in others:
        after = (
            f"SELECT v.c, f.t0, min(v.t) AS t1 FROM timed v JOIN reached f USING (c)"  # noqa: S608
            f" WHERE v.s = {step} AND v.t >= f.t1{_until('f.t0', within)} GROUP BY v.c, f.t0"
        )
        ever = f"SELECT c FROM timed WHERE s = {step}{_until('t0', within)} GROUP BY c"  # noqa: S608
        run(f"CREATE OR REPLACE TEMP TABLE reached AS {after if in_order else ever}")
        found.append(_reached(table))
    keys = sorted({key for one in found for key in one}, key=_by_group)
    return tuple(
        FunnelCount(counts=tuple(one.get(key, 0) for one in found), persona=key[0], day=key[1])
        for key in keys
    )


def _until(begin: str, within: int | None) -> str:
    return "" if within is None else f" AND t - {begin} <= {within}"


def _by_group(key: GroupKey) -> tuple[str, date]:
    return key[0] or "", key[1] or date.min


def _reached(table: Table) -> dict[GroupKey, int]:
    sets = ", ".join(f"({names})" for names in GROUPS)
    rows: list[tuple[Any, ...]] = table.rows(
        "SELECT p, d, grouping(p, d), count(*) FROM reached JOIN cases USING (c)"  # noqa: S608
        f" GROUP BY GROUPING SETS ({sets})"
    )
    return {_group(p, d, told): n for p, d, told, n in rows if _is_told(p, told)}
