"""Every row of the table of checks says which rules its function may report, and no others."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator

import pytest

from jmsite.checks.table import CHECKS, Check
from jmsite.model.rules import RULES


def reached(name: str, parts: dict[str, ast.stmt]) -> Iterator[ast.AST]:
    """What stands in a function, and in all of its module that it names."""
    seen, pending = set[str](), [name]
    while pending:
        here = pending.pop()
        if here in parts and here not in seen:
            seen.add(here)
            nodes = list(ast.walk(parts[here]))
            pending += [node.id for node in nodes if isinstance(node, ast.Name)]
            yield from nodes


def reports(check: Check) -> set[str]:
    """The rules whose ids stand in the function of a check and what it calls in its module."""
    module = sys.modules[check.look.__module__]
    body = ast.parse(inspect.getsource(module)).body
    parts = {part.name: part for part in body if isinstance(part, (ast.FunctionDef, ast.ClassDef))}
    found = set[str]()
    for node in reached(check.look.__name__, dict(parts)):
        value = node.value if isinstance(node, ast.Constant) else None
        value = getattr(module, node.id, None) if isinstance(node, ast.Name) else value
        found |= {value} if isinstance(value, str) and value in RULES else set()
    return found


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_row_names_the_rules_of_its_function(check: Check):
    assert set(check.rules) == reports(check)


def test_no_two_checks_have_one_name():
    assert len({check.name for check in CHECKS}) == len(CHECKS)
