"""``jmsite rename``: give an entity another id, everywhere it is written."""

from __future__ import annotations

from typing import Annotated

import typer

from jmsite.cli.apply_edits import DryRun, carry_out
from jmsite.cli.errors import unknown
from jmsite.cli.options import Root
from jmsite.cli.site import find_root
from jmsite.model.homes import HOMES

RENAMED = [kind for kind, home in HOMES.items() if home.named or home.begins]
"""The kinds whose ids can be changed: those that others name, and those whose addresses follow from them."""
KindName = Annotated[str, typer.Argument(metavar="KIND", help=f"{', '.join(RENAMED[:-1])} or {RENAMED[-1]}.")]
Old = Annotated[
    str,
    typer.Argument(metavar="OLD", help="Its id; JOURNEY/STAGE for a stage, JOURNEY/STAGE/STEP for a step."),
]
New = Annotated[
    str,
    typer.Argument(
        metavar="NEW", help="The new id, or its last part; for a page, /NAME moves it to the top."
    ),
]


def rename(kind: KindName, old: Old, new: New, root: Root = None, dry_run: DryRun = False) -> None:
    """Change an id everywhere: fields, links, charts, file names. Former addresses go on leading there."""
    site = find_root(root)
    if kind not in RENAMED:
        raise unknown("kind", kind, RENAMED)
    from jmsite.editing.renaming import rename as renamed

    done = carry_out(site, lambda written: renamed(written, (kind, old.strip("/")), new), dry_run)
    typer.echo(f"{kind} '{old}' → '{new}': {done}", err=dry_run)
