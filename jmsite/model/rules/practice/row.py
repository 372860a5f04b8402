"""Make rows of the table of rules of practice."""

from __future__ import annotations

from jmsite.model.diagnostics import Severity
from jmsite.model.rules.rule import Rule, RuleOptions


def remark(
    id: str, title: str, why: str, fix: str, example: str, options: type[RuleOptions] = RuleOptions
) -> Rule:
    """Return a rule about what is missing or too much: a remark, and a warning where the site is strict."""
    return _rule(id, Severity.INFO, title, why, fix, example, options)


def advice(
    id: str, title: str, why: str, fix: str, example: str, options: type[RuleOptions] = RuleOptions
) -> Rule:
    """Return a rule about what is wrong: a warning, and an error where the site is strict."""
    return _rule(id, Severity.WARNING, title, why, fix, example, options)


def _rule(
    id: str, severity: Severity, title: str, why: str, fix: str, example: str, options: type[RuleOptions]
) -> Rule:
    return Rule(
        id=id,
        severity=severity,
        title=title,
        why=why,
        fix=fix,
        options=options,
        practice=True,
        example=example,
    )
