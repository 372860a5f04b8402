"""The SQL that may be run over files: one statement that reads, as DuckDB's own parser takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

READING = frozenset(
    ("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE", "EMPTY_NODE", "QUERY_NODE")
)
"""The parts of a query that read and change nothing."""
ONE = "a query is one SELECT; it cannot write, attach, load or set anything"


class NotReadingError(Exception):
    """A query is not one SELECT; the message says what it is."""


def is_ordered(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    """Return whether a query says in which order its rows are; look first that it reads and does nothing else.

    Raises ``NotReadingError`` for what is not one SELECT, also where a part of it would write, and ``duckdb.Error``
    for what is no SQL.
    """
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise NotReadingError(
            f"{ONE}; here are {len(statements)} statements" if statements else "the query is empty"
        )
    kind = statements[0].type.name
    if kind != "SELECT":
        raise NotReadingError(
            f"{ONE}; this is {kind}" if kind != "MULTI" else f"{ONE}; this is several in one"
        )
    (told,) = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone() or ("{}",)
    tree = json.loads(told)
    if tree.get("error"):
        raise NotReadingError(f"{ONE}: {tree.get('error_message', '')}")
    wrong = next((kind for kind in _nodes(tree) if kind not in READING), None)
    if wrong:
        raise NotReadingError(f"{ONE}; a part of it is {wrong.partition('_')[0]}")
    (statement,) = tree["statements"]
    return any(one["type"] == "ORDER_MODIFIER" for one in statement["node"].get("modifiers", ()))


def _nodes(tree: Any) -> Iterator[str]:
    """Yield the kinds of the parts of a statement that are statements themselves."""
    if isinstance(tree, dict):
        kind = tree.get("type")
        if isinstance(kind, str) and kind.endswith("_NODE"):
            yield kind
        for inner in tree.values():
            yield from _nodes(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from _nodes(inner)
