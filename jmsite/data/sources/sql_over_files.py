"""Ask SQL of files: in a DuckDB of its own that reaches these files and nothing else, and is stopped in time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jmsite.data.duckdb_limits import confine, connection_settings
from jmsite.data.moments_in_utc import has_zone, in_utc
from jmsite.data.row_shape import RowShape
from jmsite.data.sources.native import read_native
from jmsite.data.sources.packed_answers import MOST_ROWS, LargeAnswerError, pack_answer
from jmsite.data.sources.readable_files import form_of, readable_files
from jmsite.data.sources.statement import NotReadingError, is_ordered, without_end
from jmsite.data.sources.typed import typed_columns
from jmsite.data.table import lay_out, quoted
from jmsite.data.unreadable import UnreadableError, plain_message
from jmsite.model.sources import Blob, Snapshot

if TYPE_CHECKING:
    import duckdb

SECONDS = 20
"""A query takes no longer: whoever waits for a build would think that it hangs."""
VIEWS = ("found", "raw", "kept", "every", "whole")
"""The names that ``lay_out`` leaves behind: the next file needs them anew, and a query must not find them."""


@contextmanager
def files_as_tables(tables: Mapping[str, Blob]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection in which files are tables by the given names, each read once.

    Raises ``UnreadableError`` for the first that cannot be read.
    """
    import duckdb

    with ExitStack() as held, duckdb.connect(":memory:", config=connection_settings()) as connection:
        try:
            files = {name: held.enter_context(readable_files(blob)) for name, blob in tables.items()}
            confine(connection, *(str(file) for some in files.values() for file in some))
            laid = {name: f"jmsite_source_{at}" for at, name in enumerate(tables)}
            kinds = {name: _lay(connection, laid[name], blob, files[name]) for name, blob in tables.items()}
            # only now, as authors may call a source by a name that reading the next one needs
            for name, kind in kinds.items():
                _rename(connection, kind, laid[name], name, tables[name])
        except OSError as error:
            path = getattr(error, "filename", None)
            raise UnreadableError(
                f"'{Path(path).name if path else 'a file'}' cannot be read: {error.strerror or error}"
            ) from None
        yield connection


def _lay(connection: duckdb.DuckDBPyConnection, name: str, blob: Blob, files: Sequence[Path]) -> str:
    """Make a file a table of this name, and return its kind in SQL: text is read here and now, into a table; what
    DuckDB reads by itself is read when it is asked for, by a view.
    """
    import duckdb

    form = form_of(blob)
    try:
        if form in ("parquet", "json"):
            read_native(connection, form, files, ()).create_view(name)
            return "VIEW"
        found = lay_out(connection, blob, files, (), RowShape())
        chosen = typed_columns(connection, "kept", found.columns)
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT {chosen} FROM kept")  # noqa: S608 - a name of ours
    except duckdb.Error as error:
        raise plain_message(error, blob) from None
    for view in VIEWS:
        kind = connection.execute(
            "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [view]
        ).fetchone()
        if kind:
            connection.execute(f"DROP {'VIEW' if kind[0] == 'VIEW' else 'TABLE'} {view}")
    return "TABLE"


def _rename(connection: duckdb.DuckDBPyConnection, kind: str, laid: str, name: str, blob: Blob) -> None:
    import duckdb

    try:
        connection.execute(f"ALTER {kind} {laid} RENAME TO {quoted(name)}")
    except duckdb.Error as error:  # to SQL, names that differ in their capitals only are one
        raise plain_message(error, blob) from None


def run_query(connection: duckdb.DuckDBPyConnection, path: str, sql: str) -> Snapshot:
    """Return what SQL is answered, or why it is not.

    The answer is called ``path`` where something is wrong with what is in it.
    """
    import duckdb

    try:
        ordered = is_ordered(connection, sql)
        with _stopped(connection):
            found = connection.execute(sql)
            names = [str(one[0]) for one in found.description or ()]
            rows = _rows(connection, sql, found)
        return Snapshot(blob=pack_answer(path, names, rows, ordered))
    except NotReadingError as error:
        return Snapshot(failed=str(error), rule="data/query-refused")
    except duckdb.InterruptException:
        return _failed(
            f"the query took longer than {SECONDS} seconds and was stopped", "ask for less, or sum up before"
        )
    except LargeAnswerError as error:
        return _failed(
            str(error), "sum up in the query: readings need a row a day or month, not a row an event"
        )
    except duckdb.PermissionException as error:
        return Snapshot(failed=_first(error), rule="data/query-refused", hint=OUTSIDE)
    except duckdb.Error as error:
        # what the engine advises where a function is in an extension is what nobody can do here
        why, advised, _ = _first(error).partition(" Please try installing")
        return _failed(why, NO_EXTENSION if advised else "")


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, found: duckdb.DuckDBPyConnection
) -> list[tuple[Any, ...]]:
    """Return the rows of an answer: one more than there may be tells that there are too many, and the rest stays.

    Moments that know their zone become those of UTC, in a query of their own: to hand them over as they are, DuckDB
    needs a package that nothing else does.
    """
    types = [str(one[1]) for one in found.description or ()]
    if not any(map(has_zone, types)):
        return found.fetchmany(MOST_ROWS + 1)
    columns = ", ".join(in_utc(f"#{at}", type) for at, type in enumerate(types, 1))
    # the line break ends a comment behind the query
    inner = f"SELECT {columns} FROM ({without_end(sql)}\n)"  # noqa: S608 - one SELECT, as was looked at before
    return connection.execute(inner).fetchmany(MOST_ROWS + 1)


NO_EXTENSION = "no extension is loaded here: export the table as a file, or ask its database as a source"
OUTSIDE = "name the file as a source in site.yaml, and the source in the query"


def _failed(why: str, hint: str = "") -> Snapshot:
    return Snapshot(failed=why, rule="data/query-failed", hint=hint)


def _first(error: Exception) -> str:
    """Return what the engine says, with what it suggests, without the picture of the query."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(("LINE ", "^"))]
    # the folder of whoever builds is nobody's business
    return " ".join(told[:3]).replace(str(Path("~").expanduser()), "~") or "it says nothing"


@contextmanager
def _stopped(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt whatever a connection is about when its time is over."""
    timer = threading.Timer(SECONDS, connection.interrupt)
    # a program that ends does not wait for it
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
