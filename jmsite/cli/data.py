"""``jmsite data look``: what is in a table, and the readings that it would have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jmsite.cli.options import Root
from jmsite.cli.refusal import RefusedError, misuse, touching, unknown
from jmsite.cli.site import find_root

if TYPE_CHECKING:
    from jmsite.importing.surveys.looking import TableLook

File = Annotated[str, typer.Argument(metavar="FILE|SOURCE", help="A table, or a source named in site.yaml.")]
FormatName = Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text or json.")]
WIDEST = 50
"""Characters of a name that the table shows, from both ends: the options of one question differ at the end."""


def look(file: File, root: Root = None, format: FormatName = "text") -> None:
    """Show the columns of a table, what they seem to hold, and the readings it would have. Writes nothing.

    Columns about people are named, and nothing of them is shown.
    """
    if format not in ("text", "json"):
        raise unknown("format", format, ("text", "json"))
    site = find_root(root)
    path = _path(site, file)
    found = _look(path, _below_content(site, path))
    typer.echo(_as_json(found) if format == "json" else _as_text(found), nl=False)


def _path(site: Path, named: str) -> Path:
    """Return the file that is named: as a path, below ``content/``, or by a source of the site."""
    from jmsite.cli.compiling import memo_for
    from jmsite.content.discover import discover
    from jmsite.model.sources import Options
    from jmsite.pipeline import catalog_of

    for path in (Path(named), site / "content" / named):
        if path.is_file():
            return path.resolve()
    with touching("read", site):
        sources = catalog_of(
            discover(site, Options()), memo_for(site / "build" / "cache", 0)
        ).value.site.sources
    source = sources.get(named)
    file = source.file if source else None
    if isinstance(file, str) and (site / "content" / file).is_file():
        return site / "content" / file
    if source:
        raise misuse(f"source '{named}' is not one file; look at a file of it, or ask it with 'jmsite query'")
    raise misuse(f"'{named}' is neither a file nor a source of site.yaml")


def _below_content(site: Path, path: Path) -> str:
    content = (site / "content").resolve()
    return path.relative_to(content).as_posix() if path.is_relative_to(content) else f"data/{path.name}"


def _look(path: Path, name: str) -> TableLook:
    from jmsite.formats.workbook import is_workbook
    from jmsite.importing.draft import NoJourneyError
    from jmsite.importing.surveys.looking import look_at
    from jmsite.importing.surveys.raw import raw_of_text, raw_of_workbook
    from jmsite.importing.texts import text_of

    with touching("read", path):
        content = path.read_bytes()
    try:
        book = is_workbook(content)
        tables = raw_of_workbook(content)[0] if book else [raw_of_text(text_of(content)[0])]
    except NoJourneyError as error:
        raise RefusedError(f"{path.name}: {error}") from None
    # a workbook often begins with a sheet of explanations: the largest one has the data
    table = max(tables, key=lambda one: sum(map(len, one.rows)), default=None)
    if table is None or not any(any(row) for row in table.rows):
        raise RefusedError(f"{path.name} is empty")
    return look_at(table, name, "" if book or _is_unicode(content) else "windows-1252")


def _is_unicode(content: bytes) -> bool:
    """Return whether readings need not name the encoding of a file."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return True


def _as_json(found: TableLook) -> str:
    told = {
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
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _as_text(found: TableLook) -> str:
    rows = [("Column", "Guess", "Filled", "Different", "Samples"), *map(_row, found.columns)]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    ]
    head = f"{found.rows:,} rows, read as {found.format}\n\n"
    return head + "\n".join(lines) + "\n" + "".join(_yaml(fields) for _, fields in found.metrics)


def _row(one: Any) -> tuple[str, str, str, str, str]:
    name = one.name if len(one.name) <= WIDEST else f"{one.name[:24]}…{one.name[25 - WIDEST :]}"
    samples = " | ".join(one.samples) if one.samples or not one.filled else "(not shown)"
    return name, one.guess, f"{one.filled:,}", f"{one.different:,}", samples


def _yaml(fields: dict[str, Any]) -> str:
    from jmsite.formats.yaml.writer import to_yaml

    return f"\n---\n{to_yaml(fields)}"
