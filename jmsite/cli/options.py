"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        metavar="DIR",
        help="Folder of the site. Default: the nearest one upwards that contains content/site.yaml.",
    ),
]
Repos = Annotated[
    list[str] | None,
    typer.Option(
        "--repo",
        metavar="NAME=PATH",
        help="Another repository that the content watches, as NAME, and its folder. Can be repeated.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Treat warnings as errors.")]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="NAME", help="Format of the report: text, json, github, sarif, junit or markdown."
    ),
]
Audience = Annotated[str, typer.Option("--audience", metavar="NAME", help="Audience of the site.")]
Drafts = Annotated[bool, typer.Option("--drafts", help="Include drafts.")]
Jobs = Annotated[
    int, typer.Option("--jobs", metavar="N", min=0, help="Maximum number of processes; 0 means one per core.")
]
