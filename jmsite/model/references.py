"""Find the references inside an entity's fields, each with its location, and exchange them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from jmsite.model.fields import Fields, Reference
from jmsite.model.sources import Loc
from jmsite.model.type_hints import declared, mark, options, shape
from jmsite.model.value import Value

F = TypeVar("F", bound=Fields)
Visit = Callable[[Reference, Loc, str], str | None]
"""The kind of reference, the place of the text, the id → the id that stands there from then on, or None for nothing."""
Walk = Callable[[Any, Loc, Visit], Any]
"""A value and where it stands → the value after all references in it were visited, or None for nothing."""


class WrittenReference(Value):
    """A reference as written: where in the fields, the kind it must be of, and the id.

    ``or_text``: it may be words that name no entity. ``kinds``: what may be named there, by ids of each form.
    """

    loc: Loc
    kind: str
    id: str
    or_text: bool = False
    kinds: tuple[str, ...] = ()


def references(fields: Fields, without: Container[str] = ()) -> tuple[WrittenReference, ...]:
    """Return every reference in ``fields`` but those in the fields of the names ``without``, in the order of
    declaration.
    """
    found: list[WrittenReference] = []

    def note(mark: Reference, loc: Loc, id: str) -> str:
        kind = mark.kind_of(id)
        found.append(WrittenReference(loc=loc, kind=kind, id=id, or_text=mark.or_text, kinds=mark.kinds))
        return id

    _walk_fields(fields, (), note, without)
    return tuple(found)


def without_references(fields: F, gone: Callable[[str, str], bool]) -> F:
    """Return the same fields without what refers to something gone, by the kind and what is written.

    A note of a persona who is gone goes with them: it must not be taken for everybody's (a binding reference).
    Any other optional reference becomes None, a required one takes its part along.
    """
    kept = _walk_fields(fields, (), lambda mark, _, id: None if gone(mark.kind_of(id), id) else id)
    return cast(F, kept or fields)


def with_renamed_references(fields: F, ids: Mapping[tuple[str, str], str]) -> F:
    """Return the same fields with other ids: those of ``ids``, by the kind and what is written."""
    kept = _walk_fields(fields, (), lambda mark, _, id: ids.get((mark.kind_of(id), id), id))
    return cast(F, kept or fields)


class _Plan(Value):
    """A field that can hold references: its attribute, its written name, and how its values are walked.

    ``needed``: fields are nothing without it, be it that they must have it or that they are about what it names.
    """

    name: str
    written: str
    walk: Walk
    needed: bool


@cache
def _plan(model: type[Fields]) -> tuple[_Plan, ...]:
    """Return the fields of a model that can hold references.

    The types are taken apart once for a model, and not for each of its many thousands of values.
    """
    hints = declared(model)
    found = []
    for name, field in model.model_fields.items():
        walk = _walker(hints[name])
        if walk is not None:
            reference = mark(options(hints[name]), Reference)
            needed = field.is_required() or (reference is not None and reference.binding)
            found.append(_Plan(name=name, written=field.alias or name, walk=walk, needed=needed))
    return tuple(found)


def _walk_fields(fields: Fields, loc: Loc, visit: Visit, without: Container[str] = ()) -> Fields | None:
    """Return fields with their references as they should be, or None where they cannot do without one."""
    changed: dict[str, Any] = {}
    values = vars(fields)
    for part in _plan(type(fields)):
        value = values[part.name]
        if not value or part.name in without:
            continue
        kept = part.walk(value, (*loc, part.written), visit)
        # what is about that entity alone goes with it
        if kept is None and part.needed:
            return None
        if kept is not value:
            changed[part.name] = kept
    return fields.model_copy(update=changed) if changed else fields


def _walker(hint: Any) -> Walk | None:
    """Return how to walk values of a type, or None where no reference can be."""
    found = shape(hint)
    reference = next((extra for extra in found.marks if isinstance(extra, Reference)), None)
    if reference:
        return _text(reference)
    if found.form == "union":
        return _union([_walker(part) for part in found.parts])
    if found.form == "list":
        return _list(_walker(found.parts[0]))
    if found.form == "mapping":
        return _mapping(*map(_walker, found.parts))
    return _walk_fields if found.form == "fields" and _plan(found.type) else None


def _text(reference: Reference) -> Walk:
    def walk(value: Any, loc: Loc, visit: Visit) -> Any:
        return visit(reference, loc, value) if isinstance(value, str) and value else value

    return walk


def _union(parts: list[Walk | None]) -> Walk | None:
    walks = [part for part in parts if part]
    if len(walks) < 2:
        return walks[0] if walks else None

    def walk(value: Any, loc: Loc, visit: Visit) -> Any:
        for part in walks:
            # of a union, fields are walked as fields, and everything else as an id
            if isinstance(value, Fields) == (part is _walk_fields):
                value = part(value, loc, visit)
        return value

    return walk


def _list(inner: Walk | None) -> Walk | None:
    if inner is None:
        return None

    def walk(value: Any, loc: Loc, visit: Visit) -> Any:
        if not isinstance(value, tuple):
            return value
        parts = [inner(part, (*loc, index), visit) for index, part in enumerate(value)]
        # the same objects: nothing was changed, and the memo may take the fields for those it knows
        if all(map(operator.is_, parts, value)):
            return value
        return tuple(part for part in parts if part is not None)

    return walk


def _mapping(key_walk: Walk | None, inner: Walk | None) -> Walk | None:
    if key_walk is None and inner is None:
        return None

    def walk(value: Any, loc: Loc, visit: Visit) -> Any:
        if not isinstance(value, dict):
            return value
        kept = {}
        for key, part in value.items():
            here = (*loc, key)
            new = key_walk(key, here, visit) if key_walk else key
            found = inner(part, here, visit) if inner and new is not None else part
            if new is not None and found is not None:
                kept[new] = found
        return value if kept.keys() == value.keys() and all(kept[key] is value[key] for key in kept) else kept

    return walk
