"""Explain a rule to somebody who has broken it."""

from __future__ import annotations

from datetime import timedelta
from textwrap import indent

from jmsite.model.rules import RULES, Rule
from jmsite.model.rules.rule import RuleOptions


def explain(rule_id: str) -> str:
    """Return what a rule is, why it exists, how to satisfy it, and what can be set for it. Raises ``KeyError`` for a
    rule without a row.
    """
    rule = RULES[rule_id]
    parts = [f"{rule.id} ({rule.severity})", rule.title, f"Why: {rule.why}", f"What to do: {rule.fix}"]
    if rule.example:
        parts.append("For example:\n\n" + indent(rule.example, "    "))
    if own := settings_of(rule):
        parts.append("Settings:\n\n" + "\n".join(f"    {name}: {told}" for name, told in own))
    if rule.practice:
        parts.append(ASKED)
    return "\n\n".join(parts) + "\n"


ASKED = (
    "A rule of practice: `practice: gentle` in site.yaml asks for all of them, `strict` raises each by one, and a"
    " severity under `rules:` asks for a single one."
)


def settings_of(rule: Rule) -> tuple[tuple[str, str], ...]:
    """Return the settings that a rule has of its own: their names, and what they say with their defaults."""
    fields = rule.options.model_fields
    own = [name for name in fields if name not in RuleOptions.model_fields]
    return tuple(
        (name, f"{fields[name].description} Default: {_written(fields[name].default)}.") for name in own
    )


def _written(value: object) -> str:
    """Return a default as YAML has it."""
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, timedelta):
        return f"P{value.days}D"
    return str(value).lower() if isinstance(value, bool) else str(value)
