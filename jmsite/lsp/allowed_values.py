"""Say what can stand at a place of a document: fields with what they mean, values, ids of kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.fields import Fields, Reference
from jmsite.model.kinds import KINDS
from jmsite.model.sources import Loc
from jmsite.model.type_hints import Typed, entries, inside, is_fields, options, reached
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


def model_of(role: str, loc: Loc) -> tuple[type[Fields], Loc] | None:
    """Return the fields of the entity that a place is in, and the way from there; ``role`` is that of the file."""
    if role.startswith(_REGISTRY):
        return (KINDS[role.removeprefix(_REGISTRY)].model, loc[1:]) if loc else None
    return (KINDS[role].model, loc) if role in KINDS else None


def slot_at(model: type[Fields], loc: Loc) -> Slot:
    """Return what can stand at a way from the fields of an entity."""
    found = [one for kind, marks in reached(model, loc) for one in ((kind, marks), *_entries(kind))]
    fields = {slot.name: slot for kind, _ in found if is_fields(kind) for slot in _slots(kind)}
    keys = [part for kind, _ in found for key in inside(kind, "mapping")[:1] for part in options(key)]
    return Slot(
        fields=tuple(fields.values()),
        choices=tuple(dict.fromkeys(choice for kind, _ in found for choice in _choices(kind))),
        kinds=_kinds(found),
        key_kinds=_kinds(keys),
    )


def field_at(model: type[Fields], loc: Loc) -> FieldSlot | None:
    """Return the field that a way ends in."""
    if not loc:
        return None
    return next((slot for slot in slot_at(model, loc[:-1]).fields if slot.name == loc[-1]), None)


def _entries(kind: Any) -> Iterator[Typed]:
    """Yield the types of the entries of a list, since a single one needs no brackets."""
    for entry in inside(kind, "list"):
        yield from entries(entry)


def _slots(kind: type[Fields]) -> Iterator[FieldSlot]:
    for name, field in kind.model_fields.items():
        yield FieldSlot(
            name=field.alias or name, description=field.description or "", required=field.is_required()
        )


def _choices(kind: Any) -> Iterator[str]:
    yield from ("true", "false") if kind is bool else map(str, inside(kind, "choice"))


def _kinds(found: list[Typed]) -> tuple[str, ...]:
    marks = (mark for _, marks in found for mark in marks)
    return tuple(dict.fromkeys(kind for mark in marks if isinstance(mark, Reference) for kind in mark.kinds))
