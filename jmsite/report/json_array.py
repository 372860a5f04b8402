"""Faults as JSON, for programs of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jmsite.model.diagnostics import Diagnostic, Fix, Place
from jmsite.report.wording import dumped


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JSON array of ``{rule, severity, message, path, line, column, end_column, hint, related}``, or
    with ``fix``.
    """
    return dumped([_plain(diagnostic) for diagnostic in diagnostics])


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    fix = {"fix": _plain_fix(diagnostic.fix)} if diagnostic.fix else {}
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        **_spot(diagnostic.place),
        "hint": diagnostic.hint,
        "related": [{**_spot(other.place), "message": other.message} for other in diagnostic.related],
        **fix,
    }


def _plain_fix(fix: Fix) -> dict[str, Any]:
    edits = [{**_spot(edit.place), "old": edit.old, "new": edit.new} for edit in fix.edits]
    return {"title": fix.title, "edits": edits}


def _spot(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column, "end_column": place.end_column}
