"""Write a content file to begin with: the fields of a kind with what they mean, taken from its model."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from jmsite.formats.yaml.writer import scalar
from jmsite.model.fields import Common, Fields

WIDTH = 96
"""Columns of the comments of a new file, as of the lines that ``formats/yaml/writer`` makes."""
FORMS: Mapping[str, str] = {"date": "2026-01-31", "duration": "P90D"}
SIMPLE: Mapping[str, str] = {"string": "…", "integer": "1", "number": "1", "boolean": "true", "object": "{}"}
Schema = Mapping[str, Any]
EMPTY: Mapping[str, Sequence[str]] = MappingProxyType({})


def scaffold(
    model: type[Fields],
    title: str,
    indent: str = "",
    apart: Container[str] = (),
    parts: Mapping[str, Sequence[str]] = EMPTY,
) -> str:
    """Return the fields of ``model`` as YAML: ``title`` filled in, the others as comments saying what they hold.

    Fields that are named in ``apart`` are left out. ``parts`` are those of a list of compound values that are worth
    explaining, by the list.
    """
    schema = model.model_json_schema()
    fields = {
        name: field for name, field in schema["properties"].items() if name != "title" and name not in apart
    }
    # stable: within both groups the order of the declaration stays
    own_first = sorted(fields, key=lambda name: name in Common.model_fields)
    told = (
        _list(name, fields[name], parts[name], schema)
        if name in parts
        else _block(name, fields[name], schema)
        for name in own_first
    )
    blocks = [f"title: {scalar(title)}\n", *told]
    return textwrap.indent("\n".join(blocks), indent, lambda line: bool(line.strip()))


def _block(name: str, field: Schema, schema: Schema) -> str:
    return f"{_explained(field, schema)}#{name}: {_sample(field, schema)}\n"


def _list(name: str, field: Schema, parts: Sequence[str], schema: Schema) -> str:
    """Return a list with one entry whose parts are explained, all as comments."""
    inner = _forms(_forms(field, schema)[0]["items"], schema)[0]["properties"]
    made = f"{_explained(field, schema)}#{name}:\n"
    for at, part in enumerate(parts):
        explained = _explained(inner[part], schema)
        made += textwrap.indent(explained, "#  " if at == 0 else "#    ")
        made += f"#  {'-' if at == 0 else ' '} {part}: {_sample(inner[part], schema)}\n"
    return made


def _explained(field: Schema, schema: Schema) -> str:
    """Return what a field means, as comments."""
    words = " ".join(filter(None, (field.get("description", ""), _choices(field, schema))))
    return "".join(f"# {line}\n" for line in textwrap.wrap(words, WIDTH, break_on_hyphens=False))


def _choices(field: Schema, schema: Schema) -> str:
    named = [option for form in _forms(field, schema) for option in form.get("enum", ())]
    return f"One of: {', '.join(map(str, named))}." if named else ""


def _forms(field: Schema, schema: Schema) -> list[Schema]:
    """Return the forms a value can have, references followed and ``null`` left out."""
    if "$ref" in field:
        return _forms(schema["$defs"][field["$ref"].rpartition("/")[2]], schema)
    options = field.get("anyOf") or field.get("oneOf")
    if options:
        return [form for option in options for form in _forms(option, schema) if form.get("type") != "null"]
    return [field]


def _sample(field: Schema, schema: Schema) -> str:
    """Return a value in the form that the field has, on one line."""
    default = field.get("default")
    if isinstance(default, (str, bool, int, float)):
        return json.dumps(default, ensure_ascii=False) if not isinstance(default, str) else scalar(default)
    form = _forms(field, schema)[0]
    if "enum" in form:
        return str(form["enum"][0])
    if form.get("type") == "array":
        return f"[{_sample(form.get('items', {}), schema)}]"
    if form.get("properties"):
        parts = (f"{name}: {_sample(part, schema)}" for name, part in _main(form).items())
        return "{" + ", ".join(parts) + "}"
    if "pattern" in form:
        return "a-name"
    return FORMS.get(form.get("format", ""), SIMPLE.get(form.get("type", ""), "…"))


def _main(form: Schema) -> Schema:
    """Return the parts of a compound value worth showing: those it must have, or else the first two."""
    parts: Schema = form["properties"]
    return {name: parts[name] for name in form.get("required") or list(parts)[:2]}
