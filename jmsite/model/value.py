"""A value: made once, never changed, equal when its fields are.

msgspec's records are made, compared and sent between processes several times faster than dataclasses, and a class of
them is there at once, where a dataclass is put together as text and compiled. A build makes some 200 such classes and
hundreds of thousands of values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, dataclass_transform

from msgspec import Struct, convert, field, to_builtins
from msgspec.json import schema_components
from msgspec.structs import replace

__all__ = ["Value", "field", "from_plain", "plain", "replace", "value_schemas"]

V = TypeVar("V")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """A frozen record of named fields, like a frozen dataclass; ``replace`` gives a changed copy of one."""


def plain(value: Any, encode: Callable[[Any], Any] | None = None) -> Any:
    """Return a value as dictionaries, lists, texts and numbers, ready to be written as JSON.

    ``encode`` makes plain what is no value; it raises ``TypeError`` for what it does not know.
    """
    return to_builtins(value, enc_hook=encode)


def from_plain(plain: Any, kind: type[V], decode: Callable[[type, Any], Any] | None = None) -> V:
    """Return the value of a kind that something plain stands for; raise ``ValueError`` where it stands for none.

    ``decode`` forms what is no value, given its type and what stands for it.
    """
    return convert(plain, kind, dec_hook=decode)


def value_schemas(kinds: Sequence[type[Value]]) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """Return the JSON Schema of each kind of value as ``plain`` writes it, and what these refer to (2020-12)."""
    return schema_components(kinds, ref_template="#/$defs/{name}")
