"""Find the references inside an entity's fields, each with its location."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from jmsite.model.fields import Fields, Reference
from jmsite.model.sources import Loc

Walk = Callable[[Any, Loc], Iterator["Referred"]]


@dataclass(frozen=True, slots=True)
class Referred:
    """A reference as written: where in the fields, the kind it must be of, and the id."""

    loc: Loc
    kind: str
    id: str


def references(fields: Fields) -> tuple[Referred, ...]:
    """Every reference in ``fields``, in the order of declaration."""
    return tuple(_walk_model(fields, ()))


def _walk_model(fields: Fields, loc: Loc) -> Iterator[Referred]:
    for name, written, walk in _plan(type(fields)):
        value = getattr(fields, name)
        if value:
            yield from walk(value, (*loc, written))


@cache
def _plan(model: type[Fields]) -> tuple[tuple[str, str, Walk], ...]:
    """The fields of a model that can hold references: attribute, written name, and how to walk them."""
    hints = typing.get_type_hints(model, include_extras=True)
    found = []
    for name, field in model.model_fields.items():
        walk = _walker(hints[name])
        if walk is not None:
            found.append((name, field.alias or name, walk))
    return tuple(found)


def _walker(hint: Any) -> Walk | None:
    """How to walk values of a type, or None where no reference can be."""
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        mark = next((extra for extra in arguments[1:] if isinstance(extra, Reference)), None)
        return _leaf(mark.kind) if mark else _walker(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return _union([_walker(part) for part in arguments])
    if origin is tuple:
        return _sequence(_walker(arguments[0]))
    if origin is dict:
        return _mapping(_walker(arguments[0]), _walker(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, Fields):
        return _walk_model if _plan(hint) else None
    return None


def _leaf(kind: str) -> Walk:
    def walk(value: Any, loc: Loc) -> Iterator[Referred]:
        if isinstance(value, str) and value:
            yield Referred(loc, kind, value)

    return walk


def _union(parts: list[Walk | None]) -> Walk | None:
    walks = [part for part in parts if part]
    if len(walks) < 2:
        return walks[0] if walks else None

    def walk(value: Any, loc: Loc) -> Iterator[Referred]:
        for part in walks:
            if isinstance(value, Fields) == (part is _walk_model):
                yield from part(value, loc)

    return walk


def _sequence(inner: Walk | None) -> Walk | None:
    if inner is None:
        return None

    def walk(value: Any, loc: Loc) -> Iterator[Referred]:
        for index, part in enumerate(value):
            yield from inner(part, (*loc, index))

    return walk


def _mapping(key_walk: Walk | None, inner: Walk | None) -> Walk | None:
    if key_walk is None and inner is None:
        return None

    def walk(value: Any, loc: Loc) -> Iterator[Referred]:
        for key, part in value.items():
            here = (*loc, key)
            if key_walk:
                yield from key_walk(key, here)
            if inner:
                yield from inner(part, here)

    return walk
