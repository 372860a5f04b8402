"""Write the rules of practice as a page of a guide."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.diagnostics import Severity
from jmsite.model.rules import RULES, Rule
from jmsite.report.explaining import settings_of

TITLES = {
    "objectives": "Objectives: what it is for",
    "evidence": "Evidence: what it rests on",
    "contradiction": "Contradictions: where words and readings differ",
    "upkeep": "Upkeep: who keeps it true",
    "review": "Reviews: whether they still hold",
    "simplicity": "Simplicity: what a reader can take in",
    "empathy": "Empathy: in the customer's words",
    "completeness": "Completeness: what it leaves open",
    "inclusion": "Inclusion: whom it forgets",
    "privacy": "Privacy: what must not stand there",
}
WEIGHTS = {Severity.INFO: "A remark.", Severity.WARNING: "A warning.", Severity.ERROR: "An error."}


def practice_in_markdown() -> str:
    """Return every rule of practice in Markdown, family by family: what, why, how, an example, and its settings."""
    rules = [rule for rule in RULES.values() if rule.practice]
    parts: list[str] = []
    for family in dict.fromkeys(rule.family for rule in rules):
        parts.append(f"## {TITLES[family]}")
        parts += [part for rule in rules if rule.family == family for part in _rule(rule)]
    return "\n\n".join(parts) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### `{rule.id}`"
    yield f"{rule.title} *{WEIGHTS[rule.severity]}*"
    yield rule.why
    yield rule.fix
    yield f"```{'markdown' if rule.example.startswith('![') else 'yaml'}\n{rule.example}\n```"
    if own := settings_of(rule):
        yield "\n".join(f"- `{name}`: {told}" for name, told in own)
