"""``jmsite edit``: make edits that a file names."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jmsite.cli.apply_edits import LISTED
from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors
from jmsite.cli.options import Root
from jmsite.cli.site import day_of_build, find_root

if TYPE_CHECKING:
    from jmsite.model.site_edits import SiteEdit
    from jmsite.sessions.session import EditSession, FaultyEditError, Proposal

File = Annotated[str, typer.Argument(metavar="FILE", help="A JSON file with edits, or - for standard input.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the changes as a patch; write nothing.")]


def edit(file: File, root: Root = None, dry_run: DryRun = False) -> None:
    """Make edits that are written as JSON: fields, entries, steps, entities. Nothing else in the files changes."""
    site = find_root(root)
    edits = _edits(_text(file), file)
    from jmsite.cli.compiling import memo_for
    from jmsite.sessions.patch_text import net, patch_text
    from jmsite.sessions.session import EditSession

    session = EditSession(site, memo_for(site / "build" / "cache", 0), day_of_build)
    with refusing_disk_errors("read", site):
        inputs = session.current().inputs
    proposal = _made(session, edits, dry_run)
    files = net(inputs, proposal.patches)
    if dry_run:
        typer.echo(patch_text(files), nl=False)
    for remark in proposal.remarks:
        typer.echo(f"{remark.path}:{remark.line}: {remark.message}", err=True)
    count = f"{len(edits)} edit{'s' * (len(edits) != 1)}"
    typer.echo(f"{count}: {len(files)} file{'s' * (len(files) != 1)} changed", err=dry_run)


def _made(session: EditSession, edits: list[SiteEdit], dry_run: bool) -> Proposal:
    from jmsite.editing.errors import RefusedEditError
    from jmsite.editing.site_editing import FieldConflictError
    from jmsite.sessions.files import FileConflictError
    from jmsite.sessions.session import FaultyEditError

    try:
        return session.propose(edits) if dry_run else session.apply(edits)
    except RefusedEditError as refused:
        raise RefusedError(str(refused)) from refused
    except FieldConflictError as conflict:
        told = json.dumps(conflict.theirs, ensure_ascii=False)
        raise RefusedError(f"a field that was to be changed holds something else now: {told}") from conflict
    except FileConflictError as conflict:
        raise RefusedError(str(conflict)) from conflict
    except FaultyEditError as faulty:
        raise RefusedError(_told(faulty)) from faulty


def _told(faulty: FaultyEditError) -> str:
    lines = [f"  {one.path}:{one.line}: {one.message} ({one.at})" for one in faulty.faults[:LISTED]]
    more = len(faulty.faults) - LISTED
    return "\n".join(
        ["this would cause new problems:", *lines, *([f"  and {more} more"] if more > 0 else [])]
    )


def _text(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        with refusing_disk_errors("read", Path(file)):
            return Path(file).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise misuse(f"{file} is not valid UTF-8") from None


def _edits(text: str, file: str) -> list[SiteEdit]:
    from jmsite.model.site_edits import SiteEdit
    from jmsite.model.value import from_plain

    try:
        read: Any = json.loads(text)
        listed = read.get("edits") if isinstance(read, dict) and "edits" in read else read
        edits = [from_plain(one, SiteEdit) for one in (listed if isinstance(listed, list) else [listed])]
    except (ValueError, RecursionError) as error:
        raise misuse(f"{file} holds no edits: {error}") from None
    if not edits:
        raise misuse(f"{file} holds no edits")
    return edits
