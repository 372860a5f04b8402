"""Type hints of fields taken apart, for all who do something by what a field is declared as."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeGuard, TypeVar

from jmsite.model.fields import Fields
from jmsite.model.sources import Loc
from jmsite.model.value import Value, replace

M = TypeVar("M")
Typed = tuple[Any, tuple[Any, ...]]
"""A type without annotations that is no union, and the marks that it is annotated with, the outer ones first."""

Form = Literal["union", "list", "mapping", "choice", "fields", "plain"]
_FORMS: Mapping[Any, Form] = {
    typing.Union: "union",
    types.UnionType: "union",  # ``a | b``, which is not the same to Python 3.11
    tuple: "list",
    dict: "mapping",
    Literal: "choice",
}


@cache
def declared(model: type[Fields]) -> dict[str, Any]:
    """Return the type of each field of a model, with its annotations."""
    return typing.get_type_hints(model, include_extras=True)


class TypeShape(Value):
    """The composition of a type: its form, the types of its parts, and the marks that it is annotated with.

    The parts of a union are its types, of a list its entries, of a mapping keys and values, of a choice its words.
    ``type`` is the type without the marks.
    """

    form: Form
    type: Any
    parts: tuple[Any, ...] = ()
    marks: tuple[Any, ...] = ()


def shape(hint: Any) -> TypeShape:
    """Take a type apart: nobody else looks into what ``typing`` makes of it."""
    origin: Any = typing.get_origin(hint)
    parts = typing.get_args(hint)
    if origin is typing.Annotated:
        return replace(shape(parts[0]), marks=parts[1:])
    if is_fields(hint):
        return TypeShape(form="fields", type=hint)
    return TypeShape(form=_FORMS.get(origin, "plain"), type=hint, parts=parts)


def is_fields(hint: Any) -> TypeGuard[type[Fields]]:
    """Return whether a type is that of values with fields."""
    return isinstance(hint, type) and issubclass(hint, Fields)


def options(hint: Any, marks: tuple[Any, ...] = ()) -> Iterator[Typed]:
    """Yield the types that a type stands for, unions taken apart."""
    found = shape(hint)
    marks = (*marks, *found.marks)
    if found.form == "union":
        for part in found.parts:
            yield from options(part, marks)
    else:
        yield found.type, marks


def entries(hint: Any) -> Iterator[Typed]:
    """Yield the types that a type stands for, and for a list those of its entries, too."""
    for kind, marks in options(hint):
        yield kind, marks
        for entry in inside(kind, "list"):
            yield from entries(entry)


def inside(kind: Any, form: Form) -> tuple[Any, ...]:
    """Return the types of the parts of a type of that form (of a list its entries' alone), nothing for any other."""
    found = shape(kind)
    if found.form != form:
        return ()
    return found.parts[:1] if form == "list" else found.parts


def mark(typed: Iterator[Typed], kind: type[M]) -> M | None:
    """Return the first mark of a kind that one of the types has."""
    return next((one for _, marks in typed for one in marks if isinstance(one, kind)), None)


def reached(model: type[Fields], loc: Loc) -> list[Typed]:
    """Return the types that can stand at a way from the fields of a model, written as authors do: a list of one may
    stand without brackets.
    """
    found: list[Typed] = [(model, ())]
    for part in loc:
        found = [typed for kind, _ in found for typed in _at(kind, part)]
    return found


def _at(kind: Any, part: str | int) -> Iterator[Typed]:
    found = shape(kind)
    if found.form == "list":
        for entry in options(found.parts[0]):
            # a list of one may be written without its dash, and then has no number on the way
            yield from (entry,) if isinstance(part, int) else _at(entry[0], part)
    elif isinstance(part, int):
        return
    elif found.form == "mapping":
        yield from options(found.parts[1])
    elif found.form == "fields":
        hints = declared(kind)
        for name, field in kind.model_fields.items():
            if (field.alias or name) == part:
                yield from options(hints[name])
