"""The rows of a table as they are, for an author's own chart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from jmsite.data import rejected_rows
from jmsite.data.cells import with_numbers
from jmsite.data.moments_in_utc import in_utc
from jmsite.data.plausibility import ambiguous_numbers
from jmsite.data.reading_findings import finding_at_query
from jmsite.data.table import Column, Table, opened
from jmsite.data.unreadable import UnreadableError
from jmsite.formats.controls import cleaned, cleaned_tree, sign_name
from jmsite.formats.numbers import AmbiguousNumbersError
from jmsite.model.findings import Examined, Finding
from jmsite.model.sources import Blob, Loc
from jmsite.model.value import Value

MOST = 5_000
"""Rows that a chart may take in: they travel with the page."""
MOST_COLUMNS = 200
"""Columns that they may have: a chart draws a handful, and all that it does not name would travel along."""
LARGEST = 400_000
"""Characters that they may come to: as many as a specification may have."""
SUM_UP = "all rows of a chart become part of the page: aggregate them first, and remove what is not drawn"
SHORT = frozenset(
    ("BOOLEAN", "DATE", "TIMESTAMP", "TIME", "DOUBLE", "FLOAT", "BIGINT", "INTEGER", "SMALLINT")
)
"""Types of which no value is long."""


class WantedRows(Value):
    """A file whose rows are wanted, and the chart that wants them; ``decimal`` is what it says stands before fractions,
    or "".
    """

    blob: Blob
    chart: str
    decimal: str = ""

    def finding(self, rule: str, message: str, hint: str = "") -> Finding:
        """Return what is wrong with the rows, to be shown where the chart asks for them."""
        return finding_at_query("chart", self.chart, rule, message, hint)


def rows(sheet: WantedRows) -> Examined[str]:
    """Return the rows of a table as a JSON list of objects, numbers as numbers; what cannot be read is a fault,
    and "".
    """
    try:
        with opened(sheet.blob, ()) as table:
            _measure(table, sheet.blob.path)
            names = [column.name for column in table.columns]
            chosen = ", ".join(in_utc(column.sql, column.type) for column in table.columns)
            found = table.rows(f"SELECT {chosen} FROM found LIMIT {MOST}")  # noqa: S608 - names are quoted
            told = tuple(
                sheet.finding(rule, message, hint)
                for rule, message, hint in rejected_rows.layout_messages(table, sheet.blob.path, ())
            )
            columns = with_numbers(names, zip(*found, strict=True), sheet.decimal)
    except UnreadableError as error:
        return Examined(value="", findings=(sheet.finding("data/unreadable", str(error), error.hint),))
    except AmbiguousNumbersError as error:
        return Examined(value="", findings=(sheet.finding(*ambiguous_numbers(error, "in the block")),))
    plain = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    clean, odd = cleaned_tree(plain)
    return Examined(
        value=json.dumps(clean, ensure_ascii=False, default=str), findings=(*told, *_odd(sheet, odd))
    )


def _odd(sheet: WantedRows, odd: Sequence[tuple[Loc, str]]) -> Iterator[Finding]:
    """Yield that there are signs in the rows of a table that no page can hold, by the first of them."""
    if odd:
        (_, column, *_), sign = odd[0]
        there = f"the control character {sign_name(sign)} in column '{cleaned(str(column))}'"
        message = f"'{sheet.blob.path}' contains {there}"
        yield sheet.finding(
            "data/control-character", message, "remove it from the file; \ufffd is shown in its place"
        )


def _measure(table: Table, path: str) -> None:
    """Raise ``UnreadableError`` for a table that is more than a chart takes, before any of it is here.

    A file of a few kilobytes can hold the same long text in each of many rows: what it comes to is asked of DuckDB,
    which keeps such a text once. Of values that are no text, the names before them are what counts in a page.
    """
    if len(table.columns) > MOST_COLUMNS:
        raise UnreadableError(f"'{path}' has more than {MOST_COLUMNS:,} columns", SUM_UP)
    # counted no further than it matters
    ((count,),) = table.rows(f"SELECT count(*) FROM (SELECT 1 FROM raw LIMIT {MOST + 1})")  # noqa: S608 - a number
    if count > MOST:
        raise UnreadableError(f"'{path}' has more than {MOST:,} rows", SUM_UP)
    sizes = [_size(column) for column in table.columns if column.type not in SHORT]
    sums = ", ".join(f"coalesce(sum({size}), 0)" for size in sizes)
    (lengths,) = table.rows(f"SELECT {sums} FROM raw") if sums else ((),)  # noqa: S608 - names are quoted
    if sum(lengths) + count * sum(len(column.name) for column in table.columns) > LARGEST:
        raise UnreadableError(f"the rows of '{path}' add up to more than {LARGEST:,} characters", SUM_UP)


def _size(column: Column) -> str:
    """Return SQL for the length of a value as text, which need not be made where it is one."""
    return f"strlen({column.sql})" if column.type == "VARCHAR" else f"strlen(CAST({column.sql} AS VARCHAR))"
