"""Say which rows of a file are no readings, or do not fit its header, and on which lines they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.data.table import Table
from jmsite.model.findings import RuleMessage

_TOTALS = (
    "(grand |sub-?)?totals?|sums?|averages?|means?|all|overall|(gesamt|zwischen)?summe|gesamt|insgesamt|durchschnitt"
    "|mittelwert|ergebnis|(sous-)?total|somme|moyenne|ensemble|subtotal|suma|promedio|media|totale|totaal|合計|総計|平均"
)
_NAMED = 5
"""Lines that are named before the rest is counted: enough to see what they have in common."""


def total(words: str) -> str:
    """Return SQL for whether words stand where a day should, and announce a total."""
    # behind the word stands no letter: "total 2026" announces one, "totally" does not
    return f"coalesce(regexp_matches(lower({words}), '^({_TOTALS})([^a-z].*)?$'), false)"


def layout_messages(table: Table, path: str, left_out: Sequence[int]) -> Iterator[RuleMessage]:
    """Yield what is said of a header of several rows, and of rows with more or fewer cells than it has.

    ``left_out`` are lines of which is said already that they are no readings.
    """
    heading, found = table.layout.heading, table.layout.ragged
    if heading and heading.lines:
        more = "is part of the header" if len(heading.lines) == 1 else "are part of the header"
        yield "data/header-rows", f"{line_numbers(heading.lines)} of '{path}' {more}", ""
    short = [line for line in found.short if line not in set(left_out)]
    if short:
        has = "has" if len(short) == 1 else "have"
        yield "data/odd-rows", f"{line_numbers(short)} of '{path}' {has} fewer cells than the header", ""
    if found.long:
        many = (
            "has more cells than the header and is"
            if len(found.long) == 1
            else "have more cells than the header and are"
        )
        hint = "put quotation marks around cells that contain the separator"
        yield "data/long-rows", f"{line_numbers(found.long)} of '{path}' {many} left out", hint


def totals_and_remarks(path: str, example: str, count: int, found: Sequence[int]) -> RuleMessage:
    """Return what is said of rows that are totals or remarks."""
    which = (
        f"{line_numbers(found)} of '{path}'"
        if found
        else f"{count} row{'s' if count > 1 else ''} of '{path}'"
    )
    are = "is" if count == 1 else "are"
    reason = f"'{example}' is not a date"
    return (
        "data/odd-rows",
        f"{which} {are} left out: {reason}",
        "",
    )


def line_numbers(found: Sequence[int]) -> str:
    """Return lines by their numbers, the first few of them."""
    if len(found) == 1:
        return f"line {found[0]}"
    more = len(found) - _NAMED
    if more > 0:
        return f"lines {', '.join(map(str, found[:_NAMED]))} and {more} more"
    return f"lines {', '.join(map(str, found[:-1]))} and {found[-1]}"
