"""A rule, and the options that site.yaml may set for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.diagnostics import Severity
from jmsite.model.fields import Fields
from jmsite.model.value import Value


class RuleOptions(Fields):
    """Options that site.yaml may set for every rule. A rule with options of its own declares them in a subclass."""

    severity: Annotated[
        Literal["error", "warning", "info", "off"] | None, Field(description="Its weight.")
    ] = None


class Rule(Value):
    """A named fault: how much it weighs, what it is, why it matters, and how to put it right.

    ``options`` declares what site.yaml may set for it.
    """

    id: str
    severity: Severity
    title: str
    why: str
    fix: str
    options: type[RuleOptions] = RuleOptions


def error(id: str, title: str, why: str, fix: str, options: type[RuleOptions] = RuleOptions) -> Rule:
    """Return a row of a rule table whose faults stop the build."""
    return Rule(id=id, severity=Severity.ERROR, title=title, why=why, fix=fix, options=options)


def warning(id: str, title: str, why: str, fix: str, options: type[RuleOptions] = RuleOptions) -> Rule:
    """Return a row of a rule table whose faults stop the build under ``--strict`` only."""
    return Rule(id=id, severity=Severity.WARNING, title=title, why=why, fix=fix, options=options)


def info(id: str, title: str, why: str, fix: str, options: type[RuleOptions] = RuleOptions) -> Rule:
    """Return a row of a rule table whose faults stop nothing."""
    return Rule(id=id, severity=Severity.INFO, title=title, why=why, fix=fix, options=options)
