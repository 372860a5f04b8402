"""Count the rows that break one of many conditions: all of them in one look at the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jmsite.data import columns as read
from jmsite.data.missing_column import on_one_line
from jmsite.data.table import Column, Table
from jmsite.model.findings import RuleMessage
from jmsite.model.value import Value


class RowCheck(Value):
    """A condition of rows that are left out: SQL for which rows may fulfil it, and for which of these do.

    ``may`` is cheap and seldom true, so that ``does`` is asked of few rows. ``reason`` ends the sentence that says
    what is wrong with a word of the column.
    """

    column: Column
    rule: str
    reason: str
    may: str
    does: str = "true"

    @property
    def sql(self) -> str:
        """Return SQL that is true for a row that fulfils the condition."""
        # a CASE and no AND: of a column of ten million days each would be written out to look for words in it
        return f"CASE WHEN {self.may} THEN {self.does} ELSE false END"


def check_rows(table: Table, checks: Sequence[RowCheck]) -> Iterator[RuleMessage]:
    """Yield of how many rows each condition is true, in order, with one of their words; of no row nothing."""
    if not checks:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {one.sql})" for one in checks)
    (found,) = table.rows(f"SELECT {counts} FROM found")  # noqa: S608 - made of our own SQL
    for one, count in zip(checks, found, strict=True):
        if count:
            words = f"min(coalesce({read.text(one.column)}, ''))"
            ((example,),) = table.rows(f"SELECT {words} FROM found WHERE {one.sql}")  # noqa: S608
            others = f" (and {count - 1} more)" if count > 1 else ""
            yield (
                one.rule,
                f"column '{one.column.name}': '{on_one_line(example)}' is {one.reason}{others}",
                "",
            )
