"""Say which values that somebody has worked out stand in a file twice."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.data.grouping import Terms
from jmsite.data.missing_column import on_one_line
from jmsite.data.question import Question, readings_layout
from jmsite.data.table import Column, Table
from jmsite.model.entities.readings import Readings
from jmsite.model.findings import Finding


def repeated_rows(
    table: Table, question: Question, readings: Readings, terms: Terms, columns: list[Column]
) -> Iterator[Finding]:
    """Yield how many rows with a value are the same as another one in all that is read of them, with a day of one.

    Single answers may well be the same, and parts of a rate of days that are alike: only given values are looked at.
    """
    if readings_layout(question, readings) != "given" or readings.once is not None:
        return
    same = ", ".join(dict.fromkeys(one.sql for one in columns))
    alike = (
        f"SELECT {terms.day} AS day, count(*) - 1 AS more FROM found WHERE {terms.day} IS NOT NULL"  # noqa: S608
        f" AND {terms.value} IS NOT NULL GROUP BY {terms.day}, {same} HAVING count(*) > 1"
    )
    ((count, day),) = table.rows(f"SELECT coalesce(sum(more), 0), min(day) FROM ({alike})")  # noqa: S608
    if count:
        many = "a row" if count == 1 else f"{int(count):,} rows"
        is_there = "is" if count == 1 else "are"
        message = f"{many} of '{on_one_line(question.path)}' {is_there} there twice, the first for {day}"
        hint = "add 'once: true' under 'readings', or remove the rows"
        yield question.finding("data/repeated-rows", message, hint)
