"""Weigh faults as the site wants them weighed, and put them in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from jmsite.checks.rule_settings import entries_at, options_at, plain_options
from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.entities.site import RuleSetting
from jmsite.model.rules import RULES
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.value import replace

__all__ = ["apply_severities", "by_file", "options_of", "plain_options"]

Options = TypeVar("Options", bound=RuleOptions)
Settings = Mapping[str, RuleSetting]
SETTINGS = "content/site.yaml"
UNSHOWN = ("visibility/partly-hidden",)
"""Rules of which no page may tell: that something is hidden is for those who build."""
RAISED = {Severity.INFO: Severity.WARNING, Severity.WARNING: Severity.ERROR, Severity.ERROR: Severity.ERROR}
"""The weight of a rule of practice where the site is strict about them."""


def apply_severities(
    diagnostics: Iterable[Diagnostic], settings: Settings, practice: str = "off"
) -> tuple[Diagnostic, ...]:
    """Return the faults with the severities that site.yaml sets, without those it turns off, each once, in
    order of place. ``practice`` says what becomes of rules of practice of which nothing else is set.
    """
    kept = dict.fromkeys(_weighed(diagnostics, settings, practice))
    return tuple(sorted(kept, key=lambda diagnostic: diagnostic.sort_key))


def options_of(rule_id: str, settings: Settings, kind: type[Options]) -> Options:
    """Return what site.yaml sets for a rule, as its declaration reads it.

    Settings that it refuses count for nothing; ``check_settings`` tells them.
    """
    return options_at(rule_id, settings, kind, "")


def by_file(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """Return faults of the content that do not stop a build, by the file they are in: they may be shown on pages."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for one in diagnostics:
        if one.rule in UNSHOWN:
            continue
        if one.severity is not Severity.ERROR and one.place.path.startswith("content/"):
            found[one.place.path] = (*found.get(one.place.path, ()), one)
    return found


def _weighed(diagnostics: Iterable[Diagnostic], settings: Settings, practice: str) -> Iterator[Diagnostic]:
    for diagnostic in diagnostics:
        severity = None if _is_of_settings(diagnostic) else _set(diagnostic, settings)
        severity = severity or _by_practice(diagnostic, practice)
        if severity != "off":
            yield replace(diagnostic, severity=Severity(severity)) if severity else diagnostic


def _set(diagnostic: Diagnostic, settings: Settings) -> str | None:
    """Return the severity that is set: what is set for a rule counts more than what is set for its family."""
    rule, path = diagnostic.rule, diagnostic.place.path
    for name in (rule, rule.partition("/")[0]):
        setting = settings.get(name)
        said: list[Any] = [setting, *entries_at(setting, path)] if setting else []
        found = [one.severity for one in said if one.severity]
        if found:
            return str(found[-1])
    return None


def _by_practice(diagnostic: Diagnostic, practice: str) -> str | None:
    rule = RULES.get(diagnostic.rule)
    if rule is None or not rule.practice or practice == "gentle":
        return None
    return RAISED[diagnostic.severity] if practice == "strict" else "off"


def _is_of_settings(diagnostic: Diagnostic) -> bool:
    """Return whether a fault leaves out what site.yaml says: that may be who can read what, so no setting lowers it."""
    family = diagnostic.rule.partition("/")[0]
    wrong = diagnostic.severity is Severity.ERROR and family in ("yaml", "file", "field", "visibility")
    return wrong and diagnostic.place.path == SETTINGS
