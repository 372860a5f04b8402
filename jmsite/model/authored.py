"""Turn fields into the plain values that an author would have written: nothing that goes without saying.

What a field holds by default is left out, short forms stand for long ones (``emotion: 1`` for
``emotion: {"": {score: 1}}``), and the fields of a kind's own come before those that all kinds have.
"""

from __future__ import annotations

from typing import Any

from jmsite.model.fields import Common, Fields, Shorter
from jmsite.model.type_hints import TypeShape, declared, shape

FOLLOWING = ("steps", "next")
"""Fields that lead on to others: they are written after all that is said of the thing itself."""


def authored(fields: Fields) -> dict[str, Any]:
    """Return what an author would write for ``fields``; validated again, it makes equal fields."""
    return _short_fields(type(fields), fields.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def _short_fields(model: type[Fields], values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a model in the order in which they are written, each as short as it may be."""
    hints = declared(model)
    written = {}
    for name in order_of_fields(model):
        key = model.model_fields[name].alias or name
        if key in values:
            value = _short(hints[name], values[key])
            written[key] = value[0] if _alone(key, value) else value
    return written


def order_of_fields(model: type[Fields]) -> list[str]:
    """Return the title, the fields of the model's own, those of what it is built on, those of all kinds, and
    what follows.
    """
    shared = Common.model_fields.keys() if issubclass(model, Common) else set()
    inherited = {name for base in model.__mro__[1:] for name in getattr(base, "model_fields", ())}
    return sorted(
        model.model_fields,
        key=lambda name: (name != "title", name in FOLLOWING, name in shared, name in inherited),
    )


def _alone(key: str, value: Any) -> bool:
    """Return whether a list of one is written without brackets: where the field is called by one thing
    (``touchpoint``).
    """
    return isinstance(value, list) and len(value) == 1 and not key.endswith("s") and isinstance(value[0], str)


def _short(hint: Any, value: Any) -> Any:
    """Return a value in the shortest form that its type takes."""
    if value is None:
        return None
    found = shape(hint)
    full = _short_parts(found, value)
    marks = (mark for mark in found.marks if isinstance(mark, Shorter))
    return next((mark.short(full) for mark in marks), full)


def _short_parts(found: TypeShape, value: Any) -> Any:
    """Return a value with its parts in the shortest form that each of their types takes."""
    if found.form == "union":
        return _short(_form(found.parts, value), value)
    if found.form == "list" and isinstance(value, list):
        return [_short(found.parts[0], part) for part in value]
    if found.form == "mapping" and isinstance(value, dict):
        key, inner = found.parts
        parts = {_key(key, name): _short(inner, part) for name, part in value.items()}
        many = shape(inner).form == "list"
        return {name: part[0] if many and len(part) == 1 else part for name, part in parts.items()}
    if found.form == "fields" and isinstance(value, dict):
        return _short_fields(found.type, value)
    return value


def _form(forms: tuple[Any, ...], value: Any) -> Any:
    """Return the form of several that a value has: a list is one of many, a dictionary one with its fields."""
    for form in forms:
        found = shape(form)
        fits = isinstance(value, list) == (found.form == "list") and found.type is not type(None)
        if fits and not (
            found.form == "fields" and isinstance(value, dict) and _is_of_another(found.type, value)
        ):
            return form
    return forms[0]


def _is_of_another(model: type[Fields], value: dict[str, Any]) -> bool:
    return not value.keys() <= {field.alias or name for name, field in model.model_fields.items()}


def _key(hint: Any, key: str) -> str:
    """Return a key as it is written: numbers without a fraction that says nothing."""
    return key.removesuffix(".0") if hint is float else key
