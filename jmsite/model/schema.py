"""Describe the fields for editors and for the documentation: JSON Schemas, and a table of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import to_jsonable_python

from jmsite.model.fields import MOST
from jmsite.model.kinds import ENTITIES, KINDS, Kind
from jmsite.model.value import Value

Schema = dict[str, Any]
_DIALECT = "http://json-schema.org/draft-07/schema#"
_TYPES = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}
_SPECIAL = frozenset(("pattern", "format", "enum", "const"))
_FORMATS = {"date": "day", "duration": "duration"}


class FieldRow(Value):
    """A field in the reference. ``field`` is its path (``pains.severity``), ``type`` and ``default`` are words."""

    kind: str
    field: str
    type: str
    required: bool
    default: str
    description: str


class Plainly(GenerateJsonSchema):
    """Writes defaults as what they are; pydantic makes an adapter of types for each, which takes half of its time."""

    def encode_default(self, dft: Any) -> Any:
        return to_jsonable_python(dft)


def schemas() -> dict[str, Schema]:
    """Return schemas by file name: ``<kind>.json`` for one entity, ``<kind>-registry.json`` for a registry file."""
    made = {}
    for kind in KINDS.values():
        made[f"{kind.name}.json"] = _schema(kind)
        if kind.listed:
            made[f"{kind.name}-registry.json"] = _registry(kind)
    return made


def definitions() -> tuple[dict[str, Schema], Schema]:
    """Return the schema of the fields of each kind, by its name, and the definitions they refer to (2020-12)."""
    generator = Plainly(ref_template="#/$defs/{model}")
    models = [(kind.model, "validation", kind.model.__pydantic_core_schema__) for kind in ENTITIES.values()]
    made, found = generator.generate_definitions(models)  # type: ignore[arg-type]
    named = {kind.name: made[(kind.model, "validation")] for kind in ENTITIES.values()}
    return named, {str(name): schema for name, schema in found.items()}


@cache
def field_reference() -> tuple[FieldRow, ...]:
    """Return every field of every kind, compound ones followed by their parts."""
    generator = Plainly()
    made = {kind: generator.generate_inner(kind.model.__pydantic_core_schema__) for kind in KINDS.values()}
    definitions = _tidy({"$defs": generator.definitions})["definitions"]
    names = {kind: next(_refs(schema)) for kind, schema in made.items()}
    return tuple(
        row
        for kind, name in names.items()
        for row in _fields(kind.name, "", definitions[name], definitions, ())
    )


def _schema(kind: Kind) -> Schema:
    return {"$schema": _DIALECT, **_tidy(kind.model.model_json_schema(schema_generator=Plainly))}


def _registry(kind: Kind) -> Schema:
    entry = _schema(kind)
    definitions = entry.pop("definitions", {})
    return {
        "$schema": entry.pop("$schema"),
        "title": kind.title,
        "type": "object",
        "additionalProperties": {"$ref": "#/definitions/entry"},
        # null: an entry may be its id alone
        "definitions": {**definitions, "entry": {"anyOf": [entry, {"type": "null"}]}},
    }


def _tidy(schema: Any) -> Any:
    """Return a schema as editors know it: draft 7, no titles made from names, no empty defaults, numbers as text."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema.replace("#/$defs/", "#/definitions/") if isinstance(schema, str) else schema
    tidied: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            named = {name: _tidy(part) for name, part in value.items()}
            tidied["definitions" if key == "$defs" else key] = named
        elif not (key == "title" and isinstance(value, str)) and not (
            key == "default" and value in (None, [], {})
        ):
            tidied[key] = _tidy(value)
    # as Fields reads them: a number is taken for text (coerce_numbers_to_str)
    if tidied.get("type") == "string" and not _SPECIAL & tidied.keys():
        tidied["type"] = ["string", "number"]
    return tidied


def _fields(
    kind: str, prefix: str, schema: Schema, definitions: Schema, inside: tuple[str, ...]
) -> Iterator[FieldRow]:
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        words = _words(field)
        yield FieldRow(
            kind=kind,
            field=path,
            type=words,
            required=name in required,
            default=_default(field),
            description=_description(field, definitions),
        )
        for part in dict.fromkeys(ref for form in _forms(field) for ref in _refs(form)):
            # a type may hold itself over others: once is enough for a reader
            if part not in inside:
                yield from _fields(kind, f"{path}.", definitions[part], definitions, (*inside, part))


def _forms(field: Schema) -> Iterator[Schema]:
    """Yield the forms a value can have; that a list of one needs no brackets goes without saying."""
    options = field.get("anyOf") or field.get("oneOf")
    if not options:
        yield field
        return
    entries = [option["items"] for option in options if option.get("type") == "array"]
    for option in options:
        if option.get("type") != "null" and option not in entries:
            yield from _forms(option)


def _refs(form: Schema) -> Iterator[str]:
    if "$ref" in form:
        yield form["$ref"].rpartition("/")[2]
    for inner in (form.get("items"), form.get("additionalProperties")):
        if isinstance(inner, dict):
            for part in _forms(inner):
                yield from _refs(part)


def _words(field: Schema) -> str:
    """Return the type of a field in plain words."""
    words = list(dict.fromkeys(_form_words(form) for form in _forms(field)))
    told = " or ".join(words[:-1])
    return f"{told}, or one of these by name" if words[-1] == f"{told} by name" else " or ".join(words)


def _form_words(form: Schema) -> str:
    if "enum" in form or "const" in form:
        return ", ".join(f"`{value}`" for value in form.get("enum", [form.get("const")]))
    kind = form.get("type")
    if kind == "array":
        return f"list of {_words(form.get('items', {}))}"
    if isinstance(form.get("additionalProperties"), dict):
        return f"{_words(form['additionalProperties'])} by name"
    if "$ref" in form or kind == "object":
        return "fields"
    if isinstance(kind, list):
        return "text"
    return _FORMATS.get(form.get("format", ""), _TYPES.get(str(kind), "any value")) + _bounds(form)


def _bounds(form: Schema) -> str:
    # MOST is so far off that it bounds nothing an author would write
    low, high = (None if abs(end or 0) == MOST else end for end in (form.get("minimum"), form.get("maximum")))
    begin = "" if low is None else f" from {_figure(low)}"
    return begin + ("" if high is None else f" to {_figure(high)}")


def _description(field: Schema, definitions: Schema) -> str:
    """Return the field's own description, or that of its type where pydantic found the two equal and kept one."""
    return str(field.get("description") or definitions[next(_refs(field))]["description"])


def _default(field: Schema) -> str:
    return "" if "default" not in field else json.dumps(field["default"], ensure_ascii=False).strip('"')


def _figure(bound: float) -> str:
    return f"{bound:,.0f}" if float(bound).is_integer() else f"{bound:g}"
