"""Find the texts inside fields that are read as Markdown: those of lanes, goals and summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jmsite.model.fields import Fields, Formatted
from jmsite.model.sources import Loc
from jmsite.model.type_hints import declared, entries, is_fields, mark

_SIGN = re.compile(
    r"[*`\[<~\\\n&_:.@](?:(?<=[*`\[<~\\\n])|(?<=&)[#\w]|(?<=_)(?<!\w_)|(?<=:)//|(?<=www\.)|(?<=\w@)\w)"
)
"""The signs of a text that could be more than words: most have none, and are never read.

They begin with a set of signs, which Python looks for without trying each way at each place: 0.4 in place of 12 µs for
a sentence, 3 % of a build.
"""


def may_be_formatted(text: str) -> bool:
    """Return whether a text has to be read to know how it is shown."""
    return _SIGN.search(text) is not None


def lane_texts(fields: Fields) -> Iterator[tuple[Loc, str]]:
    """Yield every text in ``fields`` that may be formatted, and where it stands, in the order of declaration."""
    values = vars(fields)
    for name, written, kind in _plan(type(fields)):
        if value := values[name]:
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
    hints = declared(model)
    found = ((name, field.alias or name, hints[name]) for name, field in model.model_fields.items())
    return tuple((name, written, is_formatted(hint)) for name, written, hint in found if _holds(hint))


def is_formatted(hint: Any) -> bool:
    """Return whether values of a type are read as Markdown."""
    return mark(entries(hint), Formatted) is not None


def _holds(hint: Any) -> bool:
    """Return whether a type is of such texts, or of fields with one."""
    return is_formatted(hint) or any(is_fields(kind) and _plan(kind) for kind, _ in entries(hint))


def own_texts(fields: Any, declared: Mapping[str, Any]) -> Iterator[tuple[Loc, str]]:
    """Yield the texts that may be formatted in the lanes of a site's own, as they are ``declared``."""
    for name, value in fields.fields.items():
        if name in declared and declared[name].type in ("text", "list"):
            yield from _inside(tuple(value) if isinstance(value, list) else value, ("fields", name), True)
