"""``jmsite move``: move a step or a stage, with all that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.apply_edits import DryRun, carry_out
from jmsite.cli.errors import misuse
from jmsite.cli.options import Root
from jmsite.cli.site import find_root

if TYPE_CHECKING:
    from jmsite.editing.moving import MoveTarget

Moved = Annotated[
    str, typer.Argument(metavar="ID", help="A step (JOURNEY/STAGE/STEP) or a stage (JOURNEY/STAGE).")
]
To = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="ID", help="Move a step to the end of this stage, or a stage to this journey."
    ),
]
Before = Annotated[
    str | None, typer.Option("--before", metavar="ID", help="Move it before this step or stage.")
]
After = Annotated[
    str | None, typer.Option("--after", metavar="ID", help="Move it behind this step or stage.")
]


def move(
    id: Moved,
    to: To = None,
    before: Before = None,
    after: After = None,
    root: Root = None,
    dry_run: DryRun = False,
) -> None:
    """Move a step or stage; references, links and file names follow."""
    site = find_root(root)
    if (before is None) + (after is None) + (to is None) == 3:
        raise misuse("say where: --before, --after or --to")
    if before is not None and after is not None:
        raise misuse("--before and --after do not go together")
    moved = id.strip("/")
    goal = _goal(moved, to, before, after)
    from jmsite.editing.moving import move as moving

    done = carry_out(site, lambda written: moving(written, moved, goal), dry_run)
    where = (
        f"to {goal.id}"
        if goal.side == "end"
        else f"{'before' if goal.side == 'before' else 'behind'} {goal.id}"
    )
    typer.echo(f"{moved} {where}: {done}", err=dry_run)


def _goal(id: str, to: str | None, before: str | None, after: str | None) -> MoveTarget:
    """Return where to move something; a step or stage may be named by the end of its id, as it stands near."""
    from jmsite.editing.moving import MoveTarget

    beside = before if before is not None else after
    journey = id.partition("/")[0]
    holder = (to or id.rpartition("/")[0]).strip("/")
    if id.count("/") == 2 and "/" not in holder:
        # a stage of the same journey
        holder = f"{journey}/{holder}"
    if beside is None:
        return MoveTarget(side="end", id=holder)
    near = beside.strip("/")
    whole = near if near.count("/") == id.count("/") else f"{holder.rpartition('/')[0]}/{near}"
    if near.count("/") == 0:
        whole = f"{holder}/{near}"
    if to is not None and whole.rpartition("/")[0] != holder:
        raise misuse(f"'{whole}' is not in '{holder}'")
    return MoveTarget(side="before" if before is not None else "after", id=whole)
