"""The SQL that may be run over files: one statement that reads, as DuckDB's own parser takes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

READING = frozenset(
    ("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE", "EMPTY_NODE", "QUERY_NODE")
)
"""The parts of a query that read and change nothing."""
ONE = "a query is one SELECT; it cannot write, attach, load or set anything"


BEGINNINGS = frozenset(
    ("SELECT", "WITH", "FROM", "VALUES", "TABLE", "PIVOT", "UNPIVOT", "DESCRIBE", "SHOW", "SUMMARIZE")
)
"""The words that a statement which reads can begin with; whether it does nothing else is looked at afterwards."""
LOOKED_AT = 2_000
"""Characters in which the first word of a statement stands, comments before it included."""
_ASIDE = re.compile(r"--[^\n]*|/[*].*?[*]/", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]+")


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
    if (begun := beginning(sql)) not in BEGINNINGS:
        raise NotReadingError(f"{ONE}; this is {begun}" if begun else ONE)
    if _kind(statements[0]) != "SELECT":
        raise NotReadingError(f"{ONE}; {begun} is several statements in one here")
    (told,) = connection.execute("SELECT json_serialize_sql(?)", [sql]).fetchone() or ("{}",)
    tree = json.loads(told)
    if tree.get("error"):
        raise NotReadingError(f"{ONE}: {tree.get('error_message', '')}")
    wrong = next((kind for kind in _nodes(tree) if kind not in READING), None)
    if wrong:
        raise NotReadingError(f"{ONE}; a part of it is {wrong.partition('_')[0]}")
    (statement,) = tree["statements"]
    return any(one["type"] == "ORDER_MODIFIER" for one in statement["node"].get("modifiers", ()))


def beginning(sql: str) -> str:
    """Return the word that says what a statement does, in capitals; "" where it begins with none."""
    words = [word.upper() for word in _WORD.findall(_ASIDE.sub(" ", sql[:LOOKED_AT]))]
    # an engine takes INSTALL for LOAD, and with FORCE before it for the same: who wrote it looks for his own word
    return next((word for word in words if word not in ("FORCE", "BEFORE")), "")


def without_end(sql: str) -> str:
    """Return a statement without the semicolon that may end it, so that it can stand in brackets."""
    begun, end, rest = sql.rpartition(";")
    return begun + rest if end and not _ASIDE.sub(" ", rest).strip() else sql


def _kind(statement: duckdb.Statement) -> str:
    """Return the kind of a statement; "" for one that the engine knows and its Python does not."""
    try:
        return str(statement.type.name)
    except ValueError:
        return ""


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
