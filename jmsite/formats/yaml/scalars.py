"""Resolve plain YAML scalars by the core schema of YAML 1.2, and by nothing of YAML 1.1."""

from __future__ import annotations

import math
import re
from typing import Any

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER_STARTS = frozenset("+-.0123456789")
# YAML 1.2 as its core schema has it, not PyYAML's 1.1: there ``010`` is eight, ``1:30`` ninety, and ``no`` is false
_INT = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_LONGEST = 300
"""Signs of a whole number: with nine more it could be no float any more, and reading takes time by their square."""


class NotFiniteError(ValueError):
    """A number that cannot be reckoned with; its argument says why."""


class _Written:
    """A number that remembers how it was written, and is no other than one that was written so."""

    text: str

    def __getnewargs__(self) -> tuple[Any]:
        return (self.text,)

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.text == other.text

    # numbers have one of their own, which compares values
    def __ne__(self, other: object) -> bool:
        return not self == other

    # Python takes the hash from a class that defines __eq__
    def __hash__(self) -> int:
        return super().__hash__()


class WrittenInt(_Written, int):
    """A whole number that remembers how it was written: as text, ``007`` stays ``007``."""

    def __new__(cls, text: str) -> WrittenInt:
        """Return the number that ``text`` stands for."""
        # by base 0 Python reads 0x and 0o, but refuses the zeros that 007 begins with
        made = super().__new__(cls, text, 0 if _BASED.fullmatch(text) else 10)
        made.text = text
        return made


class WrittenFloat(_Written, float):
    """A number that remembers how it was written: as text, version ``1.10`` stays ``1.10``."""

    def __new__(cls, text: str) -> WrittenFloat:
        """Return the number that ``text`` stands for."""
        made = super().__new__(cls, text)
        made.text = text
        return made


def resolve_plain(text: str) -> Any:
    """Return the value of an unquoted scalar: None, a truth value, a number, or the text itself.

    Raises ``NotFiniteError`` for ``.inf``, ``.nan`` and numbers too large to reckon with.
    """
    if text in _WORDS:
        return _WORDS[text]
    # not empty, since an empty text is among the words
    return _number(text) if text[0] in _NUMBER_STARTS else text


def unwritten(value: Any) -> Any:
    """Return a value in which numbers no longer remember how they were written."""
    if isinstance(value, dict):
        return {key: unwritten(part) for key, part in value.items()}
    if isinstance(value, list):
        return [unwritten(part) for part in value]
    if isinstance(value, WrittenInt):
        return int(value)
    return float(value) if isinstance(value, WrittenFloat) else value


def _number(text: str) -> Any:
    if _INT.fullmatch(text) or _BASED.fullmatch(text):
        if len(text) > _LONGEST:
            raise NotFiniteError(f"a number of {len(text)} digits is too large")
        whole = WrittenInt(text)
        # written as Python writes it: nothing is to be remembered
        return int(whole) if int.__repr__(whole) == text else whole
    if _FLOAT.fullmatch(text):
        number = WrittenFloat(text)
        if not math.isfinite(number):
            raise NotFiniteError("the number is too large")
        return float(number) if float.__repr__(number) == text else number
    if _NOT_FINITE.fullmatch(text):
        raise NotFiniteError(f"{text} is not a number that can be used")
    return text
