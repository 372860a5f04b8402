"""Changes of what is written in YAML, as values: what each means, and how it is made in a text.

An operation names a path into what is written (``loc``). ``apply_operation`` makes it in a text: it tries one
candidate after the other, and takes the first after which the text reads as exactly what was meant, or else refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.yaml_fields import added_field, removed_field, wrapped_in_mapping
from jmsite.editing.yaml_items import added_item, moved_item, removed_item, wrapped_in_list
from jmsite.editing.yaml_source import YamlSource
from jmsite.editing.yaml_values import Splices, replaced_value
from jmsite.formats.yaml.nodes import Node
from jmsite.model.sources import Loc
from jmsite.model.value import Value

_NAMED = re.compile(r"(?:^|[\s\[{,])[*&]\w")
_EXPLICIT = re.compile(r"^\s*(?:- *)*\?(?:\s|$)", re.MULTILINE)


class SetValue(Value):
    """Write a value at a way, in place of one or as a new field; ``order`` is that of the fields beside it.

    ``entities``: it holds entities, or is one, which have a line for each field unless their neighbours have none.
    """

    loc: Loc
    value: Any
    order: tuple[str, ...] = ()
    entities: bool = False


class RemoveValue(Value):
    """Take away what stands at a way; what holds nothing without it goes, too, but for the first ``keep`` parts."""

    loc: Loc
    keep: int = 0


class InsertItem(Value):
    """Put an item into the list at a way, before the one of a number or behind the last."""

    loc: Loc
    number: int
    value: Any


class MoveItem(Value):
    """Put an item of the list at a way in another place among its items."""

    loc: Loc
    number: int
    to: int


class Wrap(Value):
    """Write out what a value stands for: a list of one, or a mapping with one field of a ``name``."""

    loc: Loc
    name: str = ""


Operation = SetValue | RemoveValue | InsertItem | MoveItem | Wrap


def apply_operation(source: YamlSource, operation: Operation) -> YamlSource:
    """Return a file in which an operation is made, and nothing else. Raises ``RefusedEditError``."""
    source.check()
    wanted = expected_value(source.value, operation)
    if is_same_value(wanted, source.value):
        return source
    node = _near(source, operation.loc)
    for way in candidate_splices(source, operation):
        made = source.changed(way)
        if is_same_value(made.value, wanted) and made.faults <= source.faults:
            return made
    raise source.refused(_why(source), node)


def _why(source: YamlSource) -> str:
    """Return why an operation cannot be made in any of its ways."""
    if _NAMED.search(source.part):
        return "what stands here is named by an anchor and used elsewhere; change it by hand"
    if _EXPLICIT.search(source.part):
        return "fields are written here with a question mark before their names; change it by hand"
    return "this cannot be changed without touching something else; change it by hand"


def apply_operations(source: YamlSource, operations: Sequence[Operation]) -> YamlSource:
    """Return a file in which operations are made one after the other."""
    for operation in operations:
        source = apply_operation(source, operation)
    return source


def _near(source: YamlSource, loc: Loc) -> Node | None:
    """Return the innermost value on a way that is written; refuse one that is written once for several places."""
    found = None
    for count in range(len(loc) + 1):
        found = source.node(loc[:count]) or found
    return found


def candidate_splices(source: YamlSource, operation: Operation) -> Iterator[Splices]:
    """Yield the ways to make an operation, the most natural one first."""
    if isinstance(operation, SetValue):
        yield from _put(source, operation)
    elif isinstance(operation, RemoveValue):
        yield from _taken(source, operation)
    elif isinstance(operation, InsertItem):
        yield from added_item(source, operation.loc, operation.number, operation.value)
    elif isinstance(operation, MoveItem):
        yield from moved_item(source, operation.loc, operation.number, operation.to)
    elif operation.name:
        yield from wrapped_in_mapping(source, operation.loc, operation.name)
    else:
        yield from wrapped_in_list(source, operation.loc)


def _put(source: YamlSource, operation: SetValue) -> Iterator[Splices]:
    loc, value = operation.loc, operation.value
    if source.node(loc) is not None and loc:
        yield from replaced_value(source, loc, value, operation.entities)
        return
    while loc:
        holder = source.node(loc[:-1])
        if loc == loc[:1] or (holder is not None and not holder.empty):
            yield from added_field(source, loc[:-1], str(loc[-1]), value, operation.order, operation.entities)
            return
        if holder is not None:
            yield from replaced_value(source, loc[:-1], {str(loc[-1]): value})
            return
        loc, value = loc[:-1], {str(loc[-1]): value}


def _taken(source: YamlSource, operation: RemoveValue) -> Iterator[Splices]:
    loc = _outermost(source.value, operation)
    holder = source.node(loc[:-1])
    if holder is None:
        return
    if len(holder.items) + len(holder.fields) == 1:
        yield from _emptied(source, loc[:-1], holder)
    yield from removed_item(source, loc) if holder.kind == "list" else removed_field(source, loc)


def _emptied(source: YamlSource, loc: Loc, holder: Node) -> Iterator[Splices]:
    """Yield the ways to leave nothing in what holds a single value: a file's own fields, or an entry that stays."""
    if loc:
        yield from replaced_value(source, loc, {} if holder.kind == "mapping" else [])


def _outermost(value: Any, operation: RemoveValue) -> Loc:
    """Return what goes when something is taken away: with it all that holds nothing else."""
    loc = operation.loc
    while len(loc) - 1 > operation.keep and len(value_at(value, loc[:-1])) == 1:
        loc = loc[:-1]
    return loc


# -- what is meant
def value_at(value: Any, loc: Loc) -> Any:
    """Return what stands at a way; raises ``RefusedEditError`` where nothing does."""
    here = value
    for part in loc:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            raise RefusedEditError(f"'{'.'.join(map(str, loc))}' is not written") from None
    return here


def expected_value(value: Any, operation: Operation) -> Any:
    """Return what is to be read after an operation."""
    if isinstance(operation, SetValue):
        return _with(value, operation.loc, operation.value)
    if isinstance(operation, RemoveValue):
        value_at(value, operation.loc)
        return _without(value, _outermost(value, operation))
    found = value_at(value, operation.loc)
    if isinstance(operation, Wrap):
        return _with(value, operation.loc, {operation.name: found} if operation.name else [found])
    if not isinstance(found, list):
        raise RefusedEditError(f"'{'.'.join(map(str, operation.loc))}' is not a list")
    items = list(found)
    if isinstance(operation, InsertItem):
        items.insert(operation.number, operation.value)
    else:
        value_at(items, (operation.number,))
        items.insert(operation.to, items.pop(operation.number))
    return _with(value, operation.loc, items)


def _with(value: Any, loc: Loc, new: Any) -> Any:
    """Return a value in which something else stands at a way; what holds it is made where it is not there."""
    if not loc:
        return new
    first, rest = loc[0], loc[1:]
    if isinstance(first, int) and isinstance(value, list):
        value_at(value, (first,))
        return [_with(part, rest, new) if number == first else part for number, part in enumerate(value)]
    if value is not None and not isinstance(value, dict):
        raise RefusedEditError(f"'{first}' cannot stand here: this is not a mapping of fields")
    held = value or {}
    return {**held, str(first): _with(held.get(str(first)), rest, new)}


def _without(value: Any, loc: Loc) -> Any:
    first, rest = loc[0], loc[1:]
    if rest:
        return _with(value, loc[:1], _without(value[first], rest))
    if isinstance(value, list):
        return [part for number, part in enumerate(value) if number != first]
    return {key: part for key, part in value.items() if key != first}


def is_same_value(one: Any, other: Any) -> bool:
    """Return whether two plain values are the same, in kind as well: 1 is not true; an empty file has no fields."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            is_same_value(part, other[key]) for key, part in one.items()
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same_value, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if (one is None and other == {}) or (other is None and one == {}):
        return True
    return bool(one == other) and isinstance(one, str) == isinstance(other, str)
