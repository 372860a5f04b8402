"""Type hints of fields taken apart, for all who do something by what a field is declared as."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeGuard, TypeVar

from jmsite.model.fields import Fields
from jmsite.model.sources import Loc

M = TypeVar("M")
Typed = tuple[Any, tuple[Any, ...]]
"""A type without annotations that is no union, and the marks that it is annotated with, the outer ones first."""


@cache
def declared(model: type[Fields]) -> dict[str, Any]:
    """Return the type of each field of a model, with its annotations."""
    return typing.get_type_hints(model, include_extras=True)


def is_fields(hint: Any) -> TypeGuard[type[Fields]]:
    """Return whether a type is that of values with fields."""
    return isinstance(hint, type) and issubclass(hint, Fields)


def is_of(hint: Any, kind: Any) -> bool:
    """Return whether a type is a ``kind`` of others: a tuple, a dictionary, a choice of literals."""
    origin: Any = typing.get_origin(hint)
    return bool(origin is kind)


def options(hint: Any, marks: tuple[Any, ...] = ()) -> Iterator[Typed]:
    """Yield the types that a type stands for, unions taken apart."""
    origin: Any = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin is typing.Annotated:
        yield from options(arguments[0], (*marks, *arguments[1:]))
    elif origin in (typing.Union, types.UnionType):
        for argument in arguments:
            yield from options(argument, marks)
    else:
        yield hint, marks


def entries(hint: Any) -> Iterator[Typed]:
    """Yield the types that a type stands for, and for a list those of its entries, too."""
    for kind, marks in options(hint):
        yield kind, marks
        if is_of(kind, tuple):
            yield from entries(typing.get_args(kind)[0])


def mark(typed: Iterator[Typed], kind: type[M]) -> M | None:
    """Return the first mark of a kind that one of the types has."""
    return next((one for _, marks in typed for one in marks if isinstance(one, kind)), None)


def inner(hint: Any) -> tuple[Any, ...]:
    """Return the types inside a list or a mapping type."""
    found = (kind for kind, _ in options(hint) if is_of(kind, tuple) or is_of(kind, dict))
    return next((typing.get_args(kind) for kind in found), ())


def reached(model: type[Fields], loc: Loc) -> list[Typed]:
    """Return the types that can stand at a way from the fields of a model, written as authors do: a list of one may
    stand without brackets.
    """
    found: list[Typed] = [(model, ())]
    for part in loc:
        found = [typed for kind, _ in found for typed in _at(kind, part)]
    return found


def _at(kind: Any, part: str | int) -> Iterator[Typed]:
    origin: Any = typing.get_origin(kind)
    if origin is tuple:
        for entry in options(typing.get_args(kind)[0]):
            yield from (entry,) if isinstance(part, int) else _at(entry[0], part)
    elif isinstance(part, int):
        return
    elif origin is dict:
        yield from options(typing.get_args(kind)[1])
    elif is_fields(kind):
        hints = declared(kind)
        for name, field in kind.model_fields.items():
            if (field.alias or name) == part:
                yield from options(hints[name])
