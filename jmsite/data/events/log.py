"""Read a log: a table of which each row is an event becomes one of numbers, with what was left out counted.

A case is told from others by a number made of its name (``hash``): of a million cases two have the same with a
probability of 1 in 30 million, and no name is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from jmsite.data import columns as read
from jmsite.data.dimensions import ident
from jmsite.data.events.question import EventQuestion
from jmsite.data.events.times import instant
from jmsite.data.table import Column, Table
from jmsite.model.flow import LogCounts
from jmsite.model.value import Value

TOLD = 20
"""Names of events without a step that are told one by one: more are counted."""
NAMES = 100_000
"""Names of events that are looked at, the most frequent first: more are no names, but texts."""


class EventColumns(Value):
    """The columns of a log that was opened."""

    case: Column
    event: Column
    time: Column
    persona: Column | None = None


def keep_rows(table: Table, condition: str) -> int:
    """Let ``found`` hold the rows that fulfil a condition, which is never NULL; return how many do not."""
    ((count,),) = table.rows(f"SELECT count(*) FROM found WHERE NOT ({condition})")  # noqa: S608
    # as a table: in the order in which they were written, and looked through once
    table.connection.execute(f"CREATE TEMP TABLE jmsite_kept AS SELECT * FROM found WHERE {condition}")  # noqa: S608
    table.find("jmsite_kept")
    return int(count)


def read_log(
    table: Table, columns: EventColumns, question: EventQuestion
) -> tuple[LogCounts, frozenset[int]]:
    """Make the table ``log`` of all events; return what is left out, and the steps that events stand for.

    ``log`` has case ``c``, whether an event ``e`` is named, step ``s`` (NULL or negative for none), time ``t`` in
    microseconds, row ``r`` and persona ``p``. Raises ``AmbiguousDaysError``.
    """
    names = _names(table, columns.event)
    known = {name: step for name in names if (step := dict(question.called).get(ident(name))) is not None}
    personas, nobody = _personas(table, columns, dict(question.who))
    _numbered(table, columns, question, known, personas)
    rows, no_case, no_event, no_time, wrong = table.rows(
        "SELECT count(*), count(*) FILTER (c IS NULL), count(*) FILTER (c IS NOT NULL AND NOT e),"
        " count(*) FILTER (c IS NOT NULL AND e AND t IS NULL), min(w) FROM log"
    )[0]
    unmapped = {name: count for name, count in names.items() if name not in known}
    counts = LogCounts(
        rows=rows,
        no_case=no_case,
        no_event=no_event,
        no_time=no_time,
        not_times=wrong or "",
        unmapped=tuple(list(unmapped.items())[:TOLD]),
        unmapped_names=len(unmapped),
        unmapped_rows=sum(unmapped.values()),
        aside=sum(names[name] for name, step in known.items() if step < 0),
        unused=_unused(question, names),
        nobody=nobody,
    )
    return counts, frozenset(step for step in known.values() if step >= 0)


def _names(table: Table, column: Column) -> dict[str, int]:
    """Return the names of events as they are written, with how many rows have them, the most frequent first."""
    query = f"SELECT {read.text(column)} AS e, count(*) AS k FROM found GROUP BY e"  # noqa: S608 - names are ours
    rows = table.rows(f"SELECT e, k FROM ({query}) WHERE e IS NOT NULL ORDER BY k DESC, e LIMIT {NAMES}")  # noqa: S608
    return dict(rows)


def _unused(question: EventQuestion, names: Mapping[str, int]) -> tuple[str, ...]:
    """Return the names in ``map`` that no event of the log has."""
    there = {ident(name) for name in names}
    return tuple(name for name in question.events.map if ident(name) not in there)


def _personas(
    table: Table, columns: EventColumns, who: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the personas that names in the log stand for, and the names that stand for none."""
    if columns.persona is None:
        return {}, ()
    words = read.text(columns.persona)
    query = f"SELECT DISTINCT {words} AS p FROM found WHERE {words} IS NOT NULL ORDER BY p LIMIT {NAMES}"  # noqa: S608
    names = [name for (name,) in table.rows(query)]
    found = {name: who[ident(name)] for name in names if ident(name) in who}
    return {name: id for name, id in found.items() if id}, tuple(name for name in names if name not in found)


def _numbered(
    table: Table,
    columns: EventColumns,
    question: EventQuestion,
    known: Mapping[str, int],
    personas: Mapping[str, str],
) -> None:
    """Make the table ``log`` (see ``read_log``), with the words ``w`` of a time that is none."""
    event, time = read.text(columns.event), read.text(columns.time)
    step = read.looked_up(table, event, known, "SMALLINT") if known else "CAST(NULL AS SMALLINT)"
    at = instant(table, columns.time, question.events.dates, question.events.zone or "")
    persona = read.text(columns.persona) if columns.persona else ""
    who = (
        read.looked_up(table, persona, personas, "VARCHAR")
        if persona and personas
        else "CAST(NULL AS VARCHAR)"
    )
    case = read.text(columns.case)
    # rows of CSV have a number, of others the order in which they come is the order in which they were written
    row = "jmsite_row" if table.layout.heading else "row_number() OVER ()"
    inner = (
        f"SELECT CASE WHEN {case} IS NOT NULL THEN hash({case}) END AS c, {event} IS NOT NULL AS e, {step} AS s,"  # noqa: S608
        f" {at} AS t, {row} AS r, {who} AS p, {time} AS w FROM found"
    )
    table.connection.execute(
        f"CREATE TEMP TABLE log AS SELECT c, e, s, t, r, p, CASE WHEN t IS NULL THEN w END AS w FROM ({inner})"  # noqa: S608
    )
