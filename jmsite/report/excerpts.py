"""Find the source line of each fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.sources import Source
from jmsite.model.value import replace

_BREAK = re.compile(r"\r\n?|\n")


def with_excerpts(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> tuple[Diagnostic, ...]:
    """The diagnostics with their source lines; ``sources`` by path.

    A fault of a whole file (line 1, column 1, no end) has no line to show; nor has one of a missing file.
    """
    lines: dict[str, list[str]] = {}
    made = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        source = sources.get(place.path)
        if source is None or _whole_file(place):
            made.append(diagnostic)
            continue
        if place.path not in lines:
            lines[place.path] = _lines(source)
        rows = lines[place.path]
        made.append(
            replace(diagnostic, excerpt=rows[place.line - 1]) if place.line <= len(rows) else diagnostic
        )
    return tuple(made)


def _whole_file(place: Place) -> bool:
    return (place.line, place.column, place.end_column) == (1, 1, None)


def _lines(source: Source) -> list[str]:
    """The lines as parsing counts them."""
    return _BREAK.split(source.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
