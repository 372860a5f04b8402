"""SQL expressions that read a column as a number, a day, yes or no, or an id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jmsite.data.blank_cells import filled
from jmsite.data.dimensions import ident
from jmsite.data.header_row import tidy
from jmsite.data.table import Column, Table
from jmsite.data.temporary_tables import temporary_table
from jmsite.formats import days, numbers
from jmsite.formats.numbers import Evidence, ParsedNumber
from jmsite.formats.yes_no import NO, YES
from jmsite.model.fields import MOST
from jmsite.model.value import Value

NUMBERS = ("INT", "DOUBLE", "FLOAT", "DECIMAL", "REAL")
DAYS = ("DATE", "TIMESTAMP")
FIRST, LAST = f"DATE '{date.min}'", f"DATE '{date.max}'"
"""SQL for the first and the last day of Python's calendar."""
ENOUGH = 1_000
"""Different values that tell how a file writes numbers; to find all of them would take as long as the rest."""
BLANKS = "\u00a0\u2007\u2009\u202f\u205f"
_ISO = "^[0-9]{4}-[0-9]{2}-[0-9]{2}"


def text(column: Column) -> str:
    """Return SQL for its words without blanks around them, NULL where there are none."""
    if column.type == "VARCHAR":
        return column.sql
    raw = f"({column.sql} ->> '$')" if column.type == "JSON" else f"CAST({column.sql} AS VARCHAR)"
    return filled(raw)


def is_empty(column: Column) -> str:
    """Return SQL for whether nothing stands in it.

    Asked of the value itself where that is never a word for nothing: to write ten million numbers costs a second.
    """
    plain = column.type.endswith("INT") or column.type in ("INTEGER", "BOOLEAN", "DATE", "TIMESTAMP")
    return f"{column.sql if plain else text(column)} IS NULL"


def is_number(column: Column) -> bool:
    """Return whether it is of a numeric type, so that each of its values is a number or missing."""
    return any(column.type.startswith(kind) or column.type.endswith("INT") for kind in NUMBERS)


def may_be_none(column: Column) -> bool:
    """Return whether it can hold what is no number to reckon with: small types of whole numbers cannot."""
    return column.type not in ("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER")


def none(column: Column) -> str:
    """Return what is said of its values that are no number to reckon with."""
    return f"not a number up to {MOST:g}" if is_number(column) else "not a number"


def _bounded(number: str) -> str:
    """Return a number that can be drawn; NULL for one that is not finite, or that nothing measured comes to."""
    return f"(CASE WHEN abs({number}) <= {MOST:.0f} THEN {number} END)"


def truth(column: Column) -> str:
    """Return SQL that is 1 for yes, 0 for no, in any language of the interface; NULL where it is missing or neither."""
    words = f"lower({text(column)})"
    return f"(CASE WHEN {words} IN {YES!r} THEN 1.0 WHEN {words} IN {NO!r} THEN 0.0 END)"


class NumberColumn(Value):
    """SQL for the number of a column, NULL where it is missing or none, and the currencies beside its numbers.

    ``mixed`` are a number with a percent sign and one without, where the column has both; a nought needs no sign.
    """

    sql: str
    monies: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()


def number(
    table: Table, column: Column, decimal: str, labelled: bool = False, percent: float = 1
) -> NumberColumn:
    """Return SQL for its numbers as the file writes them.

    ``percent`` is what one percent comes to where a percent sign stands behind a number.
    """
    if is_number(column) or column.type == "BOOLEAN":
        plain = f"CAST({column.sql} AS DOUBLE)"
        # left as it is, DuckDB compares it with what a file says of its smallest and largest number, and reads no row
        return NumberColumn(sql=_bounded(plain) if may_be_none(column) else plain)
    words = text(column)
    cast, same = f"TRY_CAST({words} AS DOUBLE)", _same(words, decimal)
    odd = _distinct(table, words, f"NOT {same}")
    if not odd:  # the usual case, for which nothing has to be looked at again
        return NumberColumn(sql=_bounded(cast))
    found = {one: read for one in odd if (read := numbers.read(one, decimal, labelled))}
    values = {one: read.value * (percent if read.percent else 1) for one, read in found.items()}
    plain = f"(CASE WHEN {same} THEN {cast} END)"
    sql = f"coalesce({plain}, {looked_up(table, words, values, 'DOUBLE')})" if values else plain
    bare = f"{same} AND {cast} <> 0"
    return NumberColumn(
        sql=_bounded(sql),
        monies=tuple(sorted({read.money for read in found.values() if read.money})),
        mixed=_mixed(found, lambda: _distinct(table, words, bare)),
    )


def _mixed(found: Mapping[str, ParsedNumber], others: Callable[[], list[str]]) -> tuple[str, ...]:
    """Return the first number with a percent sign and the first one without; ``others`` are looked for where needed."""
    signed = [words for words, one in found.items() if one.percent]
    if not signed:
        return ()
    bare = [words for words, one in found.items() if not one.percent and one.value] or others()
    return (min(signed), min(bare)) if bare else ()


def evidence(table: Table, column: Column, allowed: numbers.Allowed, labelled: bool) -> Evidence:
    """Return what a column says about how its file writes numbers; one of numbers says nothing."""
    if is_number(column) or column.type == "BOOLEAN":
        return Evidence()
    words = text(column)
    firm = f"contains({words}, '.') AND {_same(words, '.')} AND NOT {_like(words)}"
    some = f"SELECT DISTINCT {words} FROM found WHERE {firm} LIMIT {ENOUGH}"  # noqa: S608
    points = table.asked(f"SELECT count(*) FROM ({some})")[0][0]  # noqa: S608
    others = _distinct(table, words, f"NOT {_same(words, '.')}")
    # beside plain fractions with a point, 1.234 can only be one more
    grouped = [] if points and not others else _distinct(table, words, _like(words))
    return Evidence(firm=(points, 0)).and_(numbers.number_evidence([*others, *grouped], allowed, labelled))


def _like(words: str) -> str:
    """Return SQL for numbers with a point before three digits: a fraction, or thousands."""
    return f"regexp_full_match({words}, '-?[1-9][0-9]{{0,2}}[.][0-9]{{3}}')"


def _same(words: str, decimal: str) -> str:
    """Return SQL for words that DuckDB reads as numbers just as their file means them."""
    form = "-?[0-9]+([.][0-9]+)?" if decimal == "." else "-?[0-9]+"
    return f"regexp_full_match({words}, '{form}')"


def _distinct(table: Table, words: str, condition: str) -> list[str]:
    query = f"SELECT DISTINCT {words} FROM found WHERE {condition} AND {words} IS NOT NULL"  # noqa: S608
    return [row[0] for row in table.asked(query)]


def looked_up(table: Table, words: str, values: Mapping[str, Any], type: str) -> str:
    """Return SQL for what words stand for, NULL for others."""
    columns = ("jmsite_words", "jmsite_value")
    made = f"SELECT unnest(?::VARCHAR[]) AS {columns[0]}, unnest(?::{type}[]) AS {columns[1]}"
    name = temporary_table(table, "words", made, [[*values], [*values.values()]])
    return f"(SELECT {columns[1]} FROM {name} WHERE {columns[0]} = {words})"  # noqa: S608 - names are ours


def place(table: Table, column: Column, called: Mapping[str, str | None]) -> str:
    """Return SQL for what a row is of, as an id; '' where it does not say. ``called`` are other names of ids."""
    words = text(column)
    ids = {
        one: called.get(tidy(one), called.get(ident(one), ident(one))) or ""
        for one in _distinct(table, words, "true")
    }
    if all(one == id for one, id in ids.items()):
        return f"coalesce({words}, '')"  # the file has the ids themselves: nothing to look up in every query
    return f"coalesce({looked_up(table, words, ids, 'VARCHAR')}, '')"


def words(table: Table, column: Column) -> str:
    """Return SQL for its words, '' where there are none: of several spellings of a word the one used most."""
    said = text(column)
    counts = table.asked(f"SELECT {said}, count(*) FROM found WHERE {said} IS NOT NULL GROUP BY 1")  # noqa: S608
    same: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, count in counts:
        same[tidy(word)].append((-count, word))
    if len(same) == len(counts):
        return f"coalesce({said}, '')"
    usual = {word: min(some)[1] for some in same.values() for _, word in some}
    return f"coalesce({looked_up(table, said, usual, 'VARCHAR')}, '')"


def in_calendar(day: str) -> str:
    """Return SQL for a day that is one of Python's calendar; NULL for any other: that of DuckDB has more."""
    return f"(CASE WHEN {day} BETWEEN {FIRST} AND {LAST} THEN {day} END)"


def day(table: Table, column: Column, order: days.Order | None = None) -> str:
    """Return SQL for its day; NULL where it is missing or none. Raises ``AmbiguousDaysError``.

    Text is read as ``days`` reads it, by all days of the column; ``order`` is what is declared.
    """
    if column.type.startswith(DAYS):
        return in_calendar(f"CAST({column.sql} AS DATE)")
    words = text(column)
    # by its form first: DuckDB alone takes 26-01-02 for a day of the year 26
    iso = (
        f"(CASE WHEN regexp_matches({words}, '{_ISO}') THEN {in_calendar(f'TRY_CAST({words} AS DATE)')} END)"
    )
    written, fitting = table.asked(f"SELECT count({words}), count({iso}) FROM found")[0]  # noqa: S608
    if written == fitting:
        return iso  # the usual case, for which the many forms below cost a hundred times as much
    bare = f"trim(regexp_replace(translate({words}, '{BLANKS}', '{' ' * len(BLANKS)}'), '{days.CLOCK}', ''))"
    found = days.days(_distinct(table, bare, "true"), order)
    return looked_up(table, bare, found, "DATE")
