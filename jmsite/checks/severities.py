"""Weigh faults as the site wants them weighed, and put them in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.entities.site import RuleSetting
from jmsite.model.value import replace


def apply_severities(
    diagnostics: Iterable[Diagnostic], settings: Mapping[str, RuleSetting]
) -> tuple[Diagnostic, ...]:
    """The faults with the severities that site.yaml sets, without those it turns off, each once, in order of place."""
    kept = dict.fromkeys(_weighed(diagnostics, settings))
    return tuple(sorted(kept, key=lambda diagnostic: diagnostic.sort_key))


def by_file(diagnostics: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """Judged faults of the content that do not stop a build, by the file they are in."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for one in diagnostics:
        if one.severity is not Severity.ERROR and one.place.path.startswith("content/"):
            found[one.place.path] = (*found.get(one.place.path, ()), one)
    return found


def _weighed(diagnostics: Iterable[Diagnostic], settings: Mapping[str, RuleSetting]) -> Iterator[Diagnostic]:
    for diagnostic in diagnostics:
        setting = settings.get(diagnostic.rule) or settings.get(diagnostic.rule.partition("/")[0])
        severity = setting.severity if setting else None
        if severity != "off":
            yield replace(diagnostic, severity=Severity(severity)) if severity else diagnostic
