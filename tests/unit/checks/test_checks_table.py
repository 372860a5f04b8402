"""Every row of the table of checks says which rules its function may report."""

from __future__ import annotations

import ast
import inspect
import sys

import pytest

from jmsite.checks.table import CHECKS, SiteCheck, UnitCheck
from jmsite.content.validation_messages import UNSAFE
from jmsite.model.rules import RULES

ELSEWHERE = {"field/unknown", "visibility/unknown-path", "chart/bad-block", "chart/too-much"}
"""What functions beside a check report, in the same modules: settings of the site, charts that cannot be drawn."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_row_names_the_rules_of_its_function(check: SiteCheck | UnitCheck):
    source = inspect.getsource(sys.modules[check.look.__module__])
    written = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    reported = (written & set(RULES)) | ({UNSAFE} if "UNSAFE," in source else set())
    assert set(check.rules) <= reported
    assert reported - set(check.rules) <= ELSEWHERE


def test_no_two_checks_have_one_name():
    assert len({check.name for check in CHECKS}) == len(CHECKS)
