"""Find the source line of each fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jmsite.model.diagnostics import Diagnostic, Fix, Place
from jmsite.model.sources import Source
from jmsite.model.value import replace

_BREAK = re.compile(r"\r\n?|\n")


def with_excerpts(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with their source lines; ``sources`` by path.

    A fault of a whole file (line 1, column 1, no end) has no line to show; nor has one of a missing file.
    """
    lines: dict[str, list[str]] = {}
    made = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        source = sources.get(place.path)
        if source is None or _whole_file(place):
            # without its line nobody can see that the words still stand there
            made.append(replace(diagnostic, fix=None))
            continue
        if place.path not in lines:
            lines[place.path] = _lines(source)
        rows = lines[place.path]
        line = rows[place.line - 1] if place.line <= len(rows) else ""
        made.append(replace(diagnostic, excerpt=line, fix=_narrowed(diagnostic.fix, place.path, rows)))
    return tuple(made)


def _narrowed(fix: Fix | None, path: str, rows: list[str]) -> Fix | None:
    """Return a fix whose edit stands exactly where its old words do; None where these do not stand there once.

    ``rows`` are the lines of the file of ``path``, in which the fault is: others are not edited.
    """
    if fix is None or len(fix.edits) != 1 or fix.edits[0].place.path != path:
        return None
    (edit,) = fix.edits
    place = edit.place
    line = rows[place.line - 1] if place.line <= len(rows) else ""
    start, end = place.column - 1, (place.end_column or len(line) + 1) - 1
    within = line[start:end]
    if within.count(edit.old) != 1:
        return None
    column = start + within.index(edit.old) + 1
    here = replace(place, column=column, end_column=column + len(edit.old))
    return replace(fix, edits=(replace(edit, place=here),))


def _whole_file(place: Place) -> bool:
    return (place.line, place.column, place.end_column) == (1, 1, None)


def _lines(source: Source) -> list[str]:
    """Return the lines as parsing counts them."""
    return _BREAK.split(source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
