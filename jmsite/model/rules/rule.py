"""What a rule is."""

from __future__ import annotations

from jmsite.model.diagnostics import Severity
from jmsite.model.value import Value


class Rule(Value):
    """A named fault: how much it weighs, what it is, why it matters, and how to put it right."""

    id: str
    severity: Severity
    title: str
    why: str
    fix: str


def error(id: str, title: str, why: str, fix: str) -> Rule:
    """A row of a rule table whose faults stop the build."""
    return Rule(id, Severity.ERROR, title, why, fix)


def warning(id: str, title: str, why: str, fix: str) -> Rule:
    """A row of a rule table whose faults stop the build under ``--strict`` only."""
    return Rule(id, Severity.WARNING, title, why, fix)


def info(id: str, title: str, why: str, fix: str) -> Rule:
    """A row of a rule table whose faults stop nothing."""
    return Rule(id, Severity.INFO, title, why, fix)
