"""SQL for whether a row counts, by what somebody wrote of its cells. Their words become literals, never SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jmsite.data import columns as read
from jmsite.data.table import Column, Table
from jmsite.model.entities.events import Events
from jmsite.model.entities.layout import Condition
from jmsite.model.entities.readings import Readings


def literal(words: str) -> str:
    """Return words as a literal of SQL."""
    return "'" + words.replace("'", "''").replace("\0", "") + "'"


def compared(words: str) -> str:
    """Return SQL for words as they are compared: without regard to case and runs of blanks."""
    return f"lower(trim(regexp_replace({words}, '\\s+', ' ', 'g')))"


def folded(words: str) -> str:
    """Return words as ``compared`` makes them."""
    return " ".join(words.split()).lower()


def holds(table: Table, column: Column, condition: Condition, readings: Readings | Events) -> str:
    """Return SQL that is true where a cell fulfils a condition, and false where it does not, never NULL."""
    words = read.text(column)
    parts = [*_words(compared(words), condition), *_range(table, column, condition, readings)]
    if condition.filled is not None:
        parts.append(f"{words} IS {'NOT ' if condition.filled else ''}NULL")
    return "(" + (" AND ".join(parts) or "true") + ")"


def _words(words: str, condition: Condition) -> Iterable[str]:
    if condition.any_of:
        yield f"coalesce({_among(words, condition.any_of)}, false)"
    if condition.not_:
        yield f"NOT coalesce({_among(words, condition.not_)}, false)"
    if condition.contains:
        yield f"coalesce({_within(words, condition.contains)}, false)"
    if condition.lacks:
        yield f"NOT coalesce({_within(words, condition.lacks)}, false)"


def _among(words: str, wanted: Iterable[str]) -> str:
    """Return SQL for whether words are among others, also where both are the same number, 1 and 1.0."""
    known = [folded(one) for one in wanted]
    same = f"{words} IN ({', '.join(map(literal, known))})"
    figures = [float(one) for one in known if one.replace(".", "", 1).lstrip("-").isdigit()]
    alike = f" OR TRY_CAST({words} AS DOUBLE) IN ({', '.join(map(repr, figures))})" if figures else ""
    return f"({same}{alike})"


def _within(words: str, wanted: Iterable[str]) -> str:
    return "(" + " OR ".join(f"contains({words}, {literal(folded(one))})" for one in wanted) + ")"


def _range(table: Table, column: Column, condition: Condition, readings: Readings | Events) -> Iterable[str]:
    """Yield SQL for what is no less than a number or day, and no more. Raises ``AmbiguousDaysError``."""
    bounds = [("min", ">=", condition.min), ("max", "<=", condition.max)]
    for _, sign, bound in bounds:
        if bound is None:
            continue
        if (day := _day(bound)) is not None:
            value, edge = read.day(table, column, readings.dates), f"DATE '{day.isoformat()}'"
        else:
            decimal = (readings.decimal if isinstance(readings, Readings) else None) or "."
            value, edge = read.number(table, column, decimal, labelled=True).sql, repr(float(bound))
        yield f"coalesce({value} {sign} {edge}, false)"


def _day(bound: str) -> date | None:
    try:
        return date.fromisoformat(bound)
    except ValueError:
        return None
