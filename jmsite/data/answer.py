"""Answer a question: from a metric and its file to a series, with every fault found on the way."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from jmsite.data import columns as read
from jmsite.data.answers import Terms, answers, people, worked_out
from jmsite.data.dimensions import DIMENSIONS, dimension_columns
from jmsite.data.given import listed
from jmsite.data.header_row import tidy
from jmsite.data.question import Question, Way, way
from jmsite.data.table import Column, Table, UnreadableError, opened
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.entities.metric import Readings
from jmsite.model.readings import Series
from jmsite.model.rules import fault
from jmsite.model.suggestions import suggestion
from jmsite.model.value import Value, replace

_COMMA = re.compile(r"-?\d+,\d+ ?%?")
_POINT = "write numbers with a point, or put semicolons between the columns"


def answer(question: Question) -> Checked[Series]:
    """The series of a metric. Reads the question's file, and no other; what cannot be read is a fault."""
    if isinstance(question.readings, tuple):
        return Checked(listed(question, question.readings))
    if question.blob is None:
        return Checked(Series(question.metric))
    inquiry = _Inquiry(question, question.readings)
    try:
        with opened(question.blob, inquiry.wanted) as table:
            series = inquiry.series(table)
    except UnreadableError as error:
        inquiry.tell("data/unreadable", str(error), error.hint)
        series = Series(question.metric)
    except read.AmbiguousDaysError:
        inquiry.tell(
            "data/ambiguous-days",
            f"the days in column '{question.readings.date}' can be read as day/month and as month/day",
        )
        series = Series(question.metric)
    return Checked(series, tuple(inquiry.faults))


class _Wrong(Value):
    """What is wrong with values of a column: the rule, and the reason as it ends the sentence."""

    rule: str
    column: str
    reason: str


@dataclass(slots=True)
class _Inquiry:
    """A question while it is being answered, and the faults so far."""

    question: Question
    columns: Readings
    faults: list[Diagnostic] = field(default_factory=list)

    @property
    def way(self) -> Way:
        return way(self.question, self.columns)

    @property
    def names(self) -> dict[str, str]:
        """The columns that the question needs: what for, and how they are named."""
        needed = {
            "answers": ("value",), "given": ("value", "n"), "ratio": ("numerator", "denominator"),
            "funnel": ("n",) if self.columns.n else ("value",),
        }[self.way]  # fmt: skip
        named = {name: getattr(self.columns, name) for name in (*needed, *DIMENSIONS)}
        return {name: column for name, column in named.items() if column}

    @property
    def wanted(self) -> tuple[str, ...]:
        return (self.columns.date, *self.names.values())

    def tell(self, rule: str, message: str, hint: str = "") -> None:
        self.faults.append(fault(rule, message, self.question.place, hint))

    def series(self, table: Table) -> Series:
        """The series, or an empty one where columns are missing."""
        found = {name: self._column(table, name, column) for name, column in self.names.items()}
        day = self._day(table)
        if day is None or self.faults:
            return Series(self.question.metric)
        present = {name: column for name, column in found.items() if column is not None}
        terms = self._terms(table, day, present)
        self._check_days(table, terms, present)
        if self.way == "answers":
            return answers(table, self.question, terms)
        if self.way == "funnel" and not self.columns.n:
            return people(table, self.question, terms)
        return worked_out(table, self.question, terms)

    def _column(self, table: Table, name: str, column: str) -> Column | None:
        found = table.column(column)
        silent = name == "value" and self.way == "funnel" and "value" not in self.columns.model_fields_set
        if found is None and not silent:
            self._missing(table, name, column)
        self._twice(table, found, column)
        return found

    def _twice(self, table: Table, found: Column | None, wanted: str) -> None:
        """A fault where another column has the same name: nobody can tell which one is meant."""
        as_written = found is not None and found.name == wanted
        names = [one.name if as_written else tidy(one.name) for one in table.columns]
        if found and names.count(found.name if as_written else tidy(found.name)) > 1:
            path = self.question.blob.path if self.question.blob else ""
            message = f"the column '{found.name}' stands twice in '{path}'"
            self.tell("data/column-twice", message, "keep one of them, or give the other another name")

    def _missing(self, table: Table, name: str, column: str) -> None:
        blob = self.question.blob
        names = [one.name for one in table.columns if one.name.strip()]
        self.tell(
            "data/missing-column",
            f"'{blob.path if blob else ''}' has no column '{column}'",
            suggestion(column, names) or f"write '{name}: …' under 'readings' with one of {_some(names)}",
        )

    def _day(self, table: Table) -> str | None:
        """SQL for the day: of a column, or one that is written instead."""
        column = table.column(self.columns.date)
        self._twice(table, column, self.columns.date)
        if column is not None:
            return read.day(table, column)
        with suppress(ValueError):
            return f"DATE '{date.fromisoformat(self.columns.date).isoformat()}'"
        self._missing(table, "date", self.columns.date)
        return None

    def _terms(self, table: Table, day: str, found: dict[str, Column]) -> Terms:
        period = day if self.way == "given" else f"CAST(date_trunc('{self.columns.every}', {day}) AS DATE)"
        told = {name: found[name] for name in DIMENSIONS if name in found}
        terms = Terms(period, dimension_columns(told), columns=tuple(column.sql for column in told.values()))
        if self.way == "funnel" and not self.columns.n:
            value = found.get("value")
            return replace(terms, value=read.text(value)) if value else replace(terms, whole_row=True)
        sql = {name: self._number(table, found[name]) for name in found if name not in DIMENSIONS}
        return replace(
            terms, value=sql.get("value", "NULL"), n=sql.get("n", "NULL"), upper=sql.get("numerator", "NULL"),
            lower=sql.get("denominator", "NULL"),
        )  # fmt: skip

    def _number(self, table: Table, column: Column) -> str:
        """SQL for a column's number; values that are none, or none that can be answered, are told."""
        share = self.question.row.yes_or_no and self.way == "answers"
        sql = read.truth(column) if share else read.number(column, table.decimal_comma)
        if share or read.may_be_none(column):
            words = read.text(column)
            none = "neither yes nor no" if share else read.none(column)
            wrong = _Wrong("data/not-a-number", column.name, none)
            self._check(table, f"{words} IS NOT NULL AND {sql} IS NULL", words, wrong)
        bounds = self.question.answers if self.way == "answers" else None
        if bounds and not share:
            low, high = bounds
            wrong = _Wrong("data/out-of-scale", column.name, f"not between {low:g} and {high:g}")
            self._check(table, f"{sql} NOT BETWEEN {low!r} AND {high!r}", read.text(column), wrong)
        return sql

    def _check_days(self, table: Table, terms: Terms, found: dict[str, Column]) -> None:
        column = table.column(self.columns.date)
        counted = next((one for name, one in found.items() if name not in DIMENSIONS), None)
        if column is not None:
            filled = f" AND {read.text(counted)} IS NOT NULL" if counted else ""
            words = read.text(column)
            wrong = _Wrong("data/not-a-day", column.name, "no day")
            self._check(table, f"{terms.day} IS NULL{filled}", f"coalesce({words}, '')", wrong)

    def _check(self, table: Table, condition: str, words: str, wrong: _Wrong) -> None:
        """Tell how many rows are left out for a reason, with one of them."""
        count, example = table.rows(f"SELECT count(*), min({words}) FROM found WHERE {condition}")[0]  # noqa: S608
        if count:
            others = (
                "" if count == 1 else ", nor is another" if count == 2 else f", nor are {count - 1} others"
            )
            message = f"column '{wrong.column}': '{_short(example)}' is {wrong.reason}{others}"
            self.tell(wrong.rule, message, _POINT if _COMMA.fullmatch(example) else "")


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return ", ".join(f"'{_short(name)}'" for name in names[:8]) + more


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
