"""Give the columns of a text file the types that all of their values have, so that SQL can count with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jmsite.data.sources.packed_answers import distinct

if TYPE_CHECKING:
    import duckdb

    from jmsite.data.table import Column

LOOKS = (
    ("BIGINT", r"[-+]?(0|[1-9]\d{0,17})"),
    ("DOUBLE", r"[-+]?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d{1,3})?"),
    ("DATE", r"\d{4}-\d{2}-\d{2}"),
    ("TIMESTAMP", r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?"),
    ("BOOLEAN", r"(?i:true|false)"),
)
"""The types of a column, and how each of its values is written then. A number that begins with 0 is a code."""


def typed_columns(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column]) -> str:
    """Return SQL for the columns of a table by their names, each with the type that fits all of its values."""
    texts = [one for one in columns if one.type == "VARCHAR"]
    types = dict(zip((one.sql for one in texts), _types(connection, table, texts), strict=True))
    names = distinct([one.name for one in columns])
    cast = (
        f"CAST({one.sql} AS {types[one.sql]})" if types.get(one.sql, "VARCHAR") != "VARCHAR" else one.sql
        for one in columns
    )
    return ", ".join(
        f'{sql} AS "{name.replace(chr(34), chr(34) * 2)}"' for sql, name in zip(cast, names, strict=True)
    )


def _types(connection: duckdb.DuckDBPyConnection, table: str, columns: Sequence[Column]) -> list[str]:
    if not columns:
        return []
    asked = [_fits(one.sql, type, look) for one in columns for type, look in LOOKS]
    (found,) = connection.execute(f"SELECT {', '.join(asked)} FROM {table}").fetchall()  # noqa: S608 - names are quoted
    wide = len(LOOKS)
    rows = [found[at : at + wide] for at in range(0, len(found), wide)]
    return [
        next((type for (type, _), fits in zip(LOOKS, row, strict=True) if fits), "VARCHAR") for row in rows
    ]


def _fits(sql: str, type: str, look: str) -> str:
    """Return SQL for whether all values of a column are of a type; NULL where it has none."""
    return f"bool_and(regexp_full_match({sql}, '{look}') AND TRY_CAST({sql} AS {type}) IS NOT NULL)"
