"""``jmsite check --fix``: show what can be put right without a decision, or write it."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from jmsite.cli.refusal import touching

if TYPE_CHECKING:
    from jmsite.model.diagnostics import Diagnostic

ROUNDS = 5
"""The rounds of looking for faults again after writing: to put one right may show another."""

Find = Callable[[], "tuple[Diagnostic, ...]"]


def show_fixes(site: Path, faults: tuple[Diagnostic, ...]) -> None:
    """Print what the fixes would change as a unified diff, which ``git apply`` reads; write nothing."""
    before, after = _texts(site, faults)
    for path, data in after.items():
        typer.echo("".join(_diff(path, before[path], data)), nl=False)
    if after:
        typer.echo(f"{_count(faults)} in {_files(after)}; to apply: jmsite check --fix --write", err=True)
    else:
        typer.echo("nothing that can be fixed automatically", err=True)


def write_fixes(site: Path, faults: tuple[Diagnostic, ...], find: Find) -> tuple[Diagnostic, ...]:
    """Write the fixes, and look again until there are none; return the faults that are left."""
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
    from jmsite.editing import changed, fixes_of

    edits = fixes_of(faults)
    with touching("read", site):
        before = {path: (site / path).read_bytes() for path in edits}
    return before, changed(before, edits)


def replace_file(file: Path, data: bytes) -> None:
    """Put a text in place of a file's, whole or not at all; its permissions stay, and a link stays a link."""
    with touching("write", file):
        # to put a new file over a link would put it in the link's place
        target = file.resolve()
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(data)
        os.chmod(part, target.stat().st_mode & 0o777)  # noqa: PTH101 - a path of ours, just made
        part.replace(target)


def _diff(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """Yield a patch that git and patch(1) read, to the byte: lines end where they end in the file."""
    old, new = (_lines(data.decode("utf-8")) for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Return lines as patches count them: only a line feed ends one."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _count(faults: tuple[Diagnostic, ...]) -> str:
    number = len({fault.fix for fault in faults if fault.fix})
    return f"{number} fix{'es' * (number > 1)}"


def _files(after: Mapping[str, bytes]) -> str:
    return f"{len(after)} file{'s' * (len(after) > 1)}"
