"""A rule, and the options that site.yaml may set for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from jmsite.model.diagnostics import Severity
from jmsite.model.fields import Fields, FilledText
from jmsite.model.value import Value

Weight = Annotated[Literal["error", "warning", "info", "off"] | None, Field(description="Its weight.")]


class Narrowed(Fields, extra="allow"):
    """The setting of a rule for a part of the content, as written: which other keys there are, the row says."""

    severity: Weight = None


class RuleOptions(Fields):
    """Options that site.yaml may set for every rule. A rule with options of its own declares them in a subclass."""

    severity: Weight = None
    paths: Annotated[
        dict[FilledText, Narrowed],
        Field(
            description="Other options for a folder or file under content/: `{journeys/old: {severity: off}}`."
        ),
    ] = {}
    journeys: Annotated[
        dict[FilledText, Narrowed],
        Field(description="Other options for a journey: `{buy-online: {severity: info}}`."),
    ] = {}


NARROWING = ("paths", "journeys")
"""The options that hold others for a part of the content; they cannot stand in each other."""


class Rule(Value):
    """A named fault: how much it weighs, what it is, why it matters, and how to put it right.

    ``options`` declares what site.yaml may set for it. ``practice`` marks a rule of good journey mapping, which is
    asked for by ``practice:`` in site.yaml; ``example`` shows how its faults are put right.
    """

    id: str
    severity: Severity
    title: str
    why: str
    fix: str
    options: type[RuleOptions] = RuleOptions
    practice: bool = False
    example: str = ""

    @property
    def family(self) -> str:
        """Return the part of its id that it shares with rules of its kind: ``ref`` of ``ref/cycle``."""
        return self.id.partition("/")[0]


def error(id: str, title: str, why: str, fix: str, options: type[RuleOptions] = RuleOptions) -> Rule:
    """Return a row of a rule table whose faults stop the build."""
    return Rule(id=id, severity=Severity.ERROR, title=title, why=why, fix=fix, options=options)


def warning(id: str, title: str, why: str, fix: str, options: type[RuleOptions] = RuleOptions) -> Rule:
    """Return a row of a rule table whose faults stop the build under ``--strict`` only."""
    return Rule(id=id, severity=Severity.WARNING, title=title, why=why, fix=fix, options=options)


def info(id: str, title: str, why: str, fix: str, options: type[RuleOptions] = RuleOptions) -> Rule:
    """Return a row of a rule table whose faults stop nothing."""
    return Rule(id=id, severity=Severity.INFO, title=title, why=why, fix=fix, options=options)
