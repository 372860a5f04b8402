"""Fields of a kind with something in every one of them, made from the models: a new field is in it by itself."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import annotated_types
from pydantic import Discriminator
from pydantic.fields import FieldInfo

from jmsite.model.fields import Fields, LinkAddress, Reference, WebAddress

SETTLED = {
    "visibility": "internal",
    "draft": False,
    "language": "en",
    "colour": "series-1",
    "icon": "store",
    "id": None,
    "scale": {"min": 1, "max": 5},  # one that begins where it ends tells no answers apart
    "emotion_scale": {"min": -2, "max": 2, "words": {"1": ["Fine"]}},
    "at": {"0": -2, "60": 0, "100": 2},
    "where": {"Words": ["Words"], "More words": {"min": 1, "max": 2}},
}
"""What fields hold that is not for any words, by name."""


@dataclass(frozen=True)
class Filler:
    """``words`` stands in every field of text, ``address`` in every address; ``ids`` says what can be referred to."""

    words: str
    ids: Mapping[str, Sequence[str]]
    address: str = "https://example.org/there"

    def fields(self, model: type[Fields], **own: Any) -> dict[str, Any]:
        """Every field of the model as an author would write it; ``own`` are given by the caller."""
        hints = typing.get_type_hints(model, include_extras=True)
        made = {}
        for name, field in model.model_fields.items():
            written = field.alias or name
            referred = self.ids[written][0] if written == "stage" else None
            made[written] = referred or (SETTLED[written] if written in SETTLED else self.value(hints[name]))
        return {name: value for name, value in {**made, **own}.items() if value is not None}

    def value(self, hint: Any, low: float = 1) -> Any:
        """Something that the type takes."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if hint in (LinkAddress, WebAddress):
            return self.address
        if origin is typing.Annotated:
            return self._marked(arguments[0], arguments[1:], low)
        if origin in (typing.Union, types.UnionType):
            return self.value(arguments[0], low)
        if origin is typing.Literal:
            return arguments[0]
        if origin is tuple:
            found = self._referred(arguments[0])
            return list(found) if found is not None else [self.value(arguments[0])]
        if origin is dict:
            keys = self._referred(arguments[0]) or ["own" if arguments[1] is Any else self.words]
            return {key: self.words if arguments[1] is Any else self.value(arguments[1]) for key in keys}
        if isinstance(hint, type) and issubclass(hint, Fields):
            return self.fields(hint)
        return {str: self.words, bool: True, int: int(low), float: low, date: "2026-01-02", timedelta: "P2D"}[
            hint
        ]

    def _marked(self, inner: Any, marks: Sequence[Any], low: float) -> Any:
        if any(isinstance(mark, Discriminator) for mark in marks):
            return self.value(typing.get_args(inner)[1])
        referred = next((mark for mark in marks if isinstance(mark, Reference)), None)
        if referred is not None:
            return next(iter(self.ids[referred.kind]), None)
        for mark in marks:
            parts = mark.metadata if isinstance(mark, FieldInfo) else [mark]
            low = next((float(part.ge) for part in parts if isinstance(part, annotated_types.Ge)), low)
        return self.value(inner, low)

    def _referred(self, hint: Any) -> Sequence[str] | None:
        if typing.get_origin(hint) is typing.Annotated:
            mark = next((one for one in typing.get_args(hint)[1:] if isinstance(one, Reference)), None)
            return self.ids[mark.kind] if mark else self._referred(typing.get_args(hint)[0])
        return None
