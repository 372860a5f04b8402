"""The steps that ``rename`` and ``move`` share: read the site, check what would come of a change, show or write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, refusing_disk_errors
from jmsite.cli.site import day_of_build

if TYPE_CHECKING:
    from jmsite.editing.patch import FilePatch
    from jmsite.editing.written_site import WrittenSite
    from jmsite.engine.memo import Memo
    from jmsite.model.sources import Inputs
    from jmsite.pipeline import Compiled

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the changes as a patch; write nothing.")]
LISTED = 5
"""Problems that a refusal names."""


def carry_out(site: Path, change_of: Callable[[WrittenSite], FilePatch], dry_run: bool) -> str:
    """Write a change to the files of a site, or print it as a patch; return what was done, in words.

    Nothing is written that would change more than was meant, or that ``check`` would object to.
    """
    from jmsite.cli.compiling import memo_for
    from jmsite.content.discover import discover
    from jmsite.editing.errors import RefusedEditError
    from jmsite.model.sources import Options
    from jmsite.model.value import replace

    with refusing_disk_errors("read", site):
        inputs = replace(discover(site, Options(drafts=True)), today=day_of_build())
    memo = memo_for(site / "build" / "cache", 0)
    before, written = read_written(inputs, memo)
    try:
        change = change_of(written)
    except RefusedEditError as refused:
        raise RefusedError(str(refused)) from refused
    texts = _texts(inputs, change)
    _checked(inputs, before, written, change, memo)
    if dry_run:
        typer.echo("".join(_patch(inputs, change, texts)), nl=False)
    else:
        _write(site, inputs, change, texts)
    return _told(change, texts, inputs)


def read_written(inputs: Inputs, memo: Memo) -> tuple[Compiled, WrittenSite]:
    """Return a site as it is checked, and as it is written."""
    from jmsite.editing.written_site import WrittenSite
    from jmsite.pipeline import examined

    found = examined(inputs, memo, 1)
    content = found.content
    return found, WrittenSite(found.inputs, content.units, content.prose, found.catalog.site)


def _texts(inputs: Inputs, change: FilePatch) -> dict[str, bytes]:
    from jmsite.editing.patch import changed_files

    for edit in change.edits:
        try:
            inputs.content[edit.place.path].data.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"{edit.place.path} is not valid UTF-8; 'jmsite check' shows where"
            raise RefusedError(message) from error
    return changed_files(inputs, change)


def _checked(inputs: Inputs, before: Compiled, written: WrittenSite, change: FilePatch, memo: Memo) -> None:
    """Raise ``RefusedError`` where a change would come to anything else than what was meant."""
    from jmsite.editing.patch import patched_inputs
    from jmsite.editing.verify import differing_entities, new_faults

    there = patched_inputs(inputs, change)
    # one of the two would be lost without a word
    if len(there.content) != len(inputs.content):
        raise RefusedError("two files would have the same name")
    then, made = read_written(there, memo)
    wrong = list(new_faults(before.site.diagnostics, then.site.diagnostics))
    if wrong:
        told = [f"  {one.place.path}:{one.place.line}: {one.message}" for one in wrong[:LISTED]]
        more = [f"  and {len(wrong) - LISTED} more"] if len(wrong) > LISTED else []
        raise RefusedError("\n".join(["this would cause new problems:", *told, *more]))
    other = differing_entities(written, made, change.relocation)
    if other:
        kind, id = other[0]
        entity = written.find((kind, id)) or made.find((kind, id))
        where = f" ({entity.path}:{entity.line})" if entity else ""
        raise RefusedError(f"this would change more than ids: the {kind} '{id}'{where}; do this one by hand")


def _patch(inputs: Inputs, change: FilePatch, texts: dict[str, bytes]) -> Iterator[str]:
    from jmsite.cli.patches import diff, renaming

    for path in sorted({*inputs.content, *inputs.blobs}):
        new = change.relocation.path(path)
        if new != path:
            yield renaming(path, new) if path not in texts else _head(path, new)
        if path in texts:
            yield from diff(path, inputs.content[path].data, texts[path], new)


def _head(path: str, new: str) -> str:
    return f"diff --git a/{path} b/{new}\nrename from {path}\nrename to {new}\n"


def _write(site: Path, inputs: Inputs, change: FilePatch, texts: dict[str, bytes]) -> None:
    from jmsite.cli.patches import write_all

    moved = {change.relocation.path(path): (inputs.content[path].data, data) for path, data in texts.items()}
    write_all(site, change.relocation.moves, moved)


def _told(change: FilePatch, texts: dict[str, bytes], inputs: Inputs) -> str:
    """Return how many files a change concerns: ``4 files changed, 2 renamed``."""
    renamed = [path for path in (*inputs.content, *inputs.blobs) if change.relocation.path(path) != path]
    parts = [f"{len(texts)} file{'s' * (len(texts) != 1)} changed"] if texts else []
    parts += [f"{len(renamed)} renamed"] if texts and renamed else []
    parts += [f"{len(renamed)} file{'s' * (len(renamed) != 1)} renamed"] if renamed and not texts else []
    return ", ".join(parts)
