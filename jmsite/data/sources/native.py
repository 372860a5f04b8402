"""Let DuckDB read what it reads by itself: Parquet, JSON, plain CSV, and answers kept as CSV with their types."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.data.duckdb_limits import pattern
from jmsite.data.header_row import HeaderRow
from jmsite.data.sources.readable_files import Form

if TYPE_CHECKING:
    import duckdb


def read_native(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    files: Sequence[Path],
    columns: Sequence[tuple[str, str]],
) -> duckdb.DuckDBPyRelation:
    """Return the rows of files; ``columns`` are the names and types of those of an answer."""
    paths = [pattern(str(file)) for file in files]
    if form == "typed":
        return _typed(connection, paths[0], columns)
    several = len(paths) > 1
    if form == "parquet":
        return connection.read_parquet(paths, union_by_name=several)
    # DuckDB's types do not say that JSON may be several files as well
    return connection.read_json(paths if several else paths[0], union_by_name=several)  # type: ignore[arg-type]


def _typed(
    connection: duckdb.DuckDBPyConnection, path: str, columns: Sequence[tuple[str, str]]
) -> duckdb.DuckDBPyRelation:
    """Return the rows of an answer. Words stand in quotation marks, so that an empty one is not a missing one."""
    import duckdb

    read = connection.read_csv(
        path, columns={f"c{at}": type for at, (_, type) in enumerate(columns)}, header=True, sep=",",
        quotechar='"', escapechar='"', auto_detect=False, na_values="", allow_quoted_nulls=False,
        lineterminator=duckdb.CSVLineTerminator.LINE_FEED,
    )  # fmt: skip
    names = (name.replace('"', '""') for name, _ in columns)
    return read.project(", ".join(f'c{at} AS "{name}"' for at, name in enumerate(names)))


def scan_text(
    connection: duckdb.DuckDBPyConnection, file: Path, names: Sequence[str], heading: HeaderRow
) -> None:
    """Make the view ``whole`` of a file that DuckDB reads by itself."""
    import duckdb

    ends = {
        "\n": duckdb.CSVLineTerminator.LINE_FEED,
        "\r\n": duckdb.CSVLineTerminator.CARRIAGE_RETURN_LINE_FEED,
    }  # DuckDB finds a single \r by itself
    connection.read_csv(
        pattern(str(file)), columns=dict.fromkeys(names, "VARCHAR"), header=True, sep=heading.delimiter,
        lineterminator=ends.get(heading.line_end),
        quotechar='"', escapechar='"', skiprows=heading.skipped, auto_detect=False,
    ).create_view("whole")  # fmt: skip
