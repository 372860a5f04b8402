"""Open one file in DuckDB so that nothing but this file can be reached."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jmsite.data.blank_cells import filled
from jmsite.data.duckdb_limits import confine, connection_settings
from jmsite.data.found_rows import FoundRows
from jmsite.data.header_row import DELIMITERS, HeaderRow, declared_heading, find_heading, tidy
from jmsite.data.ragged import Ragged, lines_of, read_ragged
from jmsite.data.row_shape import RowShape
from jmsite.data.sources.native import read_native, scan_text
from jmsite.data.sources.readable_files import form_of, is_converted, readable_files
from jmsite.data.table_width import MOST, is_too_wide
from jmsite.data.text_head import HEAD, decode_head, encoding_of
from jmsite.data.unreadable import UnreadableError, plain_message, too_wide, unknown_type
from jmsite.model.sources import Blob
from jmsite.model.value import Value, field, replace

if TYPE_CHECKING:
    import duckdb

_AGAIN = re.compile(r"(.+) \((\d{1,4})\)", re.DOTALL)
_UNNAMED = re.compile(r"column (\d{1,4})")


class Column(Value):
    """A column as the file names it, its SQL identifier and its DuckDB type."""

    name: str
    sql: str
    type: str
    others: tuple[str, ...] = ()
    """Other names of it, where a header has several rows."""


class Layout(Value):
    """The oddities of a file's rows: the lines of a header below its first one, and what did not fit it; and the bytes
    that its header was found in.
    """

    heading: HeaderRow | None = None
    start: bytes = b""
    ragged: Ragged = Ragged()


class Table(Value):
    """An open file: the rows ``found`` of ``connection``, and its columns.

    ``found`` has the columns that were wanted, the view ``every`` all of them as they are written. Where it is a CSV
    file, ``found`` counts its rows from 0 by ``jmsite_row``. ``states`` is how many events of a log are not among them,
    as they are another state of one that is. ``is_held``: its columns were read once and for all.
    """

    connection: duckdb.DuckDBPyConnection
    columns: tuple[Column, ...]
    states: int = 0
    layout: Layout = Layout()
    file: str = ""
    is_held: bool = False
    found: FoundRows = field(default_factory=FoundRows)

    def named(self, name: str) -> tuple[Column, ...]:
        """Return the columns of a name: as written, or else without regard to case and blanks, or else in a
        second row, or else by what stands last in brackets, `Question [Row]`.

        `Other (2)` is the second of those that are called so, where none has this name.
        """
        bare = tidy(name)
        # one after the other, as the first nearly always finds it
        ways: tuple[Callable[[Column], bool], ...] = (
            lambda one: one.name == name,
            lambda one: tidy(one.name) == bare,
            lambda one: bare in map(tidy, one.others),
            lambda one: tidy(one.name).endswith(f"[{bare}]"),
        )
        found = next(filter(None, (list(filter(way, self.columns)) for way in ways)), None)
        return tuple(found) if found else self._numbered(name)

    def _numbered(self, name: str) -> tuple[Column, ...]:
        """Return the column that a name with a number means: which of several, or which without a name."""
        if place := _UNNAMED.fullmatch(name):
            return self.columns[int(place[1]) - 1 : int(place[1])] if int(place[1]) else ()
        again = _AGAIN.fullmatch(name)
        found = self.named(again[1]) if again else ()
        return found[int(again[2]) - 1 : int(again[2])] if again and int(again[2]) else ()

    def lines(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Return the lines of the file that rows, counted from 0, stand on; none where it is not written in lines."""
        return lines_of(Path(self.file), self.layout.heading, rows) if self.layout.heading else ()

    def find(self, name: str = "") -> None:
        """Let ``found`` hold the rows of a table that was made of this one, or every row again, as they were read."""
        if self.found.name != name:
            row = ", rowid AS jmsite_row" if self.layout.heading and not name else ""
            sql = f"CREATE OR REPLACE TEMP VIEW found AS SELECT *{row} FROM {name or 'kept'}"  # noqa: S608
            self.connection.execute(sql)
            self.found.name = name

    def asked(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query of ``found`` answers; the same rows are asked the same only once."""
        known = self.found.known(sql)
        return self.found.keep(sql, self.rows(sql)) if known is None else known

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query answers."""
        try:
            return self.connection.execute(sql).fetchall()
        except RuntimeError as error:
            if "interrupted" in str(error):  # DuckDB takes Ctrl-C for itself
                raise KeyboardInterrupt from error
            raise


@contextmanager
def opened(
    blob: Blob,
    wanted: Iterable[str],
    shape: RowShape = RowShape(),  # noqa: B008 - a value
    held: bool = False,
) -> Iterator[Table]:
    """Yield the table in a file. Raises ``UnreadableError``, also for what goes wrong while it is queried.

    The connection lives in memory, may open this one file only, loads no extension, and cannot be changed. ``held``
    reads the wanted columns once and for all, also of Parquet, which is else read anew for each query.
    """
    import duckdb

    names = tuple(wanted)
    try:
        with (
            readable_files(blob, names) as files,
            duckdb.connect(":memory:", config=connection_settings()) as connection,
        ):
            confine(connection, *map(str, files))
            yield lay_out(connection, blob, files, names, shape, held)
    except OSError as error:
        raise UnreadableError(f"'{blob.path}' cannot be read: {error.strerror or error}") from None
    except duckdb.Error as error:
        raise plain_message(error, blob) from None


def is_read_alike(table: Table, blob: Blob, many: Iterable[Sequence[str]], shape: RowShape) -> bool:
    """Return whether the table stands as each of several askers would find it who opened it for their own columns.

    What counts as the header depends on the columns that are looked for, and whether a row is told to have too few or
    too many cells may depend on which of them are read.
    """
    heading, found = table.layout.heading, table.layout.ragged
    if found.short or found.long:
        return False
    if heading is None or shape.says_header:
        return True
    start = table.layout.start
    return all(_heading(blob, start, wanted, shape) == heading for wanted in dict.fromkeys(many))


def _heading(blob: Blob, start: bytes, wanted: Iterable[str], shape: RowShape) -> HeaderRow:
    """Return the header of a text file, as it is declared or else as it is found. Raises ``UnreadableError``."""
    encoding = encoding_of(blob, start, shape.encoding)
    head, delimiters = decode_head(blob, start, encoding), _delimiters(blob)
    if any(head.partition("\n")[0].count(sign) > MOST for sign in delimiters):
        raise too_wide(blob)
    how = declared_heading(head, wanted, delimiters, shape) if shape.says_header else None
    heading = how or find_heading(head, wanted, delimiters)
    if heading is None:
        raise UnreadableError(
            f"'{blob.path}' is empty", "export it again, with column names in the first row"
        )
    if how is None and shape.says_header:
        raise UnreadableError(
            f"'{blob.path}' has no row {shape.header[-1]}", "correct 'header:' under 'readings'", ("header",)
        )
    if len(heading.names) > MOST:
        raise too_wide(blob)
    return replace(heading, encoding=encoding, skip=shape.skip)


def _delimiters(blob: Blob) -> tuple[str, ...]:
    if is_converted(blob):
        return (",",)
    return ("\t",) if blob.path.lower().endswith(".tsv") else DELIMITERS


def lay_out(
    connection: duckdb.DuckDBPyConnection,
    blob: Blob,
    files: Sequence[Path],
    wanted: tuple[str, ...],
    shape: RowShape,
    held: bool = False,
) -> Table:
    """Return the table that a connection has of files that are laid ready. Raises ``UnreadableError``."""
    form = form_of(blob)
    if form is None:
        raise unknown_type(blob)
    if form == "csv":
        return _csv(connection, blob, files[0], wanted, shape)
    if form == "json" and any(map(is_too_wide, files)):
        raise too_wide(blob)
    found = read_native(connection, form, files, blob.columns)
    if len(found.columns) > MOST:
        raise too_wide(blob)
    found.create_view("every")
    columns = tuple(
        Column(name=name, sql=quoted(name), type=str(type))
        for name, type in zip(found.columns, found.types, strict=True)
    )
    # JSON would be taken apart again for every query
    once = bool(wanted) and (held or form == "json")
    table = Table(connection=connection, columns=columns, is_held=once)
    chosen = _cleaned(_wanted(table, wanted, shape)) if once else _cleaned(columns)
    connection.execute("CREATE TEMP VIEW raw AS SELECT * FROM every")
    connection.execute(f"CREATE TEMP {'TABLE' if once else 'VIEW'} kept AS SELECT {chosen} FROM raw")  # noqa: S608
    table.find()
    return table


def _cleaned(columns: Iterable[Column]) -> str:
    """Return SQL for columns in which words are trimmed and what stands for nothing is NULL.

    Done once: inside every expression that reads a column it costs more than the rest of the query.
    """
    chosen = (f"{filled(one.sql)} AS {one.sql}" if one.type == "VARCHAR" else one.sql for one in columns)
    return ", ".join(chosen)


def _csv(
    connection: duckdb.DuckDBPyConnection, blob: Blob, file: Path, wanted: tuple[str, ...], shape: RowShape
) -> Table:
    with file.open("rb") as opened_file:
        start = opened_file.read(HEAD)
    heading = _heading(blob, start, wanted, shape)
    names = [f"c{index}" for index in range(len(heading.names))]
    others = heading.others or ((),) * len(names)
    columns = tuple(
        Column(name=name, sql=sql, type="VARCHAR", others=more)
        for name, sql, more in zip(heading.names, names, others, strict=True)
    )
    layout = Layout(heading=heading, start=start)
    table = Table(connection=connection, columns=columns, layout=layout, file=str(file), is_held=True)
    if heading.is_plain:
        scan_text(connection, file, names, heading)
    return _read(table, _wanted(table, wanted, shape), heading)


def _wanted(table: Table, wanted: Sequence[str], shape: RowShape) -> Sequence[Column]:
    """Return the columns that are read of a table."""
    every = not wanted or shape.whole
    read = table.columns if every else [one for name in wanted for one in table.named(name)]
    return list(dict.fromkeys(read)) or table.columns[:1]  # a table needs one


def _read(table: Table, columns: Sequence[Column], heading: HeaderRow) -> Table:
    """Return the table with the rows of some columns read once, also where rows have too few or too many cells."""
    chosen, connection = _cleaned(columns), table.connection
    error = _read_by_duckdb(connection, chosen) if heading.is_plain else None
    if error is not None or not heading.is_plain:
        found = _by_python(table, heading)
        if error is not None and not found.read:
            raise error
        connection.execute(f"CREATE TEMP TABLE kept AS SELECT {chosen} FROM every")  # noqa: S608
        table = replace(table, layout=replace(table.layout, ragged=found))
    connection.execute("CREATE TEMP VIEW raw AS SELECT * FROM kept")
    table.find()
    return table


def _read_by_duckdb(connection: duckdb.DuckDBPyConnection, chosen: str) -> duckdb.Error | None:
    """Read the rows of a file; the error where they have too few or too many cells."""
    import duckdb

    try:
        connection.execute(f"CREATE TEMP TABLE kept AS SELECT {chosen} FROM whole")  # noqa: S608 - names are ours
        connection.execute("CREATE TEMP VIEW every AS SELECT * FROM whole")
    except duckdb.Error as error:
        if "Expected Number of Columns" not in str(error):
            raise
        return error
    return None


def _by_python(table: Table, heading: HeaderRow) -> Ragged:
    """Fill the table ``every`` with the rows of a file that DuckDB does not read. Raises ``UnreadableError``."""
    try:
        return read_ragged(Path(table.file), heading, table.connection)
    except (csv.Error, UnicodeError) as error:
        reason = str(error) if isinstance(error, csv.Error) else f"it is not encoded as {heading.encoding}"
        raise UnreadableError(f"'{Path(table.file).name}' cannot be read: {reason}") from None


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
