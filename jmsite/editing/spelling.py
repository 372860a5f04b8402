"""The ways in which a plain value can be written in YAML, those that look like what stood there first."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from jmsite.formats.yaml.writer import flow, scalar

NARROWEST = 40
"""The least width to which words of several lines are wrapped again."""
_ALWAYS_ESCAPED = re.compile(
    "[^\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)


def spellings(value: Any, style: str, in_flow: bool, indent: int, old: Sequence[str] = ()) -> Iterator[str]:
    """Yield how a single value can be written in place of one of a style, the likest first.

    ``indent`` is how far in the lines of a block stand, ``old`` the lines of what is replaced.
    """
    if isinstance(value, str):
        yield from _texts(value, style, in_flow, indent, old)
    yield scalar(value, in_flow) if not isinstance(value, (dict, list)) else flow(value)
    if isinstance(value, str):
        yield _double(value)


def _texts(value: str, style: str, in_flow: bool, indent: int, old: Sequence[str]) -> Iterator[str]:
    if style in ("|", ">"):
        yield from _blocks(value, style, indent, old)
    if len(old) > 1 and style not in ("|", ">"):
        yield from _folded(value, style, in_flow, old)
    if style == "'" and not _ALWAYS_ESCAPED.search(value):
        yield "'" + value.replace("'", "''") + "'"
    if style == '"':
        yield _double(value)
    if "\n" in value and not in_flow:
        yield from _blocks(value, "|", indent, ())


def _double(value: str) -> str:
    made = json.dumps(value, ensure_ascii=False)
    return _ALWAYS_ESCAPED.sub(lambda found: _escape(found[0]), made)


def _escape(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _blocks(value: str, style: str, indent: int, old: Sequence[str]) -> Iterator[str]:
    """Yield a text as a block of lines, under the head that stands there where that still says what is so."""
    head = old[0].strip() if old else style
    body, ends = value.rstrip("\n"), len(value) - len(value.rstrip("\n"))
    chomp = "-" if ends == 0 else "" if ends == 1 else "+"
    lines = body.split("\n") if style == "|" else _refolded(body, [line.strip() for line in old[1:]])
    blank = [""] * (ends - 1) if ends > 1 else []
    inner = [" " * indent + line if line.strip() else line for line in lines]
    for first in dict.fromkeys((head, f"{style}{chomp}")):
        yield "\n".join([first, *inner, *blank])


def _refolded(body: str, old: Sequence[str]) -> list[str]:
    """Return the lines of a folded block: what is written as a single break of lines is a blank line."""
    width = max([NARROWEST, *map(len, old)])
    made: list[str] = []
    for paragraph in body.split("\n"):
        made += [*([""] if made else []), *(_wrapped(paragraph, old, width) or [""])]
    return made


def _wrapped(words: str, old: Sequence[str], width: int) -> list[str]:
    """Return words in lines: those that stand there as long as they are the same, then wrapped anew."""
    kept: list[str] = []
    rest = words
    for line in old:
        if not line or not rest.startswith(f"{line} "):
            break
        kept.append(line)
        rest = rest[len(line) + 1 :]
    return kept + textwrap.wrap(rest, width, break_long_words=False, break_on_hyphens=False)


def _folded(value: str, style: str, in_flow: bool, old: Sequence[str]) -> Iterator[str]:
    """Yield words on several lines without a block's head, as they stand there, quoted or not."""
    if "\n" in value or value != value.strip() or "  " in value:
        return
    if style == "" and scalar(value, in_flow) != value:
        return
    shown = value.replace("'", "''") if style == "'" else _double(value)[1:-1] if style == '"' else value
    before = [line.strip() for line in old]
    before[0] = before[0].removeprefix(style)
    width = max([NARROWEST, *map(len, before)])
    indent = " " * (len(old[1]) - len(old[1].lstrip(" ")))
    lines = _wrapped(shown, before, width)
    yield style + f"\n{indent}".join(lines) + style
