"""The names and rows of a table that somebody looks at."""

from __future__ import annotations

from jmsite.cli.errors import RefusedError
from jmsite.importing.surveys.export import RawTable
from jmsite.model.sources import Blob


def rows_of(blob: Blob) -> RawTable:
    """Return the names and rows of a table in words, as readings would find them."""
    from jmsite.data.events.xes import DEFAULTS, is_xes, opened_xes
    from jmsite.data.table import opened
    from jmsite.data.unreadable import UnreadableError
    from jmsite.importing.surveys.raw import MOST_ROWS as MOST

    try:
        with opened_xes(blob, DEFAULTS) if is_xes(blob) else opened(blob, ()) as table:
            columns = [one for one in table.columns if one.sql != "NULL"]
            chosen = ", ".join(f"CAST({one.sql} AS VARCHAR)" for one in columns)
            rows = table.rows(f"SELECT {chosen} FROM every LIMIT {MOST}")  # noqa: S608 - names are quoted
            names = tuple(one.name for one in columns)
    except UnreadableError as error:
        raise RefusedError(f"{error}{f'; {error.hint}' if error.hint else ''}") from None
    cells = (names, *(tuple("" if cell is None else cell for cell in row) for row in rows))
    return RawTable(rows=cells, lines=tuple(range(1, len(cells) + 1)))
