"""The JSON Schema (2020-12) of what is exported as JSON, made of the models that content is validated with."""

from __future__ import annotations

from typing import Any

from jmsite.exporting.json_document import FORMAT, VERSION
from jmsite.exporting.selection import EXPORTED
from jmsite.model.kinds import ENTITIES
from jmsite.model.readings import Point, Series
from jmsite.model.schema import definitions
from jmsite.model.value import value_schemas

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export_schema() -> Schema:
    """Return the schema of an export, of the whole portal or a part of it."""
    fields, models = definitions()
    (series, point), values = value_schemas((Series, Point))
    made = {
        kind: _entity(ENTITIES[kind].title, fields[kind]) for kind in (*EXPORTED, "stage", "variant", "step")
    }
    made["journey"]["properties"]["stages"] = _list_of("stage", "Its stages, in order.")
    made["metric"]["properties"]["series"] = {**series, "description": "What its readings come to."}
    made["stage"]["properties"] |= {
        "steps": _list_of("step", "Its steps in order, with what differs for single personas."),
        "variants": _list_of("variant", "What is said of the stage for single personas."),
    }
    points = {"type": "array", "items": point, "description": "How each persona feels, from -2 to 2."}
    made["step"]["properties"]["points"] = points
    for kind in ("journey", "stage", "step"):
        told = "What its log of events says: counts of cases, with min_n kept to."
        made[kind]["properties"]["observed"] = {"type": "object", "description": told}
    of_kinds = {kind: _list_of(kind, f"{ENTITIES[kind].title}, in the portal's order.") for kind in EXPORTED}
    return {
        "$schema": DIALECT,
        "title": "A portal of journey maps, or a part of it",
        "type": "object",
        "required": ["format", "version", "entities"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "site": _site(models),
            "entities": {"type": "object", "properties": of_kinds, "additionalProperties": False},
        },
        "$defs": {**models, **values, **{f"{kind}-entity": one for kind, one in made.items()}},
    }


def _entity(title: str, fields: Schema) -> Schema:
    """Return the schema of an entity: what all have, and the fields of its kind."""
    return {
        "title": title,
        "type": "object",
        "required": ["id", "fields"],
        "properties": {
            "id": {**TEXT, "description": "Its id."},
            "title": {**TEXT, "description": "Its title, also where it follows from the id."},
            "url": {**TEXT, "description": "The address of its page, from the site's root."},
            "file": {**TEXT, "description": "The file its fields are written in, from content/ on."},
            "prose_file": {
                **TEXT,
                "description": "The file its prose is written in, if that is another one.",
            },
            "fields": {**fields, "description": "What is written of it, by the names of content files."},
            "prose": {**TEXT, "description": "What is written of it in words, as Markdown."},
        },
    }


def _list_of(kind: str, words: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{kind}-entity"}, "description": words}


def _site(models: Schema) -> Schema:
    scale = {"emotion_scale": {"$ref": "#/$defs/EmotionScale"}} if "EmotionScale" in models else {}
    return {"type": "object", "properties": {"title": TEXT, "language": TEXT, **scale}}
