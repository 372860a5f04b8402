"""Say what can stand at a place of a document: fields with what they mean, values, ids of kinds."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any

from jmsite.model.fields import Fields, Reference
from jmsite.model.kinds import KINDS
from jmsite.model.sources import Loc
from jmsite.model.value import Value

_REGISTRY = "registry:"


class FieldSlot(Value):
    """A field that can stand somewhere: its name as written, what it means, and whether it must be there."""

    name: str
    description: str
    required: bool = False


class Slot(Value):
    """The fields, values and ids of kinds that can stand at a place, as keys and as values."""

    fields: tuple[FieldSlot, ...] = ()
    choices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    key_kinds: tuple[str, ...] = ()


Typed = tuple[Any, tuple[Any, ...]]
"""A type and the marks that it is annotated with."""


def model_of(role: str, loc: Loc) -> tuple[type[Fields], Loc] | None:
    """Return the fields of the entity that a place is in, and the way from there; ``role`` is that of the file."""
    if role.startswith(_REGISTRY):
        return (KINDS[role.removeprefix(_REGISTRY)].model, loc[1:]) if loc else None
    return (KINDS[role].model, loc) if role in KINDS else None


def slot_at(model: type[Fields], loc: Loc) -> Slot:
    """Return what can stand at a way from the fields of an entity."""
    reached = [one for typed in _reached(model, loc) for one in _entries(typed)]
    fields = {slot.name: slot for kind, _ in reached if _is_fields(kind) for slot in _slots(kind)}
    keys = [part for kind, _ in reached if _is(kind, dict) for part in _options(_key(kind))]
    return Slot(
        fields=tuple(fields.values()),
        choices=tuple(dict.fromkeys(choice for kind, _ in reached for choice in _choices(kind))),
        kinds=_kinds(reached),
        key_kinds=_kinds(keys),
    )


def field_at(model: type[Fields], loc: Loc) -> FieldSlot | None:
    """Return the field that a way ends in."""
    if not loc:
        return None
    return next((slot for slot in slot_at(model, loc[:-1]).fields if slot.name == loc[-1]), None)


def _reached(model: type[Fields], loc: Loc) -> list[Typed]:
    reached: list[Typed] = [(model, ())]
    for part in loc:
        reached = [inner for typed in reached for inner in _inner(typed, part)]
    return reached


def _inner(typed: Typed, part: str | int) -> Iterator[Typed]:
    kind, _ = typed
    origin: Any = typing.get_origin(kind)
    if origin is tuple:
        for entry in _options(typing.get_args(kind)[0]):
            yield from (entry,) if isinstance(part, int) else _inner(entry, part)
    elif isinstance(part, int):
        return
    elif origin is dict:
        yield from _options(typing.get_args(kind)[1])
    elif _is_fields(kind):
        hints = typing.get_type_hints(kind, include_extras=True)
        for name, field in kind.model_fields.items():
            if (field.alias or name) == part:
                yield from _options(hints[name])


def _options(hint: Any, marks: tuple[Any, ...] = ()) -> Iterator[Typed]:
    """Yield the types that a type stands for, unions taken apart, each with its marks."""
    origin: Any = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin is typing.Annotated:
        yield from _options(arguments[0], (*marks, *arguments[1:]))
    elif origin in (typing.Union, types.UnionType):
        for argument in arguments:
            yield from _options(argument, marks)
    else:
        yield hint, marks


def _entries(typed: Typed) -> Iterator[Typed]:
    """Yield a type, and for a list that of its entries, since a single one needs no brackets."""
    yield typed
    if _is(typed[0], tuple):
        for entry in _options(typing.get_args(typed[0])[0]):
            yield from _entries(entry)


def _key(kind: Any) -> Any:
    return typing.get_args(kind)[0]


def _is(kind: Any, origin: Any) -> bool:
    return bool(typing.get_origin(kind) is origin)


def _is_fields(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Fields)


def _slots(kind: type[Fields]) -> Iterator[FieldSlot]:
    for name, field in kind.model_fields.items():
        yield FieldSlot(field.alias or name, field.description or "", field.is_required())


def _choices(kind: Any) -> Iterator[str]:
    if typing.get_origin(kind) is typing.Literal:
        yield from (str(choice) for choice in typing.get_args(kind))
    elif kind is bool:
        yield from ("true", "false")


def _kinds(reached: list[Typed]) -> tuple[str, ...]:
    marks = (mark for _, marks in reached for mark in marks)
    return tuple(dict.fromkeys(mark.kind for mark in marks if isinstance(mark, Reference)))
