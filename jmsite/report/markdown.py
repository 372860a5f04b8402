"""Faults as Markdown for a comment: a list, the grave ones first, and nothing of content that acts."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.forge_markdown import as_code, escaped
from jmsite.report.text import grouped

MOST = 50
"""Faults that a comment lists."""
ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def markdown(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the faults as a list of Markdown, nothing where there are none.

    Of more than 50 these are the gravest, and it says how many there are beside them.
    """
    told = sorted(grouped(diagnostics), key=lambda one: ORDER.index(one[0].severity))
    lines = [_line(one, len(others)) for one, others in told[:MOST]]
    if len(told) > MOST:
        lines.append(f"- and {len(told) - MOST:,} more")
    return "".join(f"{line}\n" for line in lines)


def _line(one: Diagnostic, others: int) -> str:
    where = as_code(f"{one.place.path}:{one.place.line}")
    more = f", and in {others:,} other places" if others else ""
    hint = f" ({escaped(one.hint)})" if one.hint else ""
    return f"- **{one.severity.value}** {where}{more}: {escaped(one.message)}{hint} {as_code(one.rule)}"
