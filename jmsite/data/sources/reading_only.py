"""The SQL that a warehouse may be sent: one query that reads, as the parser that comes with Ibis takes it."""

from __future__ import annotations

from jmsite.data.sources.statement import ONE, NotReadingError, beginning
from jmsite.data.sources.warehouses import WarehouseKind

WRITING = (
    "Insert", "Update", "Delete", "Merge", "Create", "Drop", "Alter", "Command", "Into", "Lock", "Copy", "Set", "Use",
    "Attach", "Detach", "Pragma", "LoadData", "TruncateTable", "Grant", "Transaction", "Commit", "Rollback", "Kill",
    "Analyze", "Cache", "Refresh", "Describe",
)  # fmt: skip
"""Parts of statements that do more than read, as the parser names them."""
REACHING = frozenset(
    (
        "java_method", "reflect", "try_reflect", "pg_read_file", "pg_read_binary_file", "pg_ls_dir", "pg_stat_file",
        "lo_import", "lo_export", "lo_from_bytea", "dblink", "dblink_exec", "dblink_connect", "pg_sleep",
        "pg_terminate_backend", "pg_cancel_backend", "pg_reload_conf", "set_config", "load_file", "sleep", "benchmark",
        "file", "url", "s3", "hdfs", "remote", "remotesecure", "executable", "mysql", "postgresql", "jdbc", "odbc",
        "sqlite", "mongodb", "read_files", "system",
    )
)  # fmt: skip
"""Functions that reach beyond the tables of a warehouse, load code, or only wait."""


def check_reading(sql: str, warehouse: WarehouseKind) -> bool:
    """Return whether a query says in which order its rows are. Raises ``NotReadingError`` for what does more than read.

    This comes before the engine's own means: a role that can only read is what keeps a warehouse safe.
    """
    import sqlglot
    from sqlglot import expressions as parts

    try:
        found = [one for one in sqlglot.parse(sql, read=warehouse.dialect) if one is not None]
    except sqlglot.errors.SqlglotError as error:
        raise NotReadingError(f"the query cannot be read: {str(error).splitlines()[0]}") from None
    if len(found) != 1:
        raise NotReadingError(f"{ONE}; here are {len(found)} statements" if found else "the query is empty")
    (statement,) = found
    if not isinstance(statement, parts.Query):
        raise NotReadingError(f"{ONE}; this is {beginning(sql) or statement.key.upper()}")
    writing = tuple(getattr(parts, name) for name in WRITING if hasattr(parts, name))
    if wrong := next(statement.find_all(*writing), None):
        raise NotReadingError(f"{ONE}; a part of it is {wrong.key.upper()}")
    for called in statement.find_all(parts.Func):
        name = (called.name if isinstance(called, parts.Anonymous) else called.sql_name()).lower()
        if name in REACHING:
            raise NotReadingError(f"{ONE}; it calls {name}(), which reaches beyond tables")
    for table in statement.find_all(parts.Table):
        if table.db.lower() in warehouse.files:
            raise NotReadingError(f"{ONE}; it reads a file, {table.db}")
    return statement.args.get("order") is not None
