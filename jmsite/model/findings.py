"""Findings of checks of the catalog: faults of an entity and a field, which are given their places at the end.

Places move whenever a line is added above them. A step that returns findings answers the same as long as what is
written is the same, wherever that stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from jmsite.model.diagnostics import Diagnostic, Fix, Place, Related
from jmsite.model.rules import fault
from jmsite.model.sources import Loc
from jmsite.model.suggestions import ProbablyMeant, correction
from jmsite.model.value import Value

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Target = tuple[str, str]
"""The kind and the id of an entity."""
SITE: Target = ("site", "site")

RuleMessage = tuple[str, str, str]
"""The rule that is broken, what is wrong in words, and a hint."""


class RelatedField(Value):
    """Another entity, and a field of it, that helps to understand a finding; ``message`` says what is there."""

    entity: Target
    field: Loc
    message: str


class MissingField(Value):
    """A field that is not written, and the word that would stand in it, for the fix."""

    field: Loc
    word: str


class Finding(Value):
    """A fault of a field of an entity. ``field`` is the way to it by the names that authors write, () for all of it.

    ``named`` is set where the name of the field is wrong and not its value. ``meant`` is what was probably meant by
    the word that stands there, and ``added`` are the fields that were left out, both for the fix.
    """

    rule: str
    entity: Target
    field: Loc
    message: str
    hint: str = ""
    named: bool = False
    meant: ProbablyMeant = ProbablyMeant()
    related: tuple[RelatedField, ...] = ()
    added: tuple[MissingField, ...] = ()

    def at(self, place: Place, related: tuple[Related, ...] = (), fix: Fix | None = None) -> Diagnostic:
        """Return the finding as a fault at a place, with the fix given or that of the word which stands there.

        Raises ``KeyError`` for a rule without a row.
        """
        fix = fix or correction(place, self.meant)
        return fault(self.rule, self.message, place, self.hint, related, fix)


class Examined(Value, Generic[T_co]):
    """The result of a step on the catalog: its value, and what it found on the way."""

    value: T_co
    findings: tuple[Finding, ...] = ()


def merged_findings(parts: Sequence[Examined[T]]) -> Examined[tuple[T, ...]]:
    """Return the values of several steps as one, with the findings of all of them, in their order."""
    found = tuple([finding for part in parts for finding in part.findings])
    return Examined(value=tuple([part.value for part in parts]), findings=found)
