"""Ask a DuckDB file under ``content/``, by the DuckDB that is there anyway: read only, and nothing but this file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jmsite.data.duckdb_limits import confine, connection_settings
from jmsite.data.sources.sql_over_files import run_query
from jmsite.model.sources import Blob, Query, Snapshot
from jmsite.model.value import replace

SCHEME = "duckdb://"


def ask_duckdb(queries: Sequence[Query], path: str, blob: Blob | None) -> dict[Query, Snapshot]:
    """Return what a DuckDB file answers to queries, or why it does not; ``path`` is where it should be."""
    import duckdb

    if blob is None:
        hint = f"the path is relative to content/: {SCHEME}data/…"
        return dict.fromkeys(queries, _failed(f"there is no file '{path}'", hint))
    try:
        file = str(Path(blob.file).resolve(strict=True))
        with duckdb.connect(file, read_only=True, config=connection_settings()) as connection:
            confine(connection)
            answers = {
                query: run_query(connection, f"the answer of '{query.source}'", query.sql)
                for query in queries
            }
    except (OSError, duckdb.Error) as error:
        return dict.fromkeys(queries, _failed(str(error).splitlines()[0].replace(blob.file, path)))
    return {query: replace(one, failed=one.failed.replace(blob.file, path)) for query, one in answers.items()}


def _failed(why: str, hint: str = "") -> Snapshot:
    return Snapshot(failed=why, rule="data/query-failed", hint=hint)
