"""The values that a field may have, as a form asks for them: from the same declarations as the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.short_forms import alias, declarations_for, order_names
from jmsite.model.entities.lanes import Lanes
from jmsite.model.fields import Fields, Formatted, Reference
from jmsite.model.kinds import ENTITIES
from jmsite.model.site_edits import BODY
from jmsite.model.sources import Loc
from jmsite.model.type_hints import Typed, declared, options, reached, shape
from jmsite.model.value import Value, replace

DEEPEST = 4
"""The depth to which fields in fields are described."""
Choice = tuple[str, str]
"""An id or word that may be chosen, and what it is called."""
Known = Callable[[str], Sequence[Choice]]
"""Return what there is of a kind."""


class FormField(Value):
    """A field of a form. ``type`` is what is asked for: ``text``, ``prose`` (Markdown), ``number``, ``bool``,
    ``choice``, ``day``, ``reference``, ``object`` (with ``fields``), ``mapping`` (with the fields ``key`` and
    ``value`` of each row), ``emotion`` or ``any``.

    ``title`` is what a form calls it, "" for its name. ``many``: a list of such. ``kinds`` are those of
    what is referred to, ``choices`` what can be chosen;
    ``free`` that other words may be written as well. ``min`` and ``max`` bound a number.
    """

    name: str
    type: str
    title: str = ""
    description: str = ""
    many: bool = False
    required: bool = False
    choices: tuple[Choice, ...] = ()
    kinds: tuple[str, ...] = ()
    free: bool = False
    min: float | None = None
    max: float | None = None
    fields: tuple[FormField, ...] = ()


def form_at(kind: str, loc: Loc, known: Known, written: Any = None) -> FormField:
    """Return the form of a field of a kind of entity, or of all of its fields. Raises ``RefusedEditError``.

    Where several forms are possible, as for readings, that of what is ``written`` there is taken.
    """
    if kind not in ENTITIES:
        raise RefusedEditError(f"there is no kind '{kind}'")
    model = ENTITIES[kind].model
    if not loc:
        return FormField(name=kind, type="object", fields=_fields(model, known, 0))
    if loc == (BODY,):
        return FormField(name=BODY, type="prose", description="The Markdown below the fields.")
    found = reached(model, loc)
    if not found:
        raise RefusedEditError(f"a {kind} has no field '{'.'.join(map(str, loc))}'")
    if isinstance(written, Mapping):
        found = [one for one in declarations_for(found, written) if shape(one[0]).form == "fields"] or found
    holder = next((one for one, _ in reached(model, loc[:-1]) if shape(one).form == "fields"), None)
    name = str(loc[-1])
    described = holder.model_fields.get(alias(holder, name)) if holder is not None else None
    form = _field(name, found, known, 0, emotion=loc[0] == "emotion" and issubclass(model, Lanes))
    if described is None:
        return form
    return _with(form, described.description or "", described.is_required())


def on_scale(form: FormField, least: float, most: float) -> FormField:
    """Return a form in which scores go from the least to the most of a scale."""
    fields = tuple([on_scale(one, least, most) for one in form.fields])
    felt = form.type == "emotion"
    return replace(form, fields=fields, min=least if felt else form.min, max=most if felt else form.max)


def _with(form: FormField, description: str, required: bool) -> FormField:
    return replace(form, description=description, required=required)


def _fields(model: type[Fields], known: Known, depth: int) -> tuple[FormField, ...]:
    """Return the fields of a model in the order in which they are written."""
    hints = declared(model)
    made = []
    for name in order_names(model) if depth < DEEPEST else ():
        attribute = alias(model, name)
        declaration = model.model_fields[attribute]
        felt = name == "emotion" and issubclass(model, Lanes)
        form = _field(name, options(hints[attribute]), known, depth + 1, emotion=felt)
        made.append(_with(form, declaration.description or "", declaration.is_required()))
    return tuple(made)


def _field(name: str, found: Iterable[Typed], known: Known, depth: int, emotion: bool) -> FormField:
    typed = [one for one in found if one[0] is not type(None)]
    entry = next((one for one, _ in typed if shape(one).form == "list"), None)
    if entry is not None:
        inner = _field(name, options(shape(entry).parts[0]), known, depth, emotion)
        return _many(inner)
    if emotion:
        return FormField(name=name, type="emotion", fields=_of_felt(typed, known, depth))
    marks = [mark for _, some in typed for mark in some]
    reference = next((mark for mark in marks if isinstance(mark, Reference)), None)
    if reference is not None:
        return _reference(name, reference, known)
    return _plain(name, typed, marks, known, depth)


def _many(inner: FormField) -> FormField:
    return replace(inner, many=True)


def _of_felt(typed: Sequence[Typed], known: Known, depth: int) -> tuple[FormField, ...]:
    model = next((one for one, _ in typed if shape(one).form == "fields"), None)
    if model is None:
        named = next((shape(one).parts[1] for one, _ in typed if shape(one).form == "mapping"), None)
        points = (
            next((one for one, _ in options(named) if shape(one).form == "list"), None) if named else None
        )
        inner = options(shape(points).parts[0]) if points is not None else ()
        model = next((one for one, _ in inner if shape(one).form == "fields"), None)
    return _fields(model, known, depth + 1) if model is not None else ()


def _reference(name: str, reference: Reference, known: Known) -> FormField:
    if reference.kind in ("asset", "data", "link"):
        return FormField(name=name, type="text")
    kinds = ("step", "stage") if reference.kind == "next" else reference.kinds
    choices = tuple(choice for kind in kinds for choice in known(kind))
    return FormField(name=name, type="reference", kinds=kinds, choices=choices, free=reference.or_text)


def _plain(name: str, typed: Sequence[Typed], marks: Sequence[Any], known: Known, depth: int) -> FormField:
    for kind, _ in typed:
        found = shape(kind)
        if found.form == "fields":
            return FormField(name=name, type="object", fields=_fields(kind, known, depth))
        if found.form == "choice":
            return FormField(
                name=name, type="choice", choices=tuple((str(one), str(one)) for one in found.parts)
            )
        if found.form == "mapping":
            return _mapping(name, found.parts, known, depth)
    kinds = [kind for kind, _ in typed]
    free = len(kinds) > 1
    if bool in kinds:
        return FormField(name=name, type="bool", free=free)
    if float in kinds or int in kinds:
        low, high = _bound(marks, "ge"), _bound(marks, "le")
        return FormField(name=name, type="number", free=free, min=low, max=high)
    if date in kinds:
        return FormField(name=name, type="day")
    prose = any(isinstance(mark, Formatted) for mark in marks)
    return FormField(name=name, type="prose" if prose else "text" if str in kinds else "any")


def _mapping(name: str, parts: Sequence[Any], known: Known, depth: int) -> FormField:
    if depth >= DEEPEST:
        return FormField(name=name, type="any")
    fields = (
        _field(side, options(hint), known, depth + 1, emotion=False)
        for side, hint in zip(("key", "value"), parts, strict=True)
    )
    return FormField(name=name, type="mapping", fields=tuple(fields))


def _bound(marks: Sequence[Any], side: str) -> float | None:
    every = [part for mark in marks for part in (mark, *getattr(mark, "metadata", ()))]
    return next((float(getattr(part, side)) for part in every if getattr(part, side, None) is not None), None)
