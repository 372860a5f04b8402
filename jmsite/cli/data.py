"""``jmsite data look``: what is in a table, and the readings that it would have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jmsite.cli.errors import unknown
from jmsite.cli.options import Root
from jmsite.cli.site import find_root
from jmsite.cli.tables import table_named
from jmsite.model.value import replace

if TYPE_CHECKING:
    from jmsite.importing.surveys.table_look import TableLook

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE|SOURCE", help="A table, a folder or pattern of tables, or a source named in site.yaml."
    ),
]
Sheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Sheet of a workbook. Default: the fullest.")
]
Table = Annotated[
    str | None,
    typer.Option("--table", metavar="NAME", help="Table of a connection. Default: that of site.yaml."),
]
FormatName = Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text or json.")]
COLUMN_FIELDS = ("date", "value", "n", "numerator", "denominator", "weight")
"""Fields of readings that name a column."""
WIDEST = 50
"""Characters of a name that the table shows, from both ends: the options of one question differ at the end."""


def look(
    file: File, root: Root = None, sheet: Sheet = None, table: Table = None, format: FormatName = "text"
) -> None:
    """Show the columns of a table, what they seem to hold, and the readings it would have. Writes nothing.

    Columns about people are named, and nothing of them is shown.
    """
    if format not in ("text", "json"):
        raise unknown("format", format, ("text", "json"))
    from jmsite.importing.surveys.table_look import look_at

    named = table_named(find_root(root), file, sheet or "", table or "")
    found = look_at(named.table, named.readings)
    if table:
        found = replace(found, metrics=tuple((name, _asked(one, table)) for name, one in found.metrics))
    told = _as_json(found, named.settings) if format == "json" else _as_text(found, named.settings)
    typer.echo(told, nl=False)


def _asked(metric: Mapping[str, Any], table: str) -> dict[str, Any]:
    """Return a metric that asks a table for the columns that it reads, and for no other.

    What a query answers may be committed: columns about people have no place in it.
    """
    readings = metric["readings"]
    columns = dict.fromkeys(
        one for name, one in readings.items() if name in COLUMN_FIELDS and isinstance(one, str)
    )
    columns |= dict.fromkeys(readings.get("columns", ()))
    named = ", ".join(one if one.isidentifier() else f'"{one}"' for one in columns)
    source = {"source": readings["source"], "sql": f"SELECT {named} FROM {table}"}  # noqa: S608 - only shown
    return {**metric, "readings": {**source, **readings}}


def _as_json(found: TableLook, settings: Mapping[str, Any]) -> str:
    told: dict[str, Any] = {
        "format": found.format,
        "rows": found.rows,
        "columns": [
            {
                "name": one.name, "guess": one.guess, "filled": one.filled, "different": one.different,
                "samples": list(one.samples),
            }
            for one in found.columns
        ],
        "metrics": [{"column": name, "metric": fields} for name, fields in found.metrics],
    }  # fmt: skip
    told |= ({"events": found.events} if found.events else {}) | ({"site": settings} if settings else {})
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _as_text(found: TableLook, settings: Mapping[str, Any]) -> str:
    rows = [("Column", "Guess", "Filled", "Different", "Samples"), *map(_row, found.columns)]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    ]
    head = f"{found.rows:,} rows, read as {found.format}\n\n"
    parts = [
        *([_yaml(settings, "in content/site.yaml")] if settings else []),
        *([_yaml({"events": found.events}, "in the file of the journey")] if found.events else []),
        *(_yaml(fields) for _, fields in found.metrics),
    ]
    return head + "\n".join(lines) + "\n" + "".join(parts)


def _row(one: Any) -> tuple[str, str, str, str, str]:
    name = one.name if len(one.name) <= WIDEST else f"{one.name[:24]}…{one.name[25 - WIDEST :]}"
    samples = " | ".join(one.samples) if one.samples or not one.filled else "(not shown)"
    return name, one.guess, f"{one.filled:,}", f"{one.different:,}", samples


def _yaml(fields: Mapping[str, Any], place: str = "") -> str:
    from jmsite.formats.yaml.writer import to_yaml

    remark = f"# {place}\n" if place else ""
    return f"\n---\n{remark}{to_yaml(dict(fields))}"
