"""Years and quarters of data files, which may be of the calendar or of the site's fiscal year."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.data import columns as read
from jmsite.data.missing_column import on_one_line
from jmsite.data.question import Question
from jmsite.data.table import Column, Table
from jmsite.formats import days
from jmsite.model.findings import RuleMessage

_SHORT = 15
"""The most letters that a year or a quarter has: of days there are more, and they are not asked for."""


def open_periods(table: Table, question: Question, column: Column | None) -> Iterator[RuleMessage]:
    """Yield that years or quarters are read as those of the calendar, where the site's begin in another month."""
    if question.fiscal_year == 1 or column is None or column.type.startswith(read.DAYS):
        return
    words = read.text(column)
    found = table.asked(f"SELECT DISTINCT {words} FROM found WHERE strlen({words}) <= {_SHORT}")  # noqa: S608
    open_ = sorted(one for (one,) in found if one and days.is_year_or_quarter(one))
    if open_:
        message = (
            f"column '{column.name}': '{on_one_line(open_[0])}' is read as a period of the calendar,"
            f" but 'fiscal_year' is {question.fiscal_year}"
        )
        yield "data/fiscal-period", message, "write the first day of each period: 2026-04-01"
