"""The rule table and the code that reports faults know the same rules."""

from __future__ import annotations

import ast
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jmsite.model.fields import Fields, Reference
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES

PACKAGE = Path(__file__).parents[3] / "jmsite"
TABLES = PACKAGE / "model" / "rules"
UNKNOWN = "ref/unknown-"


def words_of_code() -> set[str]:
    """Every text in the code outside the rule tables."""
    trees = (
        ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py") if TABLES not in path.parents
    )
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def referred(hint: Any, seen: set[Any]) -> Iterator[str]:
    """The kinds of reference that a type can hold."""
    if isinstance(hint, Reference):
        yield from hint.kinds
    elif isinstance(hint, type) and issubclass(hint, Fields) and hint not in seen:
        seen.add(hint)
        for field in typing.get_type_hints(hint, include_extras=True).values():
            yield from referred(field, seen)
    elif typing.get_origin(hint) in (typing.Annotated, typing.Union, types.UnionType, tuple, dict):
        for part in typing.get_args(hint):
            yield from referred(part, seen)


def test_every_rule_is_reported_somewhere() -> None:
    known = words_of_code()
    assert {id for id in RULES if id not in known and not id.startswith(UNKNOWN)} == set()
    assert UNKNOWN in known


def test_every_kind_of_reference_has_its_rule() -> None:
    kinds = {kind for entity in KINDS.values() for kind in referred(entity.model, set())}
    assert {"persona", "next", "asset"} <= kinds
    expected = {
        f"ref/missing-{kind}" if kind in ("asset", "data") else UNKNOWN + kind for kind in kinds - {"link"}
    }
    assert expected == {id for id in RULES if id.startswith(("ref/unknown-", "ref/missing-"))}


def test_families_are_few_and_ids_are_plain() -> None:
    for id in RULES:
        family, name = id.split("/")
        assert family.isalpha()
        assert name.replace("-", "").isalnum()
