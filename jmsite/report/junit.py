"""Faults as JUnit, which programs that run tests show as tests."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.report.wording import printable, with_hint


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


def _case(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    name = f"{diagnostic.rule} at {place.line}:{place.column}"
    opening = f"<testcase classname={_attribute(place.path)} name={_attribute(name)}>"
    words = _attribute(with_hint(diagnostic))
    if diagnostic.severity == Severity.ERROR:
        return f"{opening}<failure type={_attribute(diagnostic.rule)} message={words}/></testcase>"
    return f"{opening}<skipped message={words}/></testcase>"


def _attribute(words: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(printable(words))
