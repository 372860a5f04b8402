"""The kinds of connections: what Ibis calls them, where their password goes, and how they are kept to reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jmsite.model.value import Value, field

SECONDS = 60
"""A query takes no longer; warehouses are asked seldom, and may have to wake up first."""
CONNECTING = 15
"""Seconds until a server that does not answer is given up."""


class WarehouseKind(Value):
    """A kind of connection, by the scheme of its address.

    ``scheme`` is what Ibis calls it and ``dialect`` its SQL; ``secret`` is the argument that takes the password, ""
    where it comes from the environment by itself. ``arguments`` bound what is asked, as does what is said ``first``.
    ``files`` are the prefixes by which its SQL would read files of the machine that it runs on.
    """

    scheme: str
    dialect: str
    secret: str = "password"  # noqa: S105 - the name of an argument
    arguments: Mapping[str, Any] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


_POSTGRES = WarehouseKind(
    scheme="postgres",
    dialect="postgres",
    arguments={
        "options": f"-c default_transaction_read_only=on -c statement_timeout={SECONDS}s",
        "connect_timeout": CONNECTING,
    },
)
_SPARK = WarehouseKind(
    scheme="pyspark",
    dialect="spark",
    secret="",
    files=("csv", "json", "parquet", "orc", "text", "avro", "binaryfile", "delta"),
)
WAREHOUSES: Mapping[str, WarehouseKind] = {
    "postgres": _POSTGRES,
    "postgresql": _POSTGRES,
    "mysql": WarehouseKind(
        scheme="mysql",
        dialect="mysql",
        first=("SET SESSION TRANSACTION READ ONLY", f"SET SESSION max_execution_time={SECONDS * 1000}"),
    ),
    "clickhouse": WarehouseKind(
        scheme="clickhouse", dialect="clickhouse", arguments={"settings": {"max_execution_time": SECONDS}}
    ),
    "trino": WarehouseKind(scheme="trino", dialect="trino", secret="auth"),  # noqa: S106 - the name of an argument
    "snowflake": WarehouseKind(
        scheme="snowflake",
        dialect="snowflake",
        arguments={
            "create_object_udfs": False,  # or Ibis would create functions there
            "session_parameters": {"STATEMENT_TIMEOUT_IN_SECONDS": SECONDS},
        },
    ),
    "bigquery": WarehouseKind(scheme="bigquery", dialect="bigquery", secret=""),
    "databricks": WarehouseKind(scheme="databricks", dialect="databricks", secret="access_token"),  # noqa: S106 - as above
    "spark": _SPARK,
    "pyspark": _SPARK,
}
NAMES = "postgres, mysql, clickhouse, trino, snowflake, bigquery, databricks, spark or duckdb"
