"""From a field of an entity, as its page shows it, to what is written: short forms, lists of one, feelings of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.operations import (
    InsertItem,
    MoveItem,
    Operation,
    RemoveValue,
    SetValue,
    Wrap,
    expected_value,
    value_at,
)
from jmsite.model.authored import order_of_fields
from jmsite.model.fields import Fields, Shorter
from jmsite.model.sources import Loc
from jmsite.model.type_hints import Typed, declared, options, shape
from jmsite.model.value import Value, replace

MISSING = object()


class FieldForm(Value):
    """The form of a place by its declaration: entries of a list, fields, values by name, or anything else.

    ``short`` is the field for which a single value stands, ``everybody`` says that what names nobody is everybody's.
    """

    entry: tuple[Typed, ...] = ()
    fields: Any = None
    named: tuple[Typed, ...] = ()
    short: str = ""
    everybody: bool = False


def form_of(found: Iterable[Typed], written: Any = MISSING) -> FieldForm:
    """Return what may stand in a place of some types, where there may be something ``written``."""
    form = FieldForm()
    for kind, marks in declarations_for(found, written):
        part = shape(kind)
        if part.form == "list":
            form = replace(form, entry=tuple(options(part.parts[0])))
        elif part.form == "mapping":
            everybody = any(_expanded(mark, 1) == {"": 1} for mark in marks)
            form = replace(form, named=tuple(options(part.parts[1])), everybody=everybody)
        elif part.form == "fields":
            form = replace(form, fields=kind, short=_short_name(marks))
    return form


def declarations_for(found: Iterable[Typed], written: Any) -> list[Typed]:
    """Return the types of a place; of several with fields only the one that has most of what is written.

    Readings are those of a file or of a pool of surveys. Where nothing is written it is the first that is declared.
    """
    types = list(found)
    models = [one for one in types if shape(one[0]).form == "fields"]
    if len(models) < 2:
        return types
    names = [str(name) for name in written] if isinstance(written, Mapping) else []
    best = max(models, key=lambda one: sum(bool(alias(one[0], name)) for name in names))
    return [one for one in types if one is best or one not in models]


def _expanded(mark: Any, value: Any) -> Any:
    if not isinstance(mark, Shorter):
        return None
    made: Any = mark.func
    return made(value)


def _short_name(marks: Sequence[Any]) -> str:
    """Return the field for which a single value stands, "" where none does."""
    # asked of the function itself, so that the declaration of a short form is the only place that says it
    for mark in marks:
        made = _expanded(mark, "x")
        if isinstance(made, dict) and list(made.values()) == ["x"]:
            return str(next(iter(made)))
    return ""


def alias(model: type[Fields], name: str) -> str:
    """Return the attribute of a field that is written by a name, "" where there is none."""
    return next((one for one, field in model.model_fields.items() if (field.alias or one) == name), "")


class WrittenPath:
    """A way to a field, followed through what is written; ``operations`` are what has to be written out for it."""

    def __init__(self, model: type[Fields], value: Any, prefix: Loc, people: Sequence[str] = ()) -> None:
        self.value, self.loc, self.prefix, self._people = value, prefix, prefix, people
        # a moment may be written as its title alone
        self.form = FieldForm(fields=model, short="title" if "title" in model.model_fields else "")
        self.order: tuple[str, ...] = ()
        self.operations: list[Operation] = []
        self.beside = False
        """True where the last part of the way is only what a value stands for: then the value is what it names."""
        self.begun: Loc | None = None
        """The place at which a list would begin that is not written yet, and of which the way names the first entry."""
        self.order_begun: tuple[str, ...] = ()
        self._one = False

    @property
    def there(self) -> Any:
        """Return what is written at the way, or ``MISSING``."""
        return _standing(self.value, self.loc)

    def beginning(self, value: Any) -> Any:
        """Return what a list begins with in which a value is to stand; one feeling needs no list."""
        assert self.begun is not None  # noqa: S101 - asked only then
        for part in reversed(self.loc[len(self.begun) :]):
            value = {str(part): value}
        return value if self._one else [value]

    def follow(self, loc: Loc) -> WrittenPath:
        """Follow the way on to a field. Raises ``RefusedEditError`` where there is none of the name."""
        for part in loc:
            self.beside = False
            if isinstance(part, int) and (self.form.entry or isinstance(self.there, list)):
                self._entry(part)
            elif self.form.fields is not None:
                self._field(str(part))
            elif self.form.everybody:
                self._person(str(part))
            else:
                self._go(str(part) if not isinstance(self.there, list) else part)
                self.form = form_of(self.form.named, self.there)
        return self

    def _go(self, part: str | int) -> None:
        self.loc = (*self.loc, part)

    def _do(self, operation: Operation) -> None:
        self.operations.append(operation)
        self.value = expected_value(self.value, operation)

    def _entry(self, number: int) -> None:
        there, form = self.there, self.form
        self.form = form_of(form.entry, _standing(there, (number,)))
        if isinstance(there, list):
            self._go(number)
        # nothing is written yet: the first entry begins the list
        elif there is MISSING or there is None:
            if number:
                raise RefusedEditError(f"there is no entry {number} here")
            self.begun, self.order_begun = self.loc, self.order
        elif number:
            raise RefusedEditError(f"there is no entry {number} here")
        # a single value where a list may stand is its only entry
        else:
            self.beside = True

    def _field(self, name: str) -> None:
        model, there = self.form.fields, self.there
        attribute = alias(model, name)
        if not attribute:
            raise RefusedEditError(f"there is no field '{name}' here")
        short, self.order = self.form.short, order_names(model)
        self.form = form_of(options(declared(model)[attribute]), _standing(there, (name,)))
        # the first entry of a new list is written as a single value, not as a mapping of one field
        if name == short and self.begun == self.loc:
            self.beside = True
        elif there is MISSING or there is None or isinstance(there, dict):
            self._go(name)
        elif name == short:
            self.beside = True
        # another field than the one that the value stands for: the value gets a name of its own first
        elif short:
            self._do(Wrap(loc=self.loc, name=short))
            self._go(name)
        else:
            raise RefusedEditError(f"'{name}' cannot stand here: this is not a mapping of fields")

    def _person(self, name: str) -> None:
        there = self.there
        # a mapping is of personas, unless it is one score with its fields
        by_name = isinstance(there, dict) and not there.keys() & {"score", "metric"}
        self.form, self._one = form_of(self.form.named), True
        if there is MISSING or there is None:
            if name:
                self._go(name)
        elif by_name:
            self._go(name)
        elif name in ("", *(self._people if len(self._people) == 1 else ())):
            self.beside = True
        # what holds for everybody is written out for each before one of them gets another
        else:
            self._do(SetValue(loc=self.loc, value=dict.fromkeys((*self._people, name), there)))
            self._go(name)


def order_names(model: type[Fields]) -> tuple[str, ...]:
    """Return the names of the fields of a model in the order in which they are written."""
    return tuple(model.model_fields[name].alias or name for name in order_of_fields(model))


def set_value(way: WrittenPath, value: Any) -> list[Operation]:
    """Return the operations that write a value at a way; nothing is written for None."""
    if value is None:
        return remove_value(way)
    short = in_short_form(way.form, value)
    if way.begun is not None:
        return [*way.operations, SetValue(loc=way.begun, value=way.beginning(short), order=way.order_begun)]
    number = way.loc[-1] if way.loc else ""
    holder = _holder(way)
    if isinstance(number, int) and isinstance(holder, list) and number == len(holder):
        return [*way.operations, InsertItem(loc=way.loc[:-1], number=number, value=short)]
    return [*way.operations, SetValue(loc=way.loc, value=short, order=way.order)]


def _holder(way: WrittenPath) -> Any:
    return _standing(way.value, way.loc[:-1])


def _standing(value: Any, loc: Loc) -> Any:
    """Return what stands at a way, or ``MISSING``."""
    here = value
    for part in loc:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            return MISSING
    return here


def add_item(way: WrittenPath, value: Any, number: int | None = None) -> list[Operation]:
    """Return the operations that put a value into the list at a way."""
    there, short = way.there, in_short_form(form_of(way.form.entry, value), value)
    if there in (MISSING, None):
        return [*way.operations, SetValue(loc=way.loc, value=[short], order=way.order)]
    wrapped: list[Operation] = [] if isinstance(there, list) else [Wrap(loc=way.loc)]
    count = len(there) if isinstance(there, list) else 1
    goal = count if number is None else max(0, min(number, count))
    return [*way.operations, *wrapped, InsertItem(loc=way.loc, number=goal, value=short)]


def remove_value(way: WrittenPath) -> list[Operation]:
    """Return the operations that take away what stands at a way; what is only meant by it is not written out."""
    if way.there is MISSING:
        if way.operations:
            return []
        value_at(way.value, way.loc)
    return [RemoveValue(loc=way.loc, keep=len(way.prefix))]


def move_item(way: WrittenPath, to: int) -> list[Operation]:
    """Return the operations that give an entry of a list another number."""
    if way.beside:
        return []
    number, holder = way.loc[-1], value_at(way.value, way.loc[:-1])
    if not isinstance(number, int) or not isinstance(holder, list):
        raise RefusedEditError("only entries of a list can be moved")
    return [MoveItem(loc=way.loc[:-1], number=number, to=max(0, min(to, len(holder) - 1)))]


def in_short_form(form: FieldForm, value: Any) -> Any:
    """Return a value as an author would write it: a single field as what stands for it, nothing that is empty."""
    if isinstance(value, dict):
        kept = {name: part for name, part in value.items() if part not in (None, "", [], {})}
        if form.short and kept.keys() == {form.short} and not isinstance(kept[form.short], (dict, list)):
            return kept[form.short]
        return {name: _part(form, name, part) for name, part in kept.items()}
    if isinstance(value, (list, tuple)):
        return [in_short_form(form_of(form.entry, part), part) for part in value]
    return value


def _part(form: FieldForm, name: str, value: Any) -> Any:
    attribute = alias(form.fields, name) if form.fields is not None else ""
    inner = form_of(options(declared(form.fields)[attribute]) if attribute else form.named, value)
    return in_short_form(inner, value)
