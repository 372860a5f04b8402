"""Schemas for editors and the table of fields agree with what validation accepts."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from jmsite.model.field_errors import admit
from jmsite.model.fields import Fields
from jmsite.model.kinds import KINDS
from jmsite.model.schema import field_reference, schemas

SCHEMAS = schemas()


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_one(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])


def test_every_kind_has_a_schema_and_every_list_a_registry() -> None:
    assert {name.removesuffix(".json") for name in SCHEMAS} == {
        *KINDS, *(f"{kind.name}-registry" for kind in KINDS.values() if kind.listed),
    }  # fmt: skip


GOOD: list[tuple[str, dict[str, Any]]] = [
    ("site", {"title": 2026}),
    ("stage", {"touchpoint": "shop", "doing": ["a", {"text": "b", "persona": "anna"}, 3], "thinking": "c"}),
    (
        "stage",
        {
            "emotion": 1,
            "steps": [{"emotion": {"anna": -1, "ben": {"metric": "csat"}}}, {"emotion": {"score": 1}}],
        },
    ),
    (
        "stage",
        {"pains": ["a", {"text": "b", "severity": 2, "research": "r"}], "duration": "P2D", "wait": None},
    ),
    ("metric", {"readings": [{"date": "2026-05-01", "value": 3}]}),
    ("metric", {"readings": {"file": "data/a.csv", "every": "week"}}),
    (
        "persona",
        {"demographics": {"age": 34}, "channels": ["web", {"channel": "app", "rating": 80}], "share": 12.5},
    ),
    ("journey", {"personas": "anna", "objectives": {"text": "More", "by": "2026-12-31"}, "tags": None}),
]
BAD: list[tuple[str, dict[str, Any]]] = [
    ("site", {}),
    ("stage", {"titel": "x"}),
    ("stage", {"intensity": 7}),
    ("stage", {"emotion": [[1]]}),
    ("stage", {"pains": [{"severity": 2}]}),
    ("metric", {"readings": {"every": "yer"}}),
    ("persona", {"colour": "red"}),
    ("persona", {"kind": "main"}),
    ("journey", {"objectives": [{"by": "2026-12-31"}]}),
]


@pytest.mark.parametrize(("kind", "front"), GOOD)
def test_what_is_valid_is_valid_in_editors(kind: str, front: dict[str, Any]) -> None:
    assert isinstance(admit(KINDS[kind].model, front), Fields)
    jsonschema.Draft7Validator(SCHEMAS[f"{kind}.json"]).validate(front)


@pytest.mark.parametrize(("kind", "front"), BAD)
def test_what_is_wrong_is_wrong_in_editors(kind: str, front: dict[str, Any]) -> None:
    assert not isinstance(admit(KINDS[kind].model, front), Fields)
    assert not jsonschema.Draft7Validator(SCHEMAS[f"{kind}.json"]).is_valid(front)


def test_a_registry_is_the_kind_by_id() -> None:
    registry = jsonschema.Draft7Validator(SCHEMAS["channel-registry.json"])
    assert registry.is_valid({"web": {"kind": "online"}, "shop": None})
    assert not registry.is_valid({"web": {"kind": "onlin"}})


def test_schemas_describe_every_field() -> None:
    for name, schema in SCHEMAS.items():
        for field, described in schema.get("properties", {}).items():
            assert described.get("description") or "$ref" in described, f"{field} in {name}"


def test_the_reference_has_every_field_with_its_type_in_words() -> None:
    rows = {(row.kind, row.field): row for row in field_reference()}
    assert all(row.description for row in rows.values() if "." not in row.field)
    assert rows["stage", "pains.severity"].type == "whole number from 1 to 3"
    assert rows["stage", "pains.text"].required
    assert rows["stage", "steps.doing"].type == "list of fields or text"
    assert rows["stage", "emotion"].type == "list of fields or text, or one of these by name"
    assert rows["persona", "share"].type == "number from 0 to 100"
    assert rows["persona", "kind"].default == "primary"
    assert rows["journey", "tags"].type == "list of text"
    assert rows["research", "from"].type == "day"
    assert {row.kind for row in rows.values()} == set(KINDS)
