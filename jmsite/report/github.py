"""Faults as the commands by which a workflow on GitHub puts notes beside lines."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.report.wording import printable, with_hint

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Return GitHub's workflow commands, a line each: they become notes on the lines of a pull request."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    named = {"file": place.path, "line": place.line, "col": place.column}
    if place.end_column is not None:
        # GitHub counts the last sign in, ours is the one after it
        named["endColumn"] = place.end_column - 1
    named["title"] = diagnostic.rule
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in named.items())
    return f"::{_LEVELS[diagnostic.severity]} {listed}::{_escaped(with_hint(diagnostic))}"


def _escaped(words: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        words = words.replace(sign, f"%{ord(sign):02X}")
    return printable(words)
