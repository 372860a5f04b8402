"""Find the references inside an entity's fields, each with its location."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from jmsite.model.fields import Fields, Reference
from jmsite.model.hints import declared, mark, options
from jmsite.model.hints import inner as inner_types
from jmsite.model.sources import Loc
from jmsite.model.value import Value

F = TypeVar("F", bound=Fields)
Walk = Callable[[Any, Loc, list["Referred"]], None]


class Referred(Value):
    """A reference as written: where in the fields, the kind it must be of, and the id.

    ``or_text``: it may be words that name no entity. ``kinds``: what may be named there, by ids of each form.
    """

    loc: Loc
    kind: str
    id: str
    or_text: bool = False
    kinds: tuple[str, ...] = ()


def references(fields: Fields, without: Container[str] = ()) -> tuple[Referred, ...]:
    """Return every reference in ``fields`` but those in the fields of the names ``without``, in the order of
    declaration.
    """
    found: list[Referred] = []
    _walk_model(fields, (), found, without)
    return tuple(found)


def _walk_model(fields: Fields, loc: Loc, found: list[Referred], without: Container[str] = ()) -> None:
    for name, written, walk in _plan(type(fields)):
        value = getattr(fields, name)
        if value and name not in without:
            walk(value, (*loc, written), found)


@cache
def _plan(model: type[Fields]) -> tuple[tuple[str, str, Walk], ...]:
    """Return the fields of a model that can hold references: attribute, written name, and how to walk them."""
    hints = declared(model)
    found = []
    for name, field in model.model_fields.items():
        walk = _walker(hints[name])
        if walk is not None:
            found.append((name, field.alias or name, walk))
    return tuple(found)


def _walker(hint: Any) -> Walk | None:
    """Return how to walk values of a type, or None where no reference can be."""
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        mark = next((extra for extra in arguments[1:] if isinstance(extra, Reference)), None)
        return _leaf(mark) if mark else _walker(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return _union([_walker(part) for part in arguments])
    if origin is tuple:
        return _sequence(_walker(arguments[0]))
    if origin is dict:
        return _mapping(_walker(arguments[0]), _walker(arguments[1]))
    if isinstance(hint, type) and issubclass(hint, Fields):
        return _walk_model if _plan(hint) else None
    return None


def _leaf(mark: Reference) -> Walk:
    kind_of, or_text, kinds = mark.kind_of, mark.or_text, mark.kinds

    def walk(value: Any, loc: Loc, found: list[Referred]) -> None:
        if isinstance(value, str) and value:
            found.append(Referred(loc=loc, kind=kind_of(value), id=value, or_text=or_text, kinds=kinds))

    return walk


def _union(parts: list[Walk | None]) -> Walk | None:
    walks = [part for part in parts if part]
    if len(walks) < 2:
        return walks[0] if walks else None

    def walk(value: Any, loc: Loc, found: list[Referred]) -> None:
        for part in walks:
            # of a union, fields are walked as fields, and everything else as an id
            if isinstance(value, Fields) == (part is _walk_model):
                part(value, loc, found)

    return walk


def _sequence(inner: Walk | None) -> Walk | None:
    if inner is None:
        return None

    def walk(value: Any, loc: Loc, found: list[Referred]) -> None:
        for index, part in enumerate(value):
            inner(part, (*loc, index), found)

    return walk


def _mapping(key_walk: Walk | None, inner: Walk | None) -> Walk | None:
    if key_walk is None and inner is None:
        return None

    def walk(value: Any, loc: Loc, found: list[Referred]) -> None:
        for key, part in value.items():
            here = (*loc, key)
            if key_walk:
                key_walk(key, here, found)
            if inner:
                inner(part, here, found)

    return walk


Rename = Callable[[str, str], str | None]
"""Kind and id as they are written → the id that stands there from then on, or None for nothing."""


def without(fields: F, gone: Callable[[str, str], bool]) -> F:
    """Return the same fields without what refers to something gone.

    A note of a persona who is gone goes with them: it must not be taken for everybody's (a binding reference).
    Any other optional reference becomes None, a required one takes its part along.
    """
    return cast(F, _renamed(fields, lambda kind, id: None if gone(kind, id) else id) or fields)


def renamed(fields: F, ids: Mapping[tuple[str, str], str]) -> F:
    """Return the same fields with other ids: those of ``ids``, by the kind and what is written."""
    return cast(F, _renamed(fields, lambda kind, id: ids.get((kind, id), id)) or fields)


def _renamed(fields: Fields, rename: Rename) -> Fields | None:
    """Return fields with their references as they should be, or None where they cannot do without one."""
    hints = declared(type(fields))
    changed: dict[str, Any] = {}
    for name, _, _ in _plan(type(fields)):
        value = getattr(fields, name)
        if not value:
            continue
        kept = _kept(value, hints[name], rename)
        if kept is None and (_binds(hints[name]) or type(fields).model_fields[name].is_required()):
            return None
        if kept != value:
            changed[name] = kept
    return fields.model_copy(update=changed) if changed else fields


def _reference(hint: Any) -> Reference | None:
    """Return how a text of a type refers."""
    return mark(options(hint), Reference)


def _binds(hint: Any) -> bool:
    """Return whether a single reference of this type takes along what holds it."""
    reference = _reference(hint)
    return reference is not None and reference.binding


def _kept(value: Any, hint: Any, rename: Rename) -> Any:
    if isinstance(value, Fields):
        return _renamed(value, rename)
    reference = _reference(hint)
    if isinstance(value, str):
        return rename(reference.kind_of(value), value) if reference else value
    inner = inner_types(hint)
    if isinstance(value, tuple):
        return tuple(part for one in value if (part := _kept(one, inner[0], rename)) is not None)
    if isinstance(value, dict):
        key_mark = _reference(inner[0])
        keys = ((key, rename(key_mark.kind, key) if key_mark else key) for key in value)
        kept = {new: _kept(value[key], inner[1], rename) for key, new in keys if new is not None}
        return {key: part for key, part in kept.items() if part is not None}
    return value
