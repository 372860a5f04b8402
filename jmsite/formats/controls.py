"""Signs that no page, feed or chart can hold: control characters, what Unicode says is no character, and what turns
round the words that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jmsite.model.sources import Loc

# the last two of every plane are no characters, says Unicode; those of the first stand in the pattern below
_PLANES = "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0x110000, 0x10000))
# by what is allowed, since nearly every sign is and is then left at the first look: of 1.5 KB, 7 in place of 315 µs
FORBIDDEN = re.compile(f"[^\t\n\r\x20-\x7e\x85\xa0-\u202c\u202f-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}]")
"""The signs that HTML or XML forbid, and the two that override in which direction letters run: they make `gpj.exe` look
like a picture, and no language needs them. NEL stays: it ends lines in files from mainframes, and Python takes it for a
blank.
"""
_UNNAMABLE = re.compile(f"[\t\n\r\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]|{FORBIDDEN.pattern}")
"""The signs that the name of a file must not hold: breaks of lines as well, and all that steers the direction of
letters."""
NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
"""A sign that is written by its number, as HTML and Markdown can."""
_SHOWN = "\ufffd"


def sign_name(sign: str) -> str:
    """Return a sign as Unicode names it: ``U+0000``."""
    return f"U+{ord(sign):04X}"


def cleaned(text: str) -> str:
    """Return ``text`` with the sign for what cannot be shown in place of each forbidden one."""
    return FORBIDDEN.sub(_SHOWN, text)


def unnamable(path: str) -> str:
    """Return the first sign of a path that the name of a file must not hold, or ""."""
    found = _UNNAMABLE.search(path)
    return found[0] if found else ""


def nameable(path: str) -> str:
    """Return a path as it can be shown: with the sign for what cannot be shown in place of such signs."""
    return _UNNAMABLE.sub(_SHOWN, path)


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


def odd_signs(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield what stands by its number in a text and cannot be shown, each with the sign's name."""
    for found in NUMBERED.finditer(text) if "&#" in text else ():
        code = int(found[1], 16) if found[1] else int(found[2])
        if code > 0x10FFFF or FORBIDDEN.match(chr(code)):
            yield found, sign_name(chr(code)) if code <= 0x10FFFF else found[0]  # chr knows no larger number
