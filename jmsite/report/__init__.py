"""Show faults: to people as text, to programs in the formats that they read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.report.excerpts import with_excerpts
from jmsite.report.explaining import explain, settings_of
from jmsite.report.github import github
from jmsite.report.json_array import as_json
from jmsite.report.junit import junit
from jmsite.report.markdown import markdown
from jmsite.report.rules_page import practice_in_markdown
from jmsite.report.sarif import sarif
from jmsite.report.text import grouped, text

__all__ = [
    "FORMATS",
    "as_json",
    "explain",
    "github",
    "grouped",
    "junit",
    "markdown",
    "practice_in_markdown",
    "sarif",
    "settings_of",
    "summary",
    "text",
    "with_excerpts",
]

FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "junit": junit,
    "markdown": markdown,
}


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many faults of each weight: ``3 errors, 1 warning``, or ``no problems``."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    told = [
        f"{counts[weight]} {word}{'s' * (counts[weight] > 1)}"
        for weight, word in words.items()
        if counts[weight]
    ]
    return ", ".join(told) or "no problems"
