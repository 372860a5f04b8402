"""Signs that no page, feed or chart can hold: control characters, and what Unicode says is no character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jmsite.model.sources import Loc

_PLANES = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
FORBIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_PLANES}]"
)
"""What HTML or XML forbid. NEL stays: it ends lines in files from mainframes, and Python takes it for a blank."""
_SHOWN = "\ufffd"


def named(sign: str) -> str:
    """Return a sign as Unicode names it: ``U+0000``."""
    return f"U+{ord(sign):04X}"


def cleaned(text: str) -> str:
    """Return ``text`` with the sign for what cannot be shown in place of each forbidden one."""
    return FORBIDDEN.sub(_SHOWN, text)


def cleaned_tree(value: Any) -> tuple[Any, list[tuple[Loc, str]]]:
    """Return a tree of plain values without forbidden signs; and where the first one of each value stood, keys
    as values.
    """
    found: list[tuple[Loc, str]] = []
    return _cleaned(value, (), found), found


def _cleaned(value: Any, loc: Loc, found: list[tuple[Loc, str]]) -> Any:
    if isinstance(value, str):
        return _text(value, loc, found)
    if isinstance(value, dict):
        return {
            _text(key, (*loc, key), found) if isinstance(key, str) else key: _cleaned(
                part, (*loc, key), found
            )
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_cleaned(part, (*loc, at), found) for at, part in enumerate(value)]
    return value


def _text(text: str, loc: Loc, found: list[tuple[Loc, str]]) -> str:
    wrong = FORBIDDEN.search(text)
    if wrong is None:
        return text
    found.append((loc, wrong[0]))
    return cleaned(text)


def forbidden(text: str) -> Iterator[re.Match[str]]:
    """Yield the forbidden signs of ``text``, the first of each kind."""
    seen: set[str] = set()
    for match in FORBIDDEN.finditer(text):
        if match[0] not in seen:
            seen.add(match[0])
            yield match
