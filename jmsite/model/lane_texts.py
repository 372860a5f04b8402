"""Find the texts inside fields that are read as Markdown: those of lanes, goals and summaries."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jmsite.model.fields import Fields, Formatted
from jmsite.model.sources import Loc

_SIGN = re.compile(r"[*`\[<~\\\n]|&[#\w]|(?<!\w)_|://|www\.|\w@\w")
"""What a text has that could be more than words: most have none, and are never read."""


def may_be_formatted(text: str) -> bool:
    """Return whether a text has to be read to know how it is shown."""
    return _SIGN.search(text) is not None


def lane_texts(fields: Fields) -> Iterator[tuple[Loc, str]]:
    """Yield every text in ``fields`` that may be formatted, and where it stands, in the order of declaration."""
    for name, written, kind in _plan(type(fields)):
        value = getattr(fields, name)
        if value:
            yield from _inside(value, (written,), kind)


def _inside(value: Any, loc: Loc, formatted: bool) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        if formatted and may_be_formatted(value):
            yield loc, value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _inside(part, (*loc, index), formatted)
    elif isinstance(value, Fields):
        yield from (((*loc, *inner), text) for inner, text in lane_texts(value))


@cache
def _plan(model: type[Fields]) -> tuple[tuple[str, str, bool], ...]:
    """Return the fields of a model that hold such texts: attribute, written name, and whether it is one by itself."""
    hints = typing.get_type_hints(model, include_extras=True)
    found = ((name, field.alias or name, hints[name]) for name, field in model.model_fields.items())
    return tuple((name, written, is_formatted(hint)) for name, written, hint in found if _holds(hint))


def is_formatted(hint: Any) -> bool:
    """Return whether values of a type are read as Markdown."""
    if typing.get_origin(hint) is typing.Annotated:
        return any(isinstance(mark, Formatted) for mark in hint.__metadata__) or is_formatted(hint.__origin__)
    if typing.get_origin(hint) in (typing.Union, types.UnionType, tuple):
        return any(is_formatted(part) for part in typing.get_args(hint))
    return False


def _holds(hint: Any) -> bool:
    """Return whether a type is of such texts, or of fields with one."""
    if isinstance(hint, type) and issubclass(hint, Fields):
        return bool(_plan(hint))
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        return is_formatted(hint) or _holds(hint.__origin__)
    if origin in (typing.Union, types.UnionType, tuple):
        return any(_holds(part) for part in typing.get_args(hint))
    return False


def own_texts(fields: Any, declared: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Yield the texts that may be formatted in the lanes of a site's own, as they are ``declared``."""
    for name, value in fields.fields.items():
        if name in declared and declared[name].type in ("text", "list"):
            yield from _inside(tuple(value) if isinstance(value, list) else value, ("fields", name), True)
