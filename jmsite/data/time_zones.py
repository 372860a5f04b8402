"""The day of a time in a time zone, by the zones that DuckDB brings along: the same on every machine."""

from __future__ import annotations

from jmsite.data import columns as read
from jmsite.data.conditions import literal
from jmsite.data.question import Question
from jmsite.data.reading_findings import finding_at_word
from jmsite.data.table import Column, Table
from jmsite.formats import clock, days
from jmsite.model.entities.readings import Readings
from jmsite.model.findings import Finding
from jmsite.model.suggestions import probably_meant


def unknown_zone(table: Table, question: Question, readings: Readings) -> list[Finding]:
    """Return which field of the readings names no time zone, and what was meant: a finding, or none."""
    for name in ("time_zone", "file_zone"):
        zone = getattr(readings, name)
        if zone and not table.rows(f"SELECT 1 FROM pg_timezone_names() WHERE name = {literal(zone)}"):  # noqa: S608
            known = [row[0] for row in table.rows("SELECT name FROM pg_timezone_names() ORDER BY 1")]
            near, message = probably_meant(zone, known), f"there is no time zone '{zone}'"
            hint = near.hint or "write it as 'Europe/Berlin' or 'UTC'"
            return [finding_at_word(question.metric, "data/unknown-time-zone", (name,), message, hint, near)]
    return []


def day(table: Table, column: Column, readings: Readings) -> str:
    """Return SQL for the day of a column, in the zone that readings name. Raises ``AmbiguousDaysError``."""
    if not readings.time_zone:
        return read.day(table, column, readings.dates)
    return day_in_zone(table, column, readings)


def day_in_zone(table: Table, column: Column, readings: Readings) -> str:
    """Return SQL for the day that a column's time is in, in the zone that readings name.

    A day without a time stays as it is; so does a time that does not say its zone where nobody else does. Raises
    ``AmbiguousDaysError``.
    """
    if column.type.startswith("TIMESTAMP"):
        known = "WITH TIME ZONE" in column.type
        return _day(column.sql, readings, known)
    if column.type.startswith("DATE"):
        return read.day(table, column)
    return _of_words(table, column, readings)


def _day(moment: str, readings: Readings, known: bool) -> str:
    """Return SQL for the day of a moment, of a type with a zone where it is ``known``."""
    zone, own = literal(readings.time_zone or "UTC"), readings.file_zone
    if not known and own is None:
        return read.in_calendar(f"CAST({moment} AS DATE)")
    instant = moment if known else f"timezone({literal(own or 'UTC')}, {moment})"
    found = f"CAST(timezone({zone}, {instant}) AS DATE)"
    # programs write the first or the last day that they know for "never", and in another zone that is one beyond
    before, after = f"{read.FIRST} - 1", f"{read.LAST} + 1"
    ends = f"WHEN {found} = {before} THEN {read.FIRST} WHEN {found} = {after} THEN {read.LAST}"
    return f"(CASE {ends} ELSE {read.in_calendar(found)} END)"


def _of_words(table: Table, column: Column, readings: Readings) -> str:
    words = read.text(column)
    written = [row[0] for row in table.asked(f"SELECT DISTINCT {words} FROM found WHERE {words} IS NOT NULL")]  # noqa: S608
    bare = {one: days.day_of(one) for one in written}
    found = days.days(set(bare.values()), readings.dates)
    moments = {one: clock.moment(one, found.get(bare[one])) for one in written}
    aware = {one: each.at for one, each in moments.items() if each and each.known}
    naive = {one: each.at for one, each in moments.items() if each and not each.known}
    plain = {one: found[bare[one]] for one, each in moments.items() if each is None and bare[one] in found}
    parts = [
        _day(f"timezone('UTC', {read.looked_up(table, words, aware, 'TIMESTAMP')})", readings, known=True),
        _day(read.looked_up(table, words, naive, "TIMESTAMP"), readings, known=False),
        read.looked_up(table, words, plain, "DATE"),
    ]
    return f"coalesce({', '.join(parts)})"
