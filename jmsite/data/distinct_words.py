"""The different words in columns of a table."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.data.columns import text
from jmsite.data.table import Column, Table, opened
from jmsite.data.unreadable import UnreadableError
from jmsite.model.sources import Blob

MOST = 10_000
"""Words of a column that are looked at: more are not what there are ids of."""


def words_of(blob: Blob, columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words in columns of a file, in order, by the column's name; none of what cannot be read."""
    wanted = tuple(dict.fromkeys(columns))
    try:
        with opened(blob, wanted) as table:
            found = {column: table.named(column) for column in wanted}
            return {column: _words(table, one[0]) for column, one in found.items() if len(one) == 1}
    except UnreadableError:
        return {}


def _words(table: Table, column: Column) -> tuple[str, ...]:
    words = text(column)
    asked = f"SELECT DISTINCT {words} FROM found WHERE {words} IS NOT NULL ORDER BY 1 LIMIT {MOST}"  # noqa: S608
    return tuple(row[0] for row in table.rows(asked))
