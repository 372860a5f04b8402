"""``jmsite schema``: what can be written, for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from jmsite.cli.errors import refusing_disk_errors

Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DIR", help="Write one file per schema into this folder."),
]


def schema(output: Output = None) -> None:
    """Write the JSON Schemas of content, exports, diffs and edits: as one JSON object, or with -o as separate files."""
    from jmsite.differences import as_json
    from jmsite.exporting.json_document import SCHEMA
    from jmsite.exporting.json_schema import export_schema
    from jmsite.model import site_edits
    from jmsite.model.schema import schemas

    beside = {
        SCHEMA: export_schema(),
        as_json.SCHEMA: as_json.diff_schema(),
        site_edits.SCHEMA: site_edits.edits_schema(),
    }
    if output is None:
        typer.echo(json.dumps({**schemas(), **beside}, ensure_ascii=False, indent=2))
        return
    files = {**dict(schema_files()), **{name: _text(found) for name, found in beside.items()}}
    for name, text in files.items():
        with refusing_disk_errors("write", output / name):
            output.mkdir(parents=True, exist_ok=True)
            (output / name).write_text(text, encoding="utf-8", newline="\n")
    typer.echo(f"{len(files)} schemas in {output}")


def schema_files() -> Iterator[tuple[str, str]]:
    """Yield the schema of each kind of content file as a file: its name and its text."""
    from jmsite.model.schema import schemas

    for name, found in schemas().items():
        yield name, _text(found)


def _text(schema: dict[str, Any]) -> str:
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def globs() -> Iterator[tuple[str, list[str]]]:
    """Yield which schema is for which YAML files, as patterns from the site's root."""
    from jmsite.model.kinds import KINDS

    for kind in KINDS.values():
        if kind.listed:
            yield f"{kind.name}.json", [f"content/{kind.folder}/*.yaml"]
            yield f"{kind.name}-registry.json", [f"content/{kind.folder}.yaml"]
        elif kind.globs:
            yield f"{kind.name}.json", [_from_root(glob) for glob in kind.globs]


def _from_root(glob: str) -> str:
    return f"!content/{glob[1:]}" if glob.startswith("!") else f"content/{glob}"
