"""Find the table that a command names: a file, several as one, or what a source of site.yaml answers."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors
from jmsite.cli.sources import settings_and_files
from jmsite.cli.table_rows import rows_of
from jmsite.importing.surveys.export import RawTable
from jmsite.model.value import Value, replace

if TYPE_CHECKING:
    from jmsite.model.entities.site import DataSource
    from jmsite.model.sources import Inputs, Query

MOST_ROWS = 5_000
"""Rows of a connection that are looked at; it is asked for no more."""
MOST_NAMED = 20
"""Tables of a connection that are named."""
USUAL = ("public", "main", "default")
"""Schemas whose tables go by their bare names."""
TABLES = (
    "SELECT table_schema, table_name FROM information_schema.tables"
    " WHERE lower(table_schema) NOT IN ('information_schema', 'pg_catalog') ORDER BY 1, 2"
)
TEXTS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
"""Endings of what is looked at as it is written, from its first row on, so that no guess hides a heading."""


class NamedTable(Value):
    """A table with the fields of readings that say where it is, and what site.yaml would have to say for these."""

    table: RawTable
    readings: Mapping[str, str]
    settings: Mapping[str, Any] = {}


def table_named(site: Path, named: str, sheet: str, table: str = "") -> NamedTable:
    """Return the table that is named: by a path, also below ``content/``, a pattern, or a source of the site."""
    for path in (Path(named), site / "content" / named):
        if path.is_file():
            return _of_file(path.resolve(), _below_content(site, path.resolve()), sheet)
    with refusing_disk_errors("read", site):
        inputs, fields = settings_and_files(site)
    if source := fields.sources.get(named):
        if source.url:
            return _of_connection(inputs, named, source, table or source.table or "")
        return _of_source(inputs, named, source, sheet, site)
    below = _below_content(site, Path(named).resolve()) if Path(named).is_dir() else named
    return _of_folder(inputs, below, sheet)


def _below_content(site: Path, path: Path) -> str:
    content = (site / "content").resolve()
    return path.relative_to(content).as_posix() if path.is_relative_to(content) else f"data/{path.name}"


def _of_file(path: Path, name: str, sheet: str) -> NamedTable:
    from jmsite.model.sources import Blob

    if path.suffix.lower() in TEXTS or path.suffix.lower() not in _known():
        return _as_written(path, name, sheet)
    blob = Blob(path=name, digest="", size=path.stat().st_size, file=str(path))
    return NamedTable(table=rows_of(blob), readings={"file": name})


def _known() -> frozenset[str]:
    from jmsite.data.events.xes import ENDING
    from jmsite.data.sources.readable_files import FORMATS

    return frozenset((*FORMATS, ENDING))


def _as_written(path: Path, name: str, sheet: str) -> NamedTable:
    """Return a text or the sheet of a workbook; one that is not its first needs a source that names it."""
    from jmsite.formats.workbook import is_workbook
    from jmsite.importing.decode_text import text_of
    from jmsite.importing.draft import NoJourneyError
    from jmsite.importing.surveys.raw import raw_of_text, raw_of_workbook

    with refusing_disk_errors("read", path):
        content = path.read_bytes()
    try:
        book = is_workbook(content)
        tables = raw_of_workbook(content)[0] if book else [raw_of_text(text_of(content)[0])]
    except NoJourneyError as error:
        raise RefusedError(f"{path.name}: {error}") from None
    wanted = [one for one in tables if one.spot == sheet] if sheet else tables
    if sheet and not wanted:
        sheets = ", ".join(f"'{one.spot}'" for one in tables) if book else "none"
        raise misuse(f"{path.name} has no sheet '{sheet}'; it has {sheets}")
    table = max(wanted, key=lambda one: sum(map(len, one.rows)), default=None)
    if table is None or not any(any(row) for row in table.rows):
        raise RefusedError(f"{path.name} is empty")
    if book and table.spot != tables[0].spot:
        source = _name(f"{path.stem}-{table.spot}")
        settings = {"sources": {source: {"file": name, "sheet": table.spot}}}
        return NamedTable(table=table, readings={"source": source}, settings=settings)
    encoded = {} if book or _is_unicode(content) else {"encoding": "windows-1252"}
    return NamedTable(table=table, readings={"file": name, **encoded})


def _is_unicode(content: bytes) -> bool:
    """Return whether readings need not name the encoding of a file."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return True


def _name(words: str) -> str:
    """Return words as the name of a source."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in words.lower())
    return "-".join(filter(None, kept.split("-"))) or "answers"


def _of_source(inputs: Inputs, name: str, source: DataSource, sheet: str, site: Path) -> NamedTable:
    from jmsite.model.sources import Query

    readings = {"source": name}
    if source.file:
        path = site / "content" / source.file
        if not path.is_file():
            raise RefusedError(f"the file of source '{name}' is missing: content/{source.file}")
        found = _of_file(path, source.file, sheet or source.sheet or "")
        encoded = {key: found.readings[key] for key in found.readings if key == "encoding"}
        return NamedTable(table=found.table, readings={**readings, **encoded})
    if source.files:
        return NamedTable(
            table=_answer(inputs, Query(kind="files", address=source.files, source=name, sheet=source.sheet or "")),
            readings=readings,
        )  # fmt: skip
    raise RefusedError(f"source '{name}' says nothing of where its data are")


def _of_connection(inputs: Inputs, name: str, source: DataSource, table: str) -> NamedTable:
    if not table:
        tables = _tables(inputs, name, source)
        they = f"; it has {quoted_names(tables)}" if tables else ", or ask it with 'jmsite query'"
        raise misuse(
            f"source '{name}' is a connection with no 'table:' in site.yaml: name a table with '--table'{they}"
        )
    sql = f"SELECT * FROM {table} LIMIT {MOST_ROWS}"  # noqa: S608 - looked at before it is asked
    return NamedTable(table=_answer(inputs, _query(name, source, sql)), readings={"source": name})


def _query(name: str, source: DataSource, sql: str) -> Query:
    from jmsite.model.sources import Query

    return Query(kind="url", address=source.url or "", source=name, sql=sql, secret=source.password_env or "")


def _tables(inputs: Inputs, name: str, source: DataSource) -> tuple[str, ...]:
    """Return the tables that a connection may read, as it would name them; none where it does not say."""
    try:
        rows = _answer(inputs, _query(name, source, TABLES)).rows[1:]
    except RefusedError as error:
        # that there is no connection at all is worth more than which tables it might have
        if "information_schema" in str(error):
            return ()
        raise
    return tuple(table if schema in USUAL else f"{schema}.{table}" for schema, table in rows)


def quoted_names(names: Sequence[str]) -> str:
    """Return names in quotation marks, the first of many."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(f"'{name}'" for name in names[:MOST_NAMED]) + more


def _of_folder(inputs: Inputs, pattern: str, sheet: str) -> NamedTable:
    from jmsite.model.data_files import files_meant
    from jmsite.model.sources import Query

    if not any(files_meant(pattern, inputs.blobs)):
        raise misuse(f"'{pattern}' is neither a file, nor a folder of tables, nor a source of site.yaml")
    name = _name(posixpath.splitext(pattern)[0].removeprefix("data/"))
    query = Query(kind="files", address=pattern, source=name, sheet=sheet)
    named = {"files": pattern} | ({"sheet": sheet} if sheet else {})
    return NamedTable(
        table=_answer(inputs, query), readings={"source": name}, settings={"sources": {name: named}}
    )


def _answer(inputs: Inputs, query: Query) -> RawTable:
    """Return what a source answers, by the door that a build has: with its limits, and read only."""
    from jmsite.data.fetch import fetch

    answer = fetch(replace(inputs, snapshots={}), [query]).snapshots.get(query)
    if answer is None or answer.blob is None:
        said = (
            f"{answer.failed}{f'; {answer.hint}' if answer.hint else ''}" if answer else "there is no table"
        )
        raise RefusedError(f"source '{query.source}': {said}")
    return rows_of(answer.blob)
