"""Faults as SARIF, which code hosts show beside the lines of a change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from jmsite.model.diagnostics import Diagnostic, Fix, Place, Severity
from jmsite.model.rules import RULES
from jmsite.report.wording import dumped, with_hint
from jmsite.version import VERSION

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a SARIF 2.1.0 log with one run; columns count Unicode characters."""
    ids = sorted({diagnostic.rule for diagnostic in diagnostics})
    driver = {"name": "jmsite", "version": VERSION, "rules": [_rule(id) for id in ids]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, ids) for diagnostic in diagnostics],
    }
    return dumped({"version": "2.1.0", "runs": [run]})


def _rule(id: str) -> dict[str, Any]:
    rule = RULES[id]
    return {
        "id": id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(diagnostic: Diagnostic, ids: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": ids.index(diagnostic.rule),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": with_hint(diagnostic)},
        "locations": [{"physicalLocation": _location(diagnostic.place)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"physicalLocation": _location(other.place), "message": {"text": other.message}}
            for other in dict.fromkeys(diagnostic.related)  # they have to differ
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.fix)]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    """Return a fix as SARIF writes it: the changes of each file, in characters."""
    paths = dict.fromkeys(edit.place.path for edit in fix.edits)
    changes = [
        {
            "artifactLocation": _location(Place(path=path))["artifactLocation"],
            "replacements": [
                {
                    "deletedRegion": _location(edit.place)["region"],
                    "insertedContent": {"text": edit.new},
                }
                for edit in fix.edits
                if edit.place.path == path
            ],
        }
        for path in paths
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_column is not None:
        region["endColumn"] = place.end_column
    return {"artifactLocation": {"uri": quote(place.path, errors="replace")}, "region": region}
