"""Open one file in DuckDB so that nothing but this file can be reached."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jmsite.data.confinement import confine, pattern, settings
from jmsite.data.header_row import DELIMITERS, HeaderRow, find_heading, tidy
from jmsite.data.ragged import Ragged, lines_of, ragged
from jmsite.data.table_width import MOST, is_too_wide
from jmsite.model.sources import Blob
from jmsite.model.value import Value, replace

if TYPE_CHECKING:
    import duckdb

HEAD = 1 << 20
"""Bytes in which a header is looked for: far more than its rows take, and little to read of a file of gigabytes."""
BLANKS = "('', 'na', 'n/a', 'nan', 'null', 'none', '-')"
"""The words that stand for nothing in exports of spreadsheets, R and Python."""
FORMATS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".json": "json", ".ndjson": "json",
    ".jsonl": "json",
}  # fmt: skip


class UnreadableError(Exception):
    """A file that is not what it should be. The message says why; the hint how to put it right."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Column(Value):
    """A column as the file names it, its SQL identifier and its DuckDB type."""

    name: str
    sql: str
    type: str
    others: tuple[str, ...] = ()
    """Other names of it, where a header has several rows."""


class Layout(Value):
    """The oddities of a file's rows: the lines of a header below its first one, and what did not fit it."""

    heading: HeaderRow | None = None
    ragged: Ragged = Ragged()


class Table(Value):
    """An open file: the rows ``found`` of ``connection``, and its columns.

    ``found`` has the columns that were wanted, the view ``every`` all of them as they are written. Where it is a CSV
    file, ``found`` counts its rows from 0 by ``rowid``.
    """

    connection: duckdb.DuckDBPyConnection
    columns: tuple[Column, ...]
    layout: Layout = Layout()
    file: str = ""

    def named(self, name: str) -> tuple[Column, ...]:
        """Return the columns of a name: as written, or else without regard to case and blanks, or else in a
        second row.
        """
        ways = (
            [one for one in self.columns if one.name == name],
            [one for one in self.columns if tidy(one.name) == tidy(name)],
            [one for one in self.columns if tidy(name) in map(tidy, one.others)],
        )
        return tuple(next(filter(None, ways), ()))

    def lines(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Return the lines of the file that rows stand on, which are counted from 0; none for what is not
        written in lines.
        """
        return lines_of(Path(self.file), self.layout.heading, rows) if self.layout.heading else ()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query answers."""
        try:
            return self.connection.execute(sql).fetchall()
        except RuntimeError as error:
            if "interrupted" in str(error):  # DuckDB takes Ctrl-C for itself
                raise KeyboardInterrupt from error
            raise


@contextmanager
def opened(blob: Blob, wanted: Iterable[str]) -> Iterator[Table]:
    """Yield the table in a file. Raises ``UnreadableError``, also for what goes wrong while it is queried.

    The connection lives in memory, may open this one file only, loads no extension, and cannot be changed.
    """
    import duckdb

    form = FORMATS.get(Path(blob.path).suffix.lower())
    if form is None:
        raise _foreign(blob)
    try:
        with duckdb.connect(":memory:", config=settings()) as connection:
            file = Path(blob.file).resolve(strict=True)
            confine(connection, str(file))
            yield _view(connection, form, blob, file, tuple(wanted))
    except OSError as error:
        raise UnreadableError(f"'{blob.path}' cannot be read: {error.strerror or error}") from None
    except duckdb.Error as error:
        raise _plain(error, blob) from None


def is_read_alike(table: Table, blob: Blob, many: Iterable[Sequence[str]]) -> bool:
    """Return whether the table stands as each of several askers would find it who opened it for their own columns.

    What counts as the header depends on the columns that are looked for, and whether a row is told to have too few or
    too many cells may depend on which of them are read.
    """
    heading = table.layout.heading
    if table.layout.ragged != Ragged():
        return False
    if heading is None:
        return True
    head, delimiters = _head(blob, Path(table.file)), _delimiters(blob)
    return all(find_heading(head, wanted, delimiters) == heading for wanted in many)


def _delimiters(blob: Blob) -> tuple[str, ...]:
    return ("\t",) if blob.path.lower().endswith(".tsv") else DELIMITERS


def _view(
    connection: duckdb.DuckDBPyConnection, form: str, blob: Blob, file: Path, wanted: tuple[str, ...]
) -> Table:
    if form == "csv":
        return _csv(connection, blob, file, wanted)
    path = pattern(str(file))
    if form == "json" and is_too_wide(file):
        raise _too_wide(blob)
    found = connection.read_parquet(path) if form == "parquet" else connection.read_json(path)
    if len(found.columns) > MOST:
        raise _too_wide(blob)
    found.create_view("every")
    columns = tuple(
        Column(name=name, sql=quoted(name), type=str(type))
        for name, type in zip(found.columns, found.types, strict=True)
    )
    connection.execute("CREATE TEMP VIEW raw AS SELECT * FROM every")
    connection.execute(f"CREATE TEMP VIEW found AS SELECT {_cleaned(columns)} FROM raw")  # noqa: S608
    return Table(connection=connection, columns=columns)


def _cleaned(columns: Iterable[Column]) -> str:
    """Return SQL for columns in which words are trimmed and what stands for nothing is NULL.

    Done once: inside every expression that reads a column it costs more than the rest of the query.
    """
    chosen = (f"{filled(one.sql)} AS {one.sql}" if one.type == "VARCHAR" else one.sql for one in columns)
    return ", ".join(chosen)


def filled(words: str) -> str:
    """Return SQL for words without blanks around them; NULL where nothing stands."""
    return f"(CASE WHEN lower(trim({words})) NOT IN {BLANKS} THEN trim({words}) END)"


def _csv(connection: duckdb.DuckDBPyConnection, blob: Blob, file: Path, wanted: tuple[str, ...]) -> Table:
    import duckdb

    delimiters = _delimiters(blob)
    head = _head(blob, file)
    if any(head.partition("\n")[0].count(sign) > MOST for sign in delimiters):
        raise _too_wide(blob)
    heading = find_heading(head, wanted, delimiters)
    if heading is None:
        raise UnreadableError(
            f"'{blob.path}' is empty", "export it again, with column names in the first row"
        )
    if len(heading.names) > MOST:
        raise _too_wide(blob)
    names = [f"c{index}" for index in range(len(heading.names))]
    others = heading.others or ((),) * len(names)
    columns = tuple(
        Column(name=name, sql=sql, type="VARCHAR", others=more)
        for name, sql, more in zip(heading.names, names, others, strict=True)
    )
    table = Table(connection=connection, columns=columns, layout=Layout(heading=heading), file=str(file))
    ends = {
        "\n": duckdb.CSVLineTerminator.LINE_FEED,
        "\r\n": duckdb.CSVLineTerminator.CARRIAGE_RETURN_LINE_FEED,
    }  # DuckDB finds a single \r by itself
    connection.read_csv(
        pattern(str(file)), columns=dict.fromkeys(names, "VARCHAR"), header=True, sep=heading.delimiter,
        lineterminator=ends.get(heading.line_end),
        quotechar='"', escapechar='"', skiprows=heading.skipped, auto_detect=False,
    ).create_view("whole")  # fmt: skip
    read = [one for name in wanted for one in table.named(name)] if wanted else columns
    return _read(table, list(dict.fromkeys(read)) or columns[:1])  # a table needs one


def _read(table: Table, columns: Sequence[Column]) -> Table:
    """Return the table with the rows of some columns read once, also where rows have too few or too many cells."""
    import duckdb

    chosen, connection = _cleaned(columns), table.connection
    try:
        connection.execute(f"CREATE TEMP TABLE found AS SELECT {chosen} FROM whole")  # noqa: S608 - names are ours
        connection.execute("CREATE TEMP VIEW every AS SELECT * FROM whole")
    except duckdb.Error as error:
        if "Expected Number of Columns" not in str(error) or table.layout.heading is None:
            raise
        try:
            found = ragged(Path(table.file), table.layout.heading, connection)
        except (csv.Error, UnicodeDecodeError):
            raise error from None
        if not found.read:
            raise
        connection.execute(f"CREATE TEMP TABLE found AS SELECT {chosen} FROM every")  # noqa: S608
        table = replace(table, layout=replace(table.layout, ragged=found))
    connection.execute("CREATE TEMP VIEW raw AS SELECT * FROM found")
    return table


def _head(blob: Blob, file: Path) -> str:
    with file.open("rb") as opened_file:
        head = opened_file.read(HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head:
        raise _not_utf8(blob)
    try:
        # The last character may be cut in two: a decoder that expects more forgives that, and nothing else.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        raise _not_utf8(blob) from None


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _too_wide(blob: Blob) -> UnreadableError:
    what = f"'{blob.path}' has more than {MOST:,} columns, which is too many"
    return UnreadableError(what, "remove columns you do not need, or turn columns into rows")


def _not_utf8(blob: Blob) -> UnreadableError:
    return UnreadableError(
        f"'{blob.path}' is not valid UTF-8",
        "save it as “CSV UTF-8”; spreadsheets often export Latin-1 or UTF-16",
    )


def _foreign(blob: Blob) -> UnreadableError:
    suffix = Path(blob.path).suffix.lower()
    if suffix in (".xlsx", ".xls", ".ods"):
        message = f"'{blob.path}' is a workbook, which this version cannot read"
        return UnreadableError(message, "save the sheet as CSV")
    return UnreadableError(f"'{blob.path}' is not a table of a known type", "use CSV, TSV, Parquet or JSON")


def _plain(error: duckdb.Error, blob: Blob) -> UnreadableError:
    """Return what DuckDB says, without its advice and without paths of this machine."""
    text = str(error).replace(str(Path(blob.file).resolve()), blob.path).replace(blob.file, blob.path)
    if "not utf-8" in text or "Invalid unicode" in text:
        return _not_utf8(blob)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reason = next((line for line in lines if line.startswith(("Expected Number", "Value with"))), "")
    first = lines[0].partition(": ")[2] or lines[0]
    return UnreadableError(f"'{blob.path}' cannot be read: {first}" + (f": {reason}" if reason else ""))
