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
        help="The site's folder. Default: the nearest upwards with content/site.yaml.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")]
Format = Annotated[
    str, typer.Option("--format", metavar="NAME", help="How faults are written: text, json and others.")
]
Audience = Annotated[str, typer.Option("--audience", metavar="NAME", help="Who will read the site.")]
Drafts = Annotated[bool, typer.Option("--drafts", help="Take drafts in.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=0, help="Processes at most; 0 is one a core.")]
