"""Say in a line what came of a build or a check. Nothing heavy is loaded to say it."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.cli.errors import unknown
from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.report import FORMATS


def searchable() -> bool:
    """Return whether this machine can make a search: its program does not exist for every machine."""
    from jmsite.outputs.search import indexer

    return indexer() is not None


def failed(diagnostics: Iterable[Diagnostic], strict: bool) -> bool:
    """Return whether the faults are such that the command has to say no."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics)


def written_as(format: str, diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return the faults in one of the formats of reports."""
    if format not in FORMATS:
        raise unknown("format", format, FORMATS)
    text = FORMATS[format](diagnostics)
    return f"{text.rstrip()}\n" if text.strip() else ""
