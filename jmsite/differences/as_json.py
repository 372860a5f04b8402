"""Changes as JSON for programs: versioned, one value a line, with the schema of all that can stand there."""

from __future__ import annotations

import json
from typing import Any

from jmsite.differences.change_lines import ChangeLine, DescribedChanges
from jmsite.model.change import TOPICS, Change
from jmsite.model.value import plain, value_schemas
from jmsite.pages.parts.changes.change_words import plain as in_words

FORMAT = "jmsite-diff"
VERSION = 1
"""The version of the document: another one where a reader of this one would misread it."""
SCHEMA = "diff.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def as_json(told: DescribedChanges) -> bytes:
    """Return the changes as one JSON document."""
    lines = [line for group in told.groups for line in group.lines]
    topics = {topic: sum(line.change.topic == topic for line in lines) for topic in TOPICS}
    document = {
        "format": FORMAT,
        "version": VERSION,
        "before": told.names[0],
        "after": told.names[1],
        "topics": {topic: count for topic, count in topics.items() if count},
        "changes": [_change(line) for line in lines],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _change(line: ChangeLine) -> dict[str, Any]:
    said = {name: _bare(value) for name, value in plain(line.change).items() if value not in (None, "")}
    return {"sentence": in_words(line.pieces), **said}


def _bare(value: Any) -> Any:
    """Return what is told without what it says nothing about."""
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if one not in (None, "", {})}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def diff_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what is written."""
    (change,), parts = value_schemas((Change,))
    text = {"type": "string"}
    return {
        "$schema": DIALECT,
        "title": "What changed between two states of a portal of journey maps",
        "type": "object",
        "required": ["format", "version", "before", "after", "changes"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "before": {**text, "description": "What the state before is called: a revision."},
            "after": {**text, "description": "What the state after is called."},
            "topics": {
                "type": "object",
                "description": "How many changes there are of each topic.",
                "additionalProperties": {"type": "integer", "minimum": 1},
            },
            "changes": {
                "type": "array",
                "description": "The changes in order: journeys from left to right, then everything else.",
                "items": {
                    "allOf": [change],
                    "required": ["sentence"],
                    "properties": {
                        "sentence": {
                            **text,
                            "description": "The change in words; [-…-] was there, {+…+} is there.",
                        }
                    },
                },
            },
        },
        "$defs": parts,
    }
