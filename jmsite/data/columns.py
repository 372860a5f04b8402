"""SQL expressions that read a column as a number, a day, yes or no, or an id."""

from __future__ import annotations

from jmsite.data.table import Column, Table, filled
from jmsite.model.fields import MOST

NUMBERS = ("INT", "DOUBLE", "FLOAT", "DECIMAL", "REAL")
DAYS = ("DATE", "TIMESTAMP")
CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")


def text(column: Column) -> str:
    """Its words without blanks around them; NULL where there are none. A column of words is that already."""
    if column.type == "VARCHAR":
        return column.sql
    raw = f"({column.sql} ->> '$')" if column.type == "JSON" else f"CAST({column.sql} AS VARCHAR)"
    return filled(raw)


def is_number(column: Column) -> bool:
    """Whether it is of a numeric type, so that each of its values is a number or missing."""
    return any(column.type.startswith(kind) or column.type.endswith("INT") for kind in NUMBERS)


def may_be_none(column: Column) -> bool:
    """Whether it can hold what is no number to reckon with: small types of whole numbers cannot."""
    return column.type not in ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER")


def none(column: Column) -> str:
    """What is said of its values that are no number to reckon with."""
    return f"no number up to {MOST:g}" if is_number(column) else "no number"


def number(column: Column, decimal_comma: bool = False) -> str:
    """Its number, without a percent sign; NULL where it is missing or none."""
    if is_number(column) or column.type == "BOOLEAN":
        return _bounded(f"CAST({column.sql} AS DOUBLE)")
    words = f"rtrim(rtrim({text(column)}, '%'))"
    if decimal_comma:
        english = f"replace(replace({words}, '.', ''), ',', '.')"
        words = f"(CASE WHEN contains({words}, ',') THEN {english} ELSE {words} END)"
    return _bounded(f"TRY_CAST({words} AS DOUBLE)")


def _bounded(number: str) -> str:
    """A number that can be drawn; NULL for one that is not finite, or that nothing measured comes to."""
    return f"(CASE WHEN abs({number}) <= {MOST:.0f} THEN {number} END)"


def truth(column: Column) -> str:
    """1 for yes, 0 for no, NULL where it is missing or neither."""
    words = f"lower({text(column)})"
    return (
        f"(CASE WHEN {words} IN ('1', '1.0', 'true', 'yes', 'y', 't') THEN 1.0"
        f" WHEN {words} IN ('0', '0.0', 'false', 'no', 'n', 'f') THEN 0.0 END)"
    )


def id(column: Column) -> str:
    """Its id: small letters, hyphens for blanks and underscores; '' where it is missing."""
    return f"replace(replace(lower(coalesce({text(column)}, '')), '_', '-'), ' ', '-')"


def _iso(words: str) -> str:
    """Days, times, weeks (2026-W14), months (2026-05), quarters (2026-Q2) and years, the year first."""
    quarter = f"TRY_CAST(regexp_extract({words}, '^([0-9]{{4}})-?Q([1-4])$', 2) AS INTEGER)"
    return (
        f"coalesce(TRY_CAST({words} AS TIMESTAMP),"
        f" try_strptime({words}, ['%Y-%m', '%Y']), try_strptime({words} || '-1', '%G-W%V-%u'),"
        f" CASE WHEN {quarter} IS NOT NULL THEN make_timestamp(TRY_CAST(left({words}, 4) AS BIGINT),"
        f" {quarter} * 3 - 2, 1, 0, 0, 0.0) END)"
    )


def _formats(words: str, *days: str) -> str:
    formats = ", ".join(f"'{day}{clock}'" for day in days for clock in CLOCKS)
    return f"try_strptime({words}, [{formats}])"


class AmbiguousDaysError(Exception):
    """Days that can be read as day/month and as month/day."""


def day(table: Table, column: Column) -> str:
    """Its day; NULL where it is missing or none. Raises ``AmbiguousDaysError``.

    Text is read in the one form that fits most of the column: year first, ``31.12.2026``, ``12/31/2026`` or
    ``31/12/2026``.
    """
    if column.type.startswith(DAYS):
        return f"CAST({column.sql} AS DATE)"
    words = (
        f"(CASE WHEN {text(column)} < 'A' THEN {text(column)} END)"  # never 'infinity', 'epoch' and the like
    )
    plain = f"TRY_CAST({words} AS DATE)"
    written, fitting = table.rows(f"SELECT count({text(column)}), count({plain}) FROM found")[0]  # noqa: S608
    if written == fitting:
        return plain  # the usual case, for which the many forms below cost a hundred times as much
    forms = [
        _iso(words),
        _formats(words, "%d.%m.%Y", "%d-%m-%Y"),
        _formats(words, "%m/%d/%y", "%m/%d/%Y"),
        _formats(words, "%d/%m/%y", "%d/%m/%Y"),
    ]
    counts = ", ".join(f"count({form})" for form in forms)
    differ = f"count(*) FILTER (WHERE {forms[2]} <> {forms[3]})"
    *fits, ambiguous = table.rows(f"SELECT {counts}, {differ} FROM found")[0]  # noqa: S608
    best = fits.index(max(fits))
    if best == 2 and fits[2] == fits[3] and ambiguous:
        raise AmbiguousDaysError
    return f"CAST({forms[best]} AS DATE)"
