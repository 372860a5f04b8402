"""Ask a table what a question needs of it, and tell of everything that is found on the way."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jmsite.data import columns as read
from jmsite.data import grouping, rejected_rows
from jmsite.data.computed_columns import ComputedColumns, columns_of
from jmsite.data.computed_values import ASKED
from jmsite.data.dimensions import dimension_columns, is_dimension
from jmsite.data.fiscal_periods import open_periods
from jmsite.data.grouping import Tally, Terms, tally
from jmsite.data.header_row import tidy
from jmsite.data.left_out_rows import count_left_out, left_out_messages
from jmsite.data.missing_column import STOPPING, missing, on_one_line, twice
from jmsite.data.number_format import allowed, decimal_of, declared
from jmsite.data.periods import period
from jmsite.data.plausibility import ambiguous_days, ambiguous_numbers, mixed_numbers
from jmsite.data.pooling import on_another_scale, range_of, scale_conversion
from jmsite.data.question import (
    STANDS_FOR,
    Question,
    ReadingsLayout,
    asked_columns,
    field_of,
    is_count,
    must_hold,
    readings_layout,
)
from jmsite.data.reading_findings import finding_at_word
from jmsite.data.repeated_rows import repeated_rows
from jmsite.data.row_checks import RowCheck, check_rows
from jmsite.data.row_preparation import PreparedRows, columns_beside, prepare_rows
from jmsite.data.table import Column, Table
from jmsite.data.time_zones import day, unknown_zone
from jmsite.data.unreadable import UnreadableError, hint_of
from jmsite.data.unused_fields import unused_fields
from jmsite.formats.days import AmbiguousDaysError
from jmsite.formats.numbers import AmbiguousNumbersError, Decimal
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.readings import Readings, Survey
from jmsite.model.findings import Examined, Finding
from jmsite.model.readings import Series
from jmsite.model.suggestions import ProbablyMeant
from jmsite.model.value import replace


@dataclass(slots=True)
class TableQuery:
    """A question while it is being answered, and the faults so far."""

    question: Question
    columns: Readings
    faults: list[Finding] = field(default_factory=list)
    checks: list[RowCheck] = field(default_factory=list)
    """The conditions of rows that are left out."""
    tally: Tally = field(default_factory=dict)
    """The sums of the answers of a survey that is pooled."""
    computed: ComputedColumns = field(default_factory=ComputedColumns)

    @property
    def layout(self) -> ReadingsLayout:
        return readings_layout(self.question, self.columns)

    @property
    def names(self) -> dict[str, str]:
        """Return the columns that the question needs: what for → the name in the header."""
        return asked_columns(self.question, self.columns)

    @property
    def _counts(self) -> dict[Any, str]:
        """Return the columns with how many gave each answer, by answer; empty for other layouts."""
        return {**self.columns.counts} if self.layout == "answers" else {}

    @property
    def wanted(self) -> tuple[str, ...]:
        return (self.columns.date, *self.names.values(), *columns_beside(self.columns))

    def tell(self, rule: str, message: str, hint: str = "") -> None:
        self.faults.append(self.question.finding(rule, message, hint))

    def refuse(self, error: UnreadableError) -> None:
        """Tell that the file cannot be read: at what somebody wrote about it, where that is wrong."""
        rule, hint = "data/unreadable", hint_of(error)
        if error.field:
            told = finding_at_word(self.question.metric, rule, error.field, str(error), hint, ProbablyMeant())
            self.faults.append(told)
        else:
            self.tell(rule, str(error), hint)

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
        rows = prepare_rows(table, self.question, self.columns, self.wanted)
        self.faults += (*unused_fields(self.question, self.columns), *rows.findings)
        self.computed = columns_of(table, rows.rows)
        found = {name: self._column(table, name, column) for name, column in self.names.items()}
        found |= {"value": rows.value} if rows.value else {}
        found |= {rows.dimension: Column(name="", sql=ASKED, type="VARCHAR")} if rows.dimension else {}
        day = self._day(table)
        if day is None or any(one.rule in STOPPING for one in self.faults):
            return Series(metric=self.question.metric)
        present = {name: column for name, column in found.items() if column is not None}
        terms = self._terms(table, day, present)
        self._check_rows(table, terms, present)
        self.faults += repeated_rows(table, self.question, self.columns, terms, [*present.values()])
        return self._counted(table, terms, present, rows, self._grouped(table, terms))

    def _grouped(self, table: Table, terms: Terms) -> Series:
        if isinstance(self.columns, Survey):
            return self._surveyed(table, terms, self.columns)
        if self.layout == "answers":
            return grouping.answer_series(table, self.question, terms)
        if self.layout == "retention":
            return grouping.returning_series(table, self.question, terms, self.columns)
        if self.layout == "funnel" and not self.columns.n:
            return grouping.funnel_series(table, self.question, terms)
        return grouping.precomputed_series(table, self.question, terms)

    def _surveyed(self, table: Table, terms: Terms, survey: Survey) -> Series:
        """Return the series of one survey, of which the sums are kept for the pool; an empty one where it has another
        scale than the metric.
        """
        doubt = on_another_scale(table, self.question, survey, terms)
        if doubt:
            self.faults = [*(one for one in self.faults if one.rule != "data/out-of-scale"), doubt]
            return Series(metric=self.question.metric)
        self.tally = tally(table, self.question, terms)
        return grouping.series_of_sums(self.question, self.tally)

    def _counted(
        self, table: Table, terms: Terms, found: dict[str, Column], rows: PreparedRows, series: Series
    ) -> Series:
        """Return a series with the rows it is of, and tell of those that are left out."""
        held = [one for name, one in found.items() if must_hold(name, found)]
        day = next(iter(table.named(self.columns.date)), None)
        left_out = (*rows.left_out, *count_left_out(table, self.question, terms, day, held))
        counted = replace(series, rows=rows.rows + len(table.layout.ragged.long), left_out=left_out)
        for one in left_out_messages(self.question, counted):
            self.tell(*one)
        if not counted.rows and not any(one.rule == "data/no-rows-left" for one in self.faults):
            self.tell("data/no-rows", f"'{self.question.path}' has no rows")
        return counted

    def _column(self, table: Table, name: str, column: str) -> Column | None:
        of_rows = self.layout == "funnel" or self.question.row.statistic == "count"
        silent = name == "value" and of_rows and "value" not in self.columns.model_fields_set
        found = table.named(column)
        if len(found) > 1:
            self.faults.append(twice(self.question, column, len(found)))
        elif not found and not silent:
            written = (loc := field_of(name)) in self.columns.model_fields_set
            self.faults.append(missing(table, self.question, (loc,), column, written))
        return found[0] if found else None

    def _day(self, table: Table) -> str | None:
        """Return SQL for the day: of a column, or one that is written instead."""
        if not table.named(self.columns.date):
            with suppress(ValueError):
                written = date.fromisoformat(self.columns.date)  # formed anew: no injection
                return f"DATE '{written.isoformat()}'"
        column = self._column(table, "date", self.columns.date)
        unknown = unknown_zone(table, self.question, self.columns)
        self.faults += unknown
        return day(table, column, self.columns) if column and not unknown else None

    def _terms(self, table: Table, day: str, found: dict[str, Column]) -> Terms:
        when = day if self.layout == "given" else period(day, self.columns.every, self.question.fiscal_year)
        first = self.computed.name(when)
        told = {name: column for name, column in found.items() if is_dimension(name)}
        ids = {f"jmsite_{name}": self._place(table, name, column) for name, column in told.items()}
        places = dimension_columns(dict(zip(told, ids, strict=True)))
        terms = Terms(day=first, places=places, columns=tuple(one.sql for one in told.values()), ids=ids)
        if self.layout == "retention" or (self.layout == "funnel" and not self.columns.n):
            value = found.get("value")
            self.computed.make(table)
            return replace(terms, value=read.text(value)) if value else replace(terms, whole_row=True)
        counted = {name: column for name, column in found.items() if not is_dimension(name)}
        one = None
        if self.question.row.statistic == "count" and self.layout == "answers":
            value = counted.pop("value", None)
            one = f"(CASE WHEN {read.text(value)} IS NOT NULL THEN 1.0 END)" if value else "1.0"
        decimal = self._decimal(table, counted)
        sql = {name: self._number(table, name, column, decimal) for name, column in counted.items()}
        self.computed.make(table)
        by, more = scale_conversion(self.question, self.columns) or (1, 0)
        counts = tuple(
            (STANDS_FOR.get(answer, answer) * by + more, sql[f"counts.{answer}"]) for answer in self._counts
        )
        kept = " AND ".join(f"coalesce({sql[name]}, 0) >= 0" for name in sql if is_count(name)) or "true"
        return replace(
            terms, value=one or sql.get("value", "NULL"), n=sql.get("n", "NULL"), upper=sql.get("numerator", "NULL"),
            lower=sql.get("denominator", "NULL"), weight=self._weight(table, sql.get("weight", "")), counts=counts,
            kept=kept,
        )  # fmt: skip

    def _weight(self, table: Table, sql: str) -> str:
        """Return SQL for a weight; of a survey that is pooled so that its answers weigh as many as they are."""
        if not sql or not isinstance(self.columns, Survey):
            return sql
        ((middle,),) = table.rows(f"SELECT avg({sql}) FROM found WHERE {sql} > 0")  # noqa: S608
        return f"({sql} / {middle!r})" if middle else sql

    def _place(self, table: Table, name: str, column: Column) -> str:
        if name not in DIMENSIONS:
            return read.words(table, column)
        titles = dict(dict(self.question.titles).get(name, ()))
        # what a map leads to may be the end of an id, too
        mapped = self.columns.map.get(name, {})
        own = {tidy(called): titles.get(id or "", id) for called, id in mapped.items()}
        return read.place(table, column, {**titles, **own})

    @property
    def _truth(self) -> bool:
        return self.question.row.yes_or_no and self.layout == "answers"

    def _decimal(self, table: Table, counted: dict[str, Column]) -> Decimal:
        said = declared(self.columns)
        if said or not counted or (self._truth and len(counted) == 1):
            return said or "."
        asked = {
            name: (column, allowed(self.question, self.layout, name))
            for name, column in counted.items()
            if name != "value" or not self._truth
        }
        return decimal_of(table, asked, self.layout == "answers")

    def _number(self, table: Table, name: str, column: Column, decimal: Decimal) -> str:
        """Return SQL for a column's number; values that are none, or none that can be answered, are told."""
        share, words = self._truth and name == "value", read.text(column)
        whole = self.question.whole / 100 if self.question.row.parts and name == "value" else 1
        percent = {"points": 1, "share": 0.01}.get(self.columns.percent or "", whole)
        found = None if share else read.number(table, column, decimal, self.layout == "answers", percent)
        sql = self.computed.name(found.sql if found else read.truth(column))
        none = "neither yes nor no" if share else read.none(column)
        if share or read.may_be_none(column):
            self._check(column, "data/not-a-number", none, f"{sql} IS NULL", f"{words} IS NOT NULL")
        if is_count(name) and name not in ("denominator", "weight"):
            self._check(column, "data/rounded", "not a whole number", f"{sql} <> floor({sql})")
        if is_count(name):
            self._check(column, "data/negative", "negative", f"{sql} < 0")
        for one in mixed_numbers(column.name, found, percent == 1 and not self.columns.percent):
            self.tell(*one)
        bounds = (
            range_of(self.question, self.columns) if self.layout == "answers" and name == "value" else None
        )
        if bounds and not share:
            low, high = bounds
            reason, outside = f"not between {low:g} and {high:g}", f"{sql} NOT BETWEEN {low!r} AND {high!r}"
            self._check(column, "data/out-of-scale", reason, outside)
        line = scale_conversion(self.question, self.columns) if name == "value" else None
        return f"round({sql} * {line[0]!r} + {line[1]!r}, 9)" if line else sql

    def _check_rows(self, table: Table, terms: Terms, found: dict[str, Column]) -> None:
        """Tell of rows whose numbers or days are none, and of those that are no readings."""
        column = next(iter(table.named(self.columns.date)), None)
        counted = next((one for name, one in found.items() if not is_dimension(name)), None)
        left_out: tuple[int, ...] = ()
        no_day, filled = f"{terms.day} IS NULL", f"{read.text(counted)} IS NOT NULL" if counted else "true"
        if column is not None:
            calendar = " in the years 1 to 9999" if column.type.startswith(read.DAYS) else ""
            told = f"{filled} AND NOT {rejected_rows.total(read.text(column))}"
            self._check(column, "data/not-a-day", f"not a date{calendar}", no_day, told)
        for one in (*check_rows(table, self.checks), *open_periods(table, self.question, column)):
            self.tell(*one)
        if column is not None:
            left_out = self._set_aside(table, column, no_day, filled)
        for one in rejected_rows.layout_messages(table, self.question.path, left_out):
            self.tell(*one)

    def _set_aside(self, table: Table, column: Column, no_day: str, filled: str) -> tuple[int, ...]:
        """Tell of rows that are totals or remarks; the lines they stand on."""
        words = read.text(column)
        row = "jmsite_row" if table.layout.heading else "NULL"  # only rows of CSV stand on lines
        aside = f"{no_day} AND {words} IS NOT NULL AND (NOT ({filled}) OR {rejected_rows.total(words)})"
        found = table.rows(f"SELECT {words}, {row} FROM found WHERE {aside} ORDER BY 2, 1")  # noqa: S608
        lines = table.lines(one[1] for one in found)
        if found:
            words = on_one_line(found[0][0])
            self.tell(*rejected_rows.totals_and_remarks(self.question.path, words, len(found), lines))
        return lines

    def _check(self, column: Column, rule: str, reason: str, may: str, does: str = "true") -> None:
        """Note a condition of rows that are left out for a reason, as it ends the sentence."""
        self.checks.append(RowCheck(may=may, does=does, column=column, rule=rule, reason=reason))
