"""Show changes of files as patches that ``git apply`` reads, and write them whole or not at all."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jmsite.cli.errors import RefusedError, refusing_disk_errors


def replace_file(file: Path, data: bytes) -> None:
    """Put a text in place of a file's, whole or not at all; its permissions stay, and a link stays a link."""
    with refusing_disk_errors("write", file):
        # to put a new file over a link would put it in the link's place
        target = file.resolve()
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(data)
        os.chmod(part, target.stat().st_mode & 0o777)  # noqa: PTH101 - a path of ours, just made
        part.replace(target)


def diff(path: str, before: bytes, after: bytes, renamed: str = "") -> Iterator[str]:
    """Yield a patch that git and patch(1) read, to the byte: lines end where they end in the file."""
    old, new = (_lines(data.decode("utf-8")) for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{renamed or path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Return lines as patches count them: only a line feed ends one."""
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def renaming(path: str, renamed: str) -> str:
    """Return the head of a patch that gives a file another name."""
    return (
        f"diff --git a/{path} b/{renamed}\nsimilarity index 100%\nrename from {path}\nrename to {renamed}\n"
    )


def write_all(site: Path, moves: Sequence[tuple[str, str]], texts: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Give files other names and then other texts (path → before and after); undo all of it where a part fails."""
    for _, new in moves:
        # where case makes no difference, ``Anna.md`` is there as soon as ``anna.md`` is
        if (site / new).exists() and not _same_file(site, moves, new):
            raise RefusedError(f"{new} already exists")
    done: list[tuple[str, str]] = []
    written: list[str] = []
    try:
        for old, new in moves:
            with refusing_disk_errors("rename", site / old):
                (site / new).parent.mkdir(parents=True, exist_ok=True)
                (site / old).rename(site / new)
            done.append((old, new))
        for path, (_, after) in texts.items():
            replace_file(site / path, after)
            written.append(path)
    except RefusedError:
        for path in written:
            replace_file(site / path, texts[path][0])
        # the other way round: a name may have been free only because of the move before
        for old, new in reversed(done):
            (site / new).rename(site / old)
        raise


def _same_file(site: Path, moves: Sequence[tuple[str, str]], new: str) -> bool:
    """Return whether a file that stands at a new name is the one that gets it: some systems fold case."""
    old = next(before for before, after in moves if after == new)
    return (site / old).exists() and (site / old).samefile(site / new)
