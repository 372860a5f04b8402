"""Answer a question: from a metric and its file to a series, with everything found on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from jmsite.data import columns as read
from jmsite.data import rejected_rows
from jmsite.data.dimensions import dimension_columns
from jmsite.data.doubts import ambiguous_days, ambiguous_numbers, implausible
from jmsite.data.finding import misnamed, unnamed
from jmsite.data.grouping import Terms, answers, people, worked_out
from jmsite.data.header_row import tidy
from jmsite.data.number_format import allowed, decimal_of
from jmsite.data.precomputed import listed
from jmsite.data.question import Question, Way, way
from jmsite.data.table import Column, Table, UnreadableError, is_read_alike, opened
from jmsite.formats.days import AmbiguousDaysError
from jmsite.formats.numbers import AmbiguousNumbersError, Decimal
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.metric import Readings
from jmsite.model.findings import Examined, Finding
from jmsite.model.readings import Series
from jmsite.model.sources import Loc
from jmsite.model.suggestions import meant
from jmsite.model.value import Value, replace


def answer(question: Question) -> Examined[Series]:
    """Return the series of a metric. Reads the question's file, and no other; what cannot be read is a fault."""
    return _doubted(question, _answer(question))


def by_file(questions: Iterable[Question]) -> list[tuple[Question, ...]]:
    """Return questions together that are asked of one file, and those that are asked of none."""
    files: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        files[question.blob.path if question.blob else ""].append(question)
    return [tuple(some) for some in files.values()]


def answer_all(questions: Sequence[Question]) -> list[Examined[Series]]:
    """Return the series of metrics that are asked of one file, in order, as ``answer`` does for each.

    The file is opened once for all. Where it cannot be read for all of them as each would read it alone, each reads it
    alone.
    """
    together = _together(questions) if len(questions) > 1 else None
    return together or [answer(question) for question in questions]


def _together(questions: Sequence[Question]) -> list[Examined[Series]] | None:
    """Return the answers from one opening of the file that all are asked of; None where each must open it."""
    inquiries = [_Inquiry(one, one.readings) for one in questions if isinstance(one.readings, Readings)]
    blob = questions[0].blob
    wanted = tuple(dict.fromkeys(column for one in inquiries for column in one.wanted))
    if blob is None or len(inquiries) < len(questions) or any(one.blob != blob for one in questions):
        return None
    with suppress(UnreadableError), opened(blob, wanted) as table:  # each tells so when it asks alone
        if is_read_alike(table, blob, [one.wanted for one in inquiries]):
            return [_doubted(one.question, one.answer(table)) for one in inquiries]
    return None


def _doubted(question: Question, found: Examined[Series]) -> Examined[Series]:
    """Return an answer with what is doubtful about its figures."""
    return Examined(value=found.value, findings=(*found.findings, *implausible(question, found.value)))


def _answer(question: Question) -> Examined[Series]:
    if isinstance(question.readings, tuple):
        return Examined(value=listed(question, question.readings))
    if question.blob is None:
        return Examined(value=Series(metric=question.metric))
    inquiry = _Inquiry(question, question.readings)
    try:
        with opened(question.blob, inquiry.wanted) as table:
            return inquiry.answer(table)
    except UnreadableError as error:
        inquiry.tell("data/unreadable", str(error), error.hint)
        return Examined(value=Series(metric=question.metric), findings=tuple(inquiry.faults))


class _Wrong(Value):
    """A kind of wrong value in a column: its rule, and the reason as it ends the sentence."""

    rule: str
    column: str
    reason: str


@dataclass(slots=True)
class _Inquiry:
    """A question while it is being answered, and the faults so far."""

    question: Question
    columns: Readings
    faults: list[Finding] = field(default_factory=list)

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
    def _path(self) -> str:
        return self.question.blob.path if self.question.blob else ""

    @property
    def wanted(self) -> tuple[str, ...]:
        return (self.columns.date, *self.names.values())

    def tell(self, rule: str, message: str, hint: str = "") -> None:
        self.faults.append(self.question.finding(rule, message, hint))

    def answer(self, table: Table) -> Examined[Series]:
        """Return the series with what was found on the way. Raises ``duckdb.Error`` for what cannot be queried."""
        try:
            series = self.series(table)
        except AmbiguousDaysError as error:
            self.tell(*ambiguous_days(self.columns.date, error.example))
            series = Series(metric=self.question.metric)
        except AmbiguousNumbersError as error:
            self.tell(*ambiguous_numbers(error))
            series = Series(metric=self.question.metric)
        return Examined(value=series, findings=tuple(self.faults))

    def series(self, table: Table) -> Series:
        """Return the series, or an empty one where columns are missing."""
        found = {name: self._column(table, name, column) for name, column in self.names.items()}
        day = self._day(table)
        if day is None or self.faults:
            return Series(metric=self.question.metric)
        present = {name: column for name, column in found.items() if column is not None}
        terms = self._terms(table, day, present)
        self._check_days(table, terms, present)
        if self.way == "answers":
            return answers(table, self.question, terms)
        if self.way == "funnel" and not self.columns.n:
            return people(table, self.question, terms)
        return worked_out(table, self.question, terms)

    def _column(self, table: Table, name: str, column: str) -> Column | None:
        found = self._named(table, column)
        silent = name == "value" and self.way == "funnel" and "value" not in self.columns.model_fields_set
        if found is None and not silent:
            self._missing(table, name, column)
        return found

    def _named(self, table: Table, column: str) -> Column | None:
        """Return the column of a name; a fault where two have it: nobody can tell which one is meant."""
        found = table.named(column)
        if len(found) > 1:
            message = f"'{self._path}' has two columns '{column}'"
            self.tell("data/column-twice", message, "remove or rename one of them")
        return found[0] if found else None

    def _missing(self, table: Table, name: str, column: str) -> None:
        """Tell that a column is missing: where it is named, or where it would be, if its name is the usual one."""
        names = [one for each in table.columns for one in (each.name, *each.others[:1]) if one.strip()]
        metric, rule = self.question.metric, "data/missing-column"
        message, near = f"'{self._path}' has no column '{column}'", meant(column, names)
        hint = f"set '{name}: …' under 'readings' to one of {_some(names)}"
        if name in self.columns.model_fields_set:
            self.faults.append(misnamed(metric, rule, (name,), message, near.hint or hint, near))
        elif near.found:
            sure: dict[Loc, str] = {(name,): near.found} if near.certain else {}
            how = f"write '{name}: {near.found}' under 'readings'"
            self.faults.append(unnamed(metric, rule, message, how, sure))
        else:
            self.tell(rule, message, hint)

    def _day(self, table: Table) -> str | None:
        """Return SQL for the day: of a column, or one that is written instead."""
        column = self._named(table, self.columns.date)
        if column is not None:
            return read.day(table, column, self.columns.dates)
        with suppress(ValueError):
            return f"DATE '{date.fromisoformat(self.columns.date).isoformat()}'"  # formed anew: no injection
        self._missing(table, "date", self.columns.date)
        return None

    def _terms(self, table: Table, day: str, found: dict[str, Column]) -> Terms:
        period = day if self.way == "given" else f"CAST(date_trunc('{self.columns.every}', {day}) AS DATE)"
        told = {name: found[name] for name in DIMENSIONS if name in found}
        ids = {f"jmsite_{name}": self._place(table, name, column) for name, column in told.items()}
        places = dimension_columns(dict(zip(told, ids, strict=True)))
        terms = Terms(day=period, places=places, columns=tuple(one.sql for one in told.values()), ids=ids)
        if self.way == "funnel" and not self.columns.n:
            value = found.get("value")
            return replace(terms, value=read.text(value)) if value else replace(terms, whole_row=True)
        counted = {name: column for name, column in found.items() if name not in DIMENSIONS}
        decimal = self._decimal(table, counted)
        sql = {name: self._number(table, name, column, decimal) for name, column in counted.items()}
        return replace(
            terms, value=sql.get("value", "NULL"), n=sql.get("n", "NULL"), upper=sql.get("numerator", "NULL"),
            lower=sql.get("denominator", "NULL"),
        )  # fmt: skip

    def _place(self, table: Table, name: str, column: Column) -> str:
        own = {tidy(called): id for called, id in self.columns.map.get(name, {}).items()}  # type: ignore[call-overload]
        return read.place(table, column, {**dict(dict(self.question.titles).get(name, ())), **own})

    @property
    def _labelled(self) -> bool:
        return self.way == "answers"

    @property
    def _truth(self) -> bool:
        """Return whether the answers are yes and no."""
        return self.question.row.yes_or_no and self.way == "answers"

    def _decimal(self, table: Table, counted: dict[str, Column]) -> Decimal:
        if self.columns.decimal or self._truth:
            return self.columns.decimal or "."
        asked = {name: (column, allowed(self.question, self.way, name)) for name, column in counted.items()}
        return decimal_of(table, asked, self._labelled)

    def _number(self, table: Table, name: str, column: Column, decimal: Decimal) -> str:
        """Return SQL for a column's number; values that are none, or none that can be answered, are told."""
        share, words = self._truth, read.text(column)
        percent = self.question.whole / 100 if self.question.row.parts and name == "value" else 1
        found = None if share else read.number(table, column, decimal, self._labelled, percent)
        sql = found.sql if found else read.truth(column)
        if share or read.may_be_none(column):
            none = "neither yes nor no" if share else read.none(column)
            wrong = _Wrong(rule="data/not-a-number", column=column.name, reason=none)
            self._check(table, f"{words} IS NOT NULL AND {sql} IS NULL", words, wrong)
        if name == "n":
            wrong = _Wrong(rule="data/not-a-number", column=column.name, reason="not a whole number")
            self._check(table, f"{sql} <> floor({sql})", words, wrong)
        if found and len(found.monies) > 1:
            self.tell(
                "data/two-currencies", f"column '{column.name}' has amounts in {' and '.join(found.monies)}"
            )
        bounds = self.question.answers if self.way == "answers" else None
        if bounds and not share:
            low, high = bounds
            wrong = _Wrong(
                rule="data/out-of-scale", column=column.name, reason=f"not between {low:g} and {high:g}"
            )
            self._check(table, f"{sql} NOT BETWEEN {low!r} AND {high!r}", read.text(column), wrong)
        return sql

    def _check_days(self, table: Table, terms: Terms, found: dict[str, Column]) -> None:
        column = next(iter(table.named(self.columns.date)), None)
        counted = next((one for name, one in found.items() if name not in DIMENSIONS), None)
        left_out: tuple[int, ...] = ()
        if column is not None:
            words = read.text(column)
            filled = f"{read.text(counted)} IS NOT NULL" if counted else "true"
            wrong = _Wrong(rule="data/not-a-day", column=column.name, reason="not a date")
            condition = f"{terms.day} IS NULL AND {filled} AND NOT {rejected_rows.total(words)}"
            self._check(table, condition, f"coalesce({words}, '')", wrong)
            aside = f"{terms.day} IS NULL AND {words} IS NOT NULL AND (NOT ({filled}) OR {rejected_rows.total(words)})"
            left_out = self._set_aside(table, aside, words)
        for told in rejected_rows.layout(table, self._path, left_out):
            self.tell(*told)

    def _set_aside(self, table: Table, condition: str, words: str) -> tuple[int, ...]:
        """Tell of rows that are totals or remarks; the lines they stand on."""
        row = "rowid" if table.layout.heading else "NULL"  # only rows of CSV stand on lines
        found = table.rows(f"SELECT {words}, {row} FROM found WHERE {condition} ORDER BY 2, 1")  # noqa: S608
        lines = table.lines(one[1] for one in found)
        if found:
            self.tell(*rejected_rows.aside(self._path, _short(found[0][0]), len(found), lines))
        return lines

    def _check(self, table: Table, condition: str, words: str, wrong: _Wrong) -> None:
        """Tell how many rows are left out for a reason, with one of them."""
        count, example = table.rows(f"SELECT count(*), min({words}) FROM found WHERE {condition}")[0]  # noqa: S608
        if count:
            others = f" (and {count - 1} more)" if count > 1 else ""
            message = f"column '{wrong.column}': '{_short(example)}' is {wrong.reason}{others}"
            self.tell(wrong.rule, message)


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return ", ".join(f"'{_short(name)}'" for name in names[:8]) + more


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 40 else plain[:39] + "…"
