"""Faults in formats that programs read."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from jmsite.model.diagnostics import Diagnostic, Fix, Place, Severity
from jmsite.model.rules import RULES
from jmsite.version import VERSION

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JSON array of ``{rule, severity, message, path, line, column, end_column, hint, related}``, or
    with ``fix``.
    """
    return _dumped([_plain(diagnostic) for diagnostic in diagnostics])


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Return GitHub's workflow commands, a line each: they become notes on the lines of a pull request."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a SARIF 2.1.0 log with one run; columns count Unicode characters."""
    ids = sorted({diagnostic.rule for diagnostic in diagnostics})
    driver = {"name": "jmsite", "version": VERSION, "rules": [_sarif_rule(id) for id in ids]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, ids) for diagnostic in diagnostics],
    }
    return _dumped({"version": "2.1.0", "runs": [run]})


def junit(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a JUnit report: a failed case for each error, a skipped one for each lighter fault."""
    failures = sum(diagnostic.severity == Severity.ERROR for diagnostic in diagnostics)
    cases = [_case(diagnostic) for diagnostic in diagnostics] or [
        '<testcase classname="content" name="check"/>'
    ]
    head = f'<testsuite name="jmsite" tests="{len(cases)}" failures="{failures}">'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<testsuites>",
            head,
            *cases,
            "</testsuite>",
            "</testsuites>",
            "",
        ]
    )


def _dumped(value: Any) -> str:
    # Escapes keep lone surrogates from undecodable file names writable.
    return json.dumps(value, indent=2) + "\n"


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


def _words(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message


def _command(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    named = {"file": place.path, "line": place.line, "col": place.column}
    if place.end_column is not None:
        # GitHub counts the last sign in, ours is the one after it
        named["endColumn"] = place.end_column - 1
    named["title"] = diagnostic.rule
    listed = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in named.items())
    return f"::{_GITHUB[diagnostic.severity]} {listed}::{_escaped(_words(diagnostic))}"


def _escaped(words: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        words = words.replace(sign, f"%{ord(sign):02X}")
    return re.sub(_NOT_XML, "\ufffd", words)


def _sarif_rule(id: str) -> dict[str, Any]:
    rule = RULES[id]
    return {
        "id": id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
    }


def _result(diagnostic: Diagnostic, ids: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": ids.index(diagnostic.rule),
        "level": _SARIF[diagnostic.severity],
        "message": {"text": _words(diagnostic)},
        "locations": [{"physicalLocation": _location(diagnostic.place)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"physicalLocation": _location(other.place), "message": {"text": other.message}}
            for other in diagnostic.related
        ]
    if diagnostic.fix:
        result["fixes"] = [_sarif_fix(diagnostic.fix)]
    return result


def _sarif_fix(fix: Fix) -> dict[str, Any]:
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


def _case(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    name = f"{diagnostic.rule} at {place.line}:{place.column}"
    opening = f"<testcase classname={_attribute(place.path)} name={_attribute(name)}>"
    words = _attribute(_words(diagnostic))
    if diagnostic.severity == Severity.ERROR:
        return f"{opening}<failure type={_attribute(diagnostic.rule)} message={words}/></testcase>"
    return f"{opening}<skipped message={words}/></testcase>"


def _attribute(words: str) -> str:
    from xml.sax.saxutils import quoteattr

    # XML has no way to write these signs, not even escaped
    return quoteattr(re.sub(_NOT_XML, "\ufffd", words))
