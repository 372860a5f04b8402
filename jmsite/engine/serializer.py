"""Say how answers of an expensive step are kept as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from jmsite.model.value import Value

A = TypeVar("A")
R = TypeVar("R")


class Serializer(Value, Generic[A, R]):
    """The form in which answers are kept: a key, the answer to a text and back, and which are worth keeping."""

    key: Callable[[A], str]
    pack: Callable[[R], str]
    unpack: Callable[[str], R]
    worth: Callable[[R], bool] = lambda _: True


def unpacked_or_none(unpack: Callable[[str], R], text: str) -> R | None:
    """Return what a kept text says; None for one that has been damaged, and is to be worked out again."""
    try:
        return unpack(text)
    # also what nests too deeply for the reader of JSON
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
