"""SQL that reads a column as points in time: microseconds since 1970, UTC."""

from __future__ import annotations

from jmsite.data import columns as read
from jmsite.data.columns import BLANKS
from jmsite.data.table import Column, Table
from jmsite.formats import days
from jmsite.formats.days import Order

_ISO = "^[0-9]{4}-[0-9]{2}-[0-9]{2}($|[T ])"
_WITH_ZONE = "[0-9]:[0-9]{2}.*(Z|UTC|GMT|[+-][0-9]{2}(:?[0-9]{2})?)$"
_EPOCH = "^[0-9]{10}([0-9]{3}|[0-9]{6})?$"
_CLOCK = "([0-9]{1,2})[:h]([0-9]{2})(:([0-9]{2}([.,][0-9]+)?))?"
_AFTERNOON = "(?i)[0-9] ?(p[.]?m|م)"
_MORNING = "(?i)[0-9] ?(a[.]?m|ص)"
_OFFSET = "[0-9] ?(?:UTC|GMT)?([+-])([0-9]{2}):?([0-9]{2})$"


def is_zone(table: Table, zone: str) -> bool:
    """Return whether there is a time zone of a name."""
    query = "SELECT count(*) FROM pg_timezone_names() WHERE name = ?"
    return bool(table.connection.execute(query, [zone]).fetchall()[0][0])


def instant(table: Table, column: Column, order: Order | None, zone: str) -> str:
    """Return SQL for its points in time, NULL where one is missing or none. Raises ``AmbiguousDaysError``.

    Times without a zone are taken to be of ``zone``, a day alone to be its beginning; numbers count seconds or less
    since 1970. ``order`` is what is declared of days.
    """
    if column.type == "TIMESTAMP WITH TIME ZONE":
        return f"epoch_us({column.sql})"
    if column.type.startswith(("DATE", "TIMESTAMP")):
        return _in_zone(f"CAST({column.sql} AS TIMESTAMP)", zone)
    if read.is_number(column):
        return _counted(f"CAST({column.sql} AS DOUBLE)")
    words = read.text(column)
    iso = (
        f"(CASE WHEN regexp_matches({words}, '{_WITH_ZONE}') THEN epoch_us(TRY_CAST({words} AS TIMESTAMPTZ))"
        f" ELSE {_in_zone(f'TRY_CAST({words} AS TIMESTAMP)', zone)} END)"
    )
    usual = (
        f"(CASE WHEN regexp_matches({words}, '{_ISO}') THEN {iso}"
        f" WHEN regexp_matches({words}, '{_EPOCH}') THEN {_counted(f'TRY_CAST({words} AS DOUBLE)')} END)"
    )
    # by their form alone, which costs little, since to read all of them twice would take as long as the rest
    odd = f"NOT regexp_matches({words}, '{_ISO}') AND NOT regexp_matches({words}, '{_EPOCH}')"
    bare = f"trim(regexp_replace(translate({words}, '{BLANKS}', '{' ' * len(BLANKS)}'), '{days.CLOCK}', ''))"
    found = table.rows(f"SELECT DISTINCT {bare} FROM found WHERE {odd} AND {bare} IS NOT NULL")  # noqa: S608
    known = days.days([one for (one,) in found], order)
    if not known:
        return usual
    other = f"{read.looked_up(table, bare, known, 'DATE')} + {_clock(words)}"
    # a zone that stands behind the time counts, and not that of the log
    told = (
        f"(CASE WHEN regexp_matches({words}, '{_WITH_ZONE}') THEN epoch_us({other}) - {_offset(words)}"
        f" ELSE {_in_zone(other, zone)} END)"
    )
    return f"coalesce({usual}, CASE WHEN {odd} THEN {told} END)"


def _in_zone(timestamp: str, zone: str) -> str:
    # an hour that does not exist when clocks go forward is the one after it, one that comes twice is the first
    return f"epoch_us(timezone('{zone}', {timestamp}))" if zone else f"epoch_us({timestamp})"


def _counted(number: str) -> str:
    """Return microseconds for a number of seconds, milliseconds or microseconds since 1970, told by its size."""
    factor = f"(CASE WHEN abs({number}) < 1e11 THEN 1e6 WHEN abs({number}) < 1e14 THEN 1e3 ELSE 1 END)"
    return f"TRY_CAST(round({number} * {factor}) AS BIGINT)"


def _clock(words: str) -> str:
    """Return SQL for the time of day in words as an interval; none where there is no time."""
    hour = f"TRY_CAST(regexp_extract({words}, '{_CLOCK}', 1) AS INTEGER)"
    minute = f"TRY_CAST(regexp_extract({words}, '{_CLOCK}', 2) AS INTEGER)"
    second = f"TRY_CAST(replace(regexp_extract({words}, '{_CLOCK}', 4), ',', '.') AS DOUBLE)"
    half = (
        f"(CASE WHEN regexp_matches({words}, '{_AFTERNOON}') AND {hour} < 12 THEN 12"
        f" WHEN regexp_matches({words}, '{_MORNING}') AND {hour} = 12 THEN -12 ELSE 0 END)"
    )
    seconds = f"coalesce(3600 * ({hour} + {half}) + 60 * {minute} + coalesce({second}, 0), 0)"
    return f"to_microseconds(CAST(round(1e6 * {seconds}) AS BIGINT))"


def _offset(words: str) -> str:
    """Return SQL for the microseconds by which a time is ahead of UTC, 0 where it does not say."""
    sign, hours, minutes = (f"regexp_extract({words}, '{_OFFSET}', {at})" for at in (1, 2, 3))
    span = f"(3600 * TRY_CAST({hours} AS BIGINT) + 60 * TRY_CAST({minutes} AS BIGINT))"
    return f"coalesce(CASE {sign} WHEN '-' THEN -1 WHEN '+' THEN 1 END * {span} * 1000000, 0)"
