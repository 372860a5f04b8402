"""Edits of a site, as values: what pages, programs and agents ask for."""

from __future__ import annotations

from typing import Any, Literal

from jmsite.model.sources import Loc
from jmsite.model.value import Value, value_schemas

Does = Literal["set", "add", "remove", "move", "rename", "create", "delete"]
BODY = "body"
"""The name by which the Markdown below the fields of an entity is edited, as if it were one of them."""


class SiteEdit(Value):
    """One change of one entity or field.

    ``at`` is an address: ``step:buy/choose/compare`` is an entity, ``step:buy/choose/compare#pains.0.text`` a field
    of it. What else is needed depends on ``op``:

    - ``set``: ``value`` is written in place of what the field holds.
    - ``add``: ``value`` is put into the list that the field holds, before the number ``to`` or at its end.
    - ``remove``: the field or the entry of a list goes.
    - ``move``: an entry of a list gets the number ``to``; a step or stage goes ``before`` or ``after`` another one, or
      to the end of what ``to`` names.
    - ``rename``: ``value`` is the new id, or its last part.
    - ``create``: ``value`` are the fields of a new entity; a step or stage may stand ``before`` or ``after`` another.
    - ``delete``: the entity goes.

    ``was`` is what the field held when the edit was made up; where it holds something else now, that is a conflict.
    """

    op: Does
    at: str
    value: Any = None
    to: int | str | None = None
    before: str = ""
    after: str = ""
    was: Any = None


SCHEMA = "edits.json"


def edits_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of edits: a list of them, or an object that holds one (2020-12)."""
    (edit,), definitions = value_schemas([SiteEdit])
    many = {"type": "array", "items": edit, "minItems": 1}
    held = {"type": "object", "properties": {"edits": many}, "required": ["edits"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Edits of a site",
        "anyOf": [many, held],
        "$defs": definitions,
    }


class EditAddress(Value):
    """An address taken apart: the kind and id of an entity, and the way to a field of it."""

    kind: str
    id: str
    loc: Loc = ()

    def __str__(self) -> str:
        way = ".".join(map(str, self.loc))
        return f"{self.kind}:{self.id}" + (f"#{way}" if way else "")


def address_of(text: str) -> EditAddress:
    """Return an address taken apart; raise ``ValueError`` for a text that is none."""
    head, _, way = text.partition("#")
    kind, colon, id = head.partition(":")
    if not colon or not kind:
        raise ValueError(f"'{text}' is no address; write KIND:ID or KIND:ID#FIELD")
    parts = way.split(".") if way else []
    return EditAddress(kind=kind, id=id, loc=tuple(int(part) if part.isdecimal() else part for part in parts))
