"""Count the rows that are no readings, each for one reason, and say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.data import columns as read
from jmsite.data.grouping import Terms
from jmsite.data.question import Question
from jmsite.data.rejected_rows import total
from jmsite.data.table import Column, Table
from jmsite.model.findings import RuleMessage
from jmsite.model.readings import LeftOut, Reason, Series

QUIET = frozenset(("skipped", "blank", "where", "again", "no-answer", "weightless"))
"""Reasons of which nothing else is said: each row that is wrong has a finding of its own."""


def count_left_out(
    table: Table, question: Question, terms: Terms, day: Column | None, held: Sequence[Column]
) -> tuple[LeftOut, ...]:
    """Return how many of the rows that were found are no readings, and why.

    ``day`` is the column of days, ``held`` are those that have to hold something.
    """
    cases = "".join(
        f" WHEN {condition} THEN '{reason}'" for reason, condition in _cases(question, terms, day, held)
    )
    found = table.rows(f"SELECT CASE{cases} END AS why, count(*) FROM found GROUP BY 1")  # noqa: S608
    counts = {why: count for why, count in found if why}
    left_out = [LeftOut(reason=one, count=counts[one]) for one in _ORDER if one in counts]
    long = table.layout.ragged.long
    return (*left_out, *([LeftOut(reason="too-long", count=len(long))] if long else []))


_ORDER: tuple[Reason, ...] = (
    "blank",
    "aside",
    "no-answer",
    "not-a-number",
    "negative",
    "weightless",
    "out-of-scale",
    "no-day",
)


def _cases(
    question: Question, terms: Terms, day: Column | None, held: Sequence[Column]
) -> Iterator[tuple[str, str]]:
    """Yield why a row is no reading and the condition of it in SQL, the first that holds being the one."""
    empty = [read.is_empty(one) for one in held]
    nothing = " AND ".join(empty) or "false"
    # of answers that are counted by column, nobody gave those of which the number is blank
    none = " AND ".join(f"{sql} = 0" for _, sql in terms.counts)
    lacking = f"({nothing}) OR ({none})" if none else " OR ".join(empty) or "false"
    if day is not None:
        bare = read.is_empty(day)
        yield "blank", f"{bare} AND {nothing}"
        if not day.type.startswith(read.DAYS):  # else what stands there is a day
            remark = f"({nothing}) OR {total(read.text(day))}"
            yield "aside", f"{terms.day} IS NULL AND NOT ({bare}) AND ({remark})"
    yield "no-answer", lacking
    # a value counts, too, where nobody says on how many cases it rests
    of_n = terms.n if terms.value == "NULL" else "NULL"
    numbers = [one for one in (terms.value, of_n, terms.upper, terms.lower) if one != "NULL"]
    if not terms.whole_row and numbers:
        yield "not-a-number", " OR ".join(f"{one} IS NULL" for one in numbers)
    if terms.kept != "true":
        yield "negative", f"NOT ({terms.kept})"
    if terms.weight:
        yield "weightless", f"{terms.weight} = 0"
    bounds = question.answers if terms.n == "NULL" and question.row.source == "answers" else None
    if bounds and terms.value != "NULL" and not question.row.yes_or_no:
        yield "out-of-scale", f"{terms.value} NOT BETWEEN {bounds[0]!r} AND {bounds[1]!r}"
    yield "no-day", f"{terms.day} IS NULL"


def left_out_messages(question: Question, series: Series) -> Iterator[RuleMessage]:
    """Yield which rows of a file do not count, where nothing else says so."""
    if any(one.reason in QUIET for one in series.left_out) and series.rows:
        used = series.rows - sum(one.count for one in series.left_out)
        reasons = ", ".join(f"{one.count:,} {_why(one)}" for one in series.left_out)
        message = f"{used:,} of {series.rows:,} rows of '{question.path}' count; left out: {reasons}"
        yield "data/left-out", message, ""


_WHY = {
    "skipped": "by 'skip_rows'", "blank": "blank", "again": "already there", "aside": "with totals or notes",
    "no-answer": "without an answer", "not-a-number": "that are not numbers",
    "negative": "with negative counts or weights", "weightless": "with a weight of 0",
    "out-of-scale": "off the scale",
    "no-day": "without a date", "too-long": "with too many cells",
}  # fmt: skip


def _why(one: LeftOut) -> str:
    if one.reason != "where":
        return _WHY[one.reason]
    return f"whose '{one.column}' is '{one.words}'" if one.words else f"by the condition on '{one.column}'"
