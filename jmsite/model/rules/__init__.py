"""The table of rules: every fault that can be reported has a row here. Extension is another row."""

from __future__ import annotations

from jmsite.model.diagnostics import Diagnostic, Fix, Place, Related
from jmsite.model.rules.address import ADDRESS
from jmsite.model.rules.data import DATA
from jmsite.model.rules.events import EVENTS
from jmsite.model.rules.field import FIELD
from jmsite.model.rules.file import FILE
from jmsite.model.rules.ignore import IGNORE
from jmsite.model.rules.journey import JOURNEY
from jmsite.model.rules.practice import PRACTICE
from jmsite.model.rules.prose import PROSE
from jmsite.model.rules.ref import REF
from jmsite.model.rules.rule import Rule
from jmsite.model.rules.site import SITE
from jmsite.model.rules.theme import THEME
from jmsite.model.rules.yaml_ import YAML

__all__ = ["RULES", "Rule", "fault"]

RULES: dict[str, Rule] = {
    rule.id: rule
    for family in (
        FILE,
        YAML,
        FIELD,
        REF,
        ADDRESS,
        PROSE,
        JOURNEY,
        DATA,
        EVENTS,
        SITE,
        THEME,
        IGNORE,
        PRACTICE,
    )
    for rule in family
}


def fault(
    rule_id: str,
    message: str,
    place: Place,
    hint: str = "",
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:
    """Return a fault against a rule, with the rule's severity. Raises ``KeyError`` for a rule without a row."""
    return Diagnostic(
        rule=rule_id,
        severity=RULES[rule_id].severity,
        message=message,
        place=place,
        hint=hint,
        related=related,
        fix=fix,
    )
