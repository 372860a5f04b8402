"""What a site says of rules holds for its faults, which come once and in order."""

from __future__ import annotations

from typing import Any

import pytest

from jmsite.checks.severities import apply_severities, by_file
from jmsite.model.diagnostics import Place, Severity
from jmsite.model.entities.site import RuleSetting
from jmsite.model.rules import fault

LATE = fault("link/missing-file", "late", Place(path="content/b.md", line=9, column=1))
EARLY = fault("link/missing-anchor", "early", Place(path="content/b.md", line=2, column=5))
RIGHT = fault("link/missing-file", "right", Place(path="content/b.md", line=2, column=7))
FIRST = fault("ref/unknown-persona", "first", Place(path="content/a.md", line=20, column=1))


def test_faults_come_once_and_by_file_line_and_column():
    assert apply_severities([LATE, RIGHT, FIRST, LATE, EARLY], {}) == (FIRST, EARLY, RIGHT, LATE)


@pytest.mark.parametrize(
    ("rules", "severities"),
    [
        ({"link": "info"}, {"early": "info", "late": "info", "first": "error"}),
        ({"link/missing-file": "off"}, {"early": "error", "first": "error"}),
        ({"link": "off", "link/missing-file": "warning"}, {"late": "warning", "first": "error"}),
        ({"ref": "off", "link": "error"}, {"early": "error", "late": "error"}),
    ],
)
def test_a_rule_is_weighed_by_itself_else_by_its_family(rules: dict[str, Any], severities: dict[str, str]):
    settings = {id: RuleSetting(severity=severity) for id, severity in rules.items()}
    kept = apply_severities([LATE, EARLY, FIRST], settings)
    assert {one.message: one.severity.value for one in kept} == severities


def test_pages_may_tell_what_does_not_stop_a_build_and_is_in_the_content():
    weighed = apply_severities([LATE, EARLY, FIRST], {"link": RuleSetting(severity="warning")})
    hidden = fault("visibility/partly-hidden", "hidden", Place(path="content/b.md"))
    theme = fault("theme/unknown-file", "theme", Place(path="themes/own/x.css"))
    assert hidden.severity is not Severity.ERROR
    assert theme.severity is not Severity.ERROR
    told = {
        path: [one.message for one in faults] for path, faults in by_file([*weighed, hidden, theme]).items()
    }
    assert told == {"content/b.md": ["early", "late"]}
