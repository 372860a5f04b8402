"""Apply edits to a text: they replace the words they name, and nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from jmsite.model.diagnostics import Diagnostic, Edit

_MARK = b"\xef\xbb\xbf"
"""The mark with which some editors begin UTF-8; columns do not count it."""
_BREAK = re.compile(r"\r\n?|\n")


def fixes_of(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Edit, ...]]:
    """Return the edits of all fixes by the file they are for, each once, in order of place."""
    found: dict[str, dict[Edit, None]] = defaultdict(dict)
    for diagnostic in diagnostics:
        for edit in diagnostic.fix.edits if diagnostic.fix else ():
            found[edit.place.path][edit] = None
    return {path: tuple(sorted(edits, key=lambda edit: edit.place)) for path, edits in sorted(found.items())}


def with_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file with its edits made; byte order mark, line ends and everything around them stay.

    Lines that an edit adds end as those of the file do. An edit whose old words do not stand at its place is left out,
    and so is one that lies within another one. A file that is not UTF-8 stays as it is.
    """
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        text = data[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        return data
    breaks = list(_BREAK.finditer(text))
    starts, ending = [0, *(found.end() for found in breaks)], breaks[0][0] if breaks else "\n"
    parts: list[str] = []
    done = 0
    for start, edit in sorted(_located(text, starts, edits), key=lambda one: one[0]):
        # of two edits that overlap the first one counts
        if start >= done:
            parts += [text[done:start], edit.new.replace("\n", ending)]
            done = start + len(edit.old)
    return mark + "".join([*parts, text[done:]]).encode("utf-8")


def _located(text: str, starts: list[int], edits: Iterable[Edit]) -> Iterable[tuple[int, Edit]]:
    for edit in edits:
        if edit.old and 1 <= edit.place.line <= len(starts):
            start = starts[edit.place.line - 1] + edit.place.column - 1
            # the file may have changed since the edit was made
            if text.startswith(edit.old, start):
                yield start, edit


def edited_files(files: Mapping[str, bytes], edits: Mapping[str, Iterable[Edit]]) -> dict[str, bytes]:
    """Return the files that edits change, as they are after that."""
    made = {path: with_edits(files[path], some) for path, some in edits.items() if path in files}
    return {path: data for path, data in made.items() if data != files[path]}
