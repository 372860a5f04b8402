"""``jmsite check --fix``: show what can be put right without a decision, or write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from jmsite.cli.errors import refusing_disk_errors
from jmsite.cli.patches import diff, replace_file

if TYPE_CHECKING:
    from jmsite.model.diagnostics import Diagnostic

ROUNDS = 5
"""The rounds of looking for faults again after writing: to put one right may show another."""

Find = Callable[[], "tuple[Diagnostic, ...]"]


def show_fixes(site: Path, faults: tuple[Diagnostic, ...]) -> None:
    """Print what the fixes would change as a unified diff, which ``git apply`` reads; write nothing."""
    before, after = _texts(site, faults)
    for path, data in after.items():
        typer.echo("".join(diff(path, before[path], data)), nl=False)
    if after:
        typer.echo(f"{_count(faults)} in {_files(after)}; to apply: jmsite check --fix --write", err=True)
    else:
        typer.echo("nothing that can be fixed automatically", err=True)


def write_fixes(site: Path, faults: tuple[Diagnostic, ...], find: Find) -> tuple[Diagnostic, ...]:
    """Write the fixes, and look again until there are none; return the faults that are left."""
    # what is put right may bring to light what was hidden behind it; bounded, should two fixes undo each other
    for _ in range(ROUNDS):
        _, after = _texts(site, faults)
        if not after:
            break
        for path, data in after.items():
            replace_file(site / path, data)
        typer.echo(f"{_count(faults)} written to {_files(after)}: {', '.join(after)}", err=True)
        faults = find()
    return faults


def _texts(site: Path, faults: tuple[Diagnostic, ...]) -> tuple[Mapping[str, bytes], Mapping[str, bytes]]:
    """Return the files that have fixes, as they are and as they would be."""
    from jmsite.editing import edited_files, fixes_of

    edits = fixes_of(faults)
    with refusing_disk_errors("read", site):
        before = {path: (site / path).read_bytes() for path in edits}
    return before, edited_files(before, edits)


def _count(faults: tuple[Diagnostic, ...]) -> str:
    number = len({fault.fix for fault in faults if fault.fix})
    return f"{number} fix{'es' * (number > 1)}"


def _files(after: Mapping[str, bytes]) -> str:
    return f"{len(after)} file{'s' * (len(after) > 1)}"
