"""Weigh faults as the site wants them weighed, and put them in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.entities.site import RuleSetting
from jmsite.model.field_errors import admit
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.value import replace

Options = TypeVar("Options", bound=RuleOptions)
SETTINGS = "content/site.yaml"
UNSHOWN = ("visibility/partly-hidden",)
"""Rules of which no page may tell: that something is hidden is for those who build."""


def apply_severities(
    diagnostics: Iterable[Diagnostic], settings: Mapping[str, RuleSetting]
) -> tuple[Diagnostic, ...]:
    """Return the faults with the severities that site.yaml sets, without those it turns off, each once, in
    order of place.
    """
    kept = dict.fromkeys(_weighed(diagnostics, settings))
    return tuple(sorted(kept, key=lambda diagnostic: diagnostic.sort_key))


def options_of(rule_id: str, settings: Mapping[str, RuleSetting], kind: type[Options]) -> Options:
    """Return what site.yaml sets for a rule, as its declaration reads it.

    Settings that it refuses count for nothing; ``check_settings`` tells them.
    """
    written = settings.get(rule_id)
    read = admit(kind, plain_options(written)) if written else kind()
    return read if isinstance(read, kind) else kind()


def plain_options(setting: RuleSetting) -> dict[str, Any]:
    """Return the settings of a rule as they are written."""
    return {name: getattr(setting, name) for name in setting.model_fields_set}


def by_file(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """Return faults of the content that do not stop a build, by the file they are in: they may be shown on pages."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for one in diagnostics:
        if one.rule in UNSHOWN:
            continue
        if one.severity is not Severity.ERROR and one.place.path.startswith("content/"):
            found[one.place.path] = (*found.get(one.place.path, ()), one)
    return found


def _weighed(diagnostics: Iterable[Diagnostic], settings: Mapping[str, RuleSetting]) -> Iterator[Diagnostic]:
    for diagnostic in diagnostics:
        # what is set for a rule counts more than what is set for its family
        setting = settings.get(diagnostic.rule) or settings.get(diagnostic.rule.partition("/")[0])
        severity = setting.severity if setting and not _is_of_settings(diagnostic) else None
        if severity != "off":
            yield replace(diagnostic, severity=Severity(severity)) if severity else diagnostic


def _is_of_settings(diagnostic: Diagnostic) -> bool:
    """Return whether a fault leaves out what site.yaml says: that may be who can read what, so no setting lowers it."""
    family = diagnostic.rule.partition("/")[0]
    wrong = diagnostic.severity is Severity.ERROR and family in ("yaml", "file", "field", "visibility")
    return wrong and diagnostic.place.path == SETTINGS
