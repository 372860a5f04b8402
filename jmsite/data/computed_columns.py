"""Compute what a question needs of each row once, in columns of their own, in place of anew in each query.

To plan a query costs more than to carry it out, up to some hundred thousand rows, and the more the longer it is: of
2,000 answers to one question the four that read days and numbers took 28 ms of the processor, and take 17 so.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jmsite.data.table import Table
from jmsite.data.temporary_tables import temporary_table

MOST = 1_000_000
"""Rows up to which columns are made: more of them would take room that a query does not."""


@dataclass(slots=True)
class ComputedColumns:
    """The columns that are to be made, by the SQL that computes them; none where ``many`` rows are found, or where they
    are read anew for each query.
    """

    many: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def name(self, sql: str) -> str:
        """Return the name of the column with what SQL computes of a row, or the SQL where none is made."""
        return sql if self.many else self.names.setdefault(sql, f"jmsite_computed_{len(self.names)}")

    def make(self, table: Table) -> None:
        """Let the rows that are found have these columns."""
        if self.names:
            columns = ", ".join(f"{sql} AS {name}" for sql, name in self.names.items())
            rows = f"SELECT *, {columns} FROM found"  # noqa: S608
            table.find(temporary_table(table, "rows", rows, of=table.found.name or ""))


def columns_of(table: Table, rows: int) -> ComputedColumns:
    """Return the columns that are to be made of a table in which so many rows are found: none so far."""
    return ComputedColumns(many=rows > MOST or not (table.is_held or table.found.name))
