"""A value: made once, never changed, equal when its fields are.

msgspec's records are made, compared and sent between processes several times faster than dataclasses, and a class of
them is there at once, where a dataclass is put together as text and compiled. A build makes some 200 such classes and
hundreds of thousands of values.
"""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

from msgspec import Struct, convert, field, to_builtins
from msgspec.structs import replace

__all__ = ["Value", "field", "formed", "plain", "replace"]

V = TypeVar("V")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """A frozen record of named fields, like a frozen dataclass; ``replace`` gives a changed copy of one."""


def plain(value: Any) -> Any:
    """A value as dictionaries, lists, texts and numbers, ready to be written as JSON."""
    return to_builtins(value)


def formed(plain: Any, kind: type[V]) -> V:
    """The value of a kind that something plain stands for; raises ``ValueError`` where it stands for none."""
    return convert(plain, kind)
