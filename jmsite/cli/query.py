"""``jmsite query``: what a source answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jmsite.cli.errors import RefusedError, refusing_disk_errors, unknown
from jmsite.cli.options import Root
from jmsite.cli.site import find_root

if TYPE_CHECKING:
    from jmsite.model.sources import Blob

Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A source of site.yaml.")]
Sql = Annotated[
    str, typer.Argument(metavar="SQL", help="One SELECT; files are tables by the names of their sources.")
]
FormatName = Annotated[str, typer.Option("--format", metavar="NAME", help="Format: table, csv or json.")]
WIDEST = 40
"""Characters of a cell that a table on a terminal shows."""
MOST_SHOWN = 100
"""Rows that a table on a terminal shows; the other formats hold all."""


def query(source: Source, sql: Sql, root: Root = None, format: FormatName = "table") -> None:
    """Ask a source in SQL and print its answer, with the limits of a build."""
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    site = find_root(root)
    with refusing_disk_errors("read", site):
        blob = _answer(site, source, sql)
    names, rows = _read(blob)
    typer.echo(FORMATS[format](names, rows), nl=False)


def _answer(site: Any, source: str, sql: str) -> Blob:
    from jmsite.cli.sources import settings_and_files
    from jmsite.data.fetch import fetch, query_of
    from jmsite.model.entities.readings import Readings

    inputs, fields = settings_and_files(site)
    if source not in fields.sources:
        raise unknown("source", source, fields.sources)
    asked = query_of(Readings(source=source, sql=sql), fields)
    if asked is None:
        raise RefusedError(f"source '{source}' says nothing of where its data are")
    answer = fetch(inputs, [asked]).snapshots.get(asked)
    if answer is None:
        raise RefusedError(
            f"the file of source '{source}' is missing; 'jmsite check' says where it should be"
        )
    if answer.blob is None:
        raise RefusedError(answer.failed + (f"; {answer.hint}" if answer.hint else ""))
    return answer.blob


def _read(blob: Blob) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the names and rows of an answer, with the types that it has."""
    from jmsite.data.table import opened

    with opened(blob, ()) as table:
        chosen = ", ".join(column.sql for column in table.columns)
        return [column.name for column in table.columns], table.rows(f"SELECT {chosen} FROM every")  # noqa: S608 - quoted


def _as_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    cells = [[_short(cell) for cell in row] for row in rows[:MOST_SHOWN]]
    widths = [
        max(len(one) for one in column)
        for column in zip([_short(name) for name in names], *cells, strict=True)
    ]
    numeric = [all(isinstance(row[at], (int, float, type(None))) for row in rows) for at in range(len(names))]

    def line(words: Sequence[str]) -> str:
        laid = (
            word.rjust(width) if right else word.ljust(width)
            for word, width, right in zip(words, widths, numeric, strict=True)
        )
        return "  ".join(laid).rstrip()

    more = [f"… and {len(rows) - MOST_SHOWN:,} more rows"] if len(rows) > MOST_SHOWN else []
    head = [line([_short(name) for name in names]), line(["─" * width for width in widths])]
    return "\n".join([*head, *map(line, cells), *more]) + "\n"


def _short(cell: Any) -> str:
    words = (
        ""
        if cell is None
        else " ".join("".join(sign if sign.isprintable() else " " for sign in str(cell)).split())
    )
    return words if len(words) <= WIDEST else words[: WIDEST - 1] + "…"


def _as_csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([names, *rows])
    return text.getvalue()


def _as_json(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=2, default=str) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[str], Sequence[Sequence[Any]]], str]] = {
    "table": _as_table, "csv": _as_csv, "json": _as_json,
}  # fmt: skip
