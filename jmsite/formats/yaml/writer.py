"""Write plain values as the YAML that an author would have written.

Short things stand on one line (``personas: [anna, ben]``, ``{text: Too slow, severity: 2}``), sentences each on a line
of their own, text of several lines as a block. Quotes stand only where a reader of YAML would need them.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from jmsite.formats.yaml.scalars import resolve_plain

WIDTH = 96
"""The number of characters up to which a list or mapping stands on one line."""
# words that would be read back as numbers: they are quoted
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_WORD = re.compile(r"[\w./@+-]+")
# what YAML would take for structure somewhere in a plain word; quoting a word too many only costs beauty
_RISKY = re.compile(r": |:$| #|^[#{}\[\]&*!|>'\"%@`,?-]|^[-?:]( |$)|^(---|\.\.\.)|[\t\r\n]")
_IN_FLOW = re.compile(r"[,\[\]{}?]")  # YAML 1.1 has no question marks there
# YAML cannot hold these in plain or block text; they are escaped in double quotes
_UNPRINTABLE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# a block ends where its text does: what begins with a blank would need an indentation indicator
_BLOCK = re.compile(r"[^\s\x00-\x1f][^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]*", re.DOTALL)


def to_markdown(fields: Mapping[str, Any], body: str = "") -> str:
    """Return a Markdown file: ``fields`` as front matter, ``body`` below it."""
    text = body.strip("\n")
    return f"---\n{to_yaml(fields)}---\n" + (f"\n{text}\n" if text else "")


def to_yaml(fields: Mapping[str, Any]) -> str:
    """Return a YAML mapping as a text that ends in a line break; read again, it has the same values.

    Values are what ``model.authored`` makes: dictionaries with text keys, lists, text, numbers, truth values, None.
    """
    return "".join(f"{line}\n" for line in _mapping(fields)) or "{}\n"


def scalar(value: Any, flow: bool = False) -> str:
    """Return one value on one line; ``flow`` where commas and brackets around it have a meaning."""
    if isinstance(value, str):
        return value if _plain(value, flow) else _quoted(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # as YAML has them, too: true, false and null
    return json.dumps(value)


def _key(key: str, flow: bool = False) -> str:
    """Return a key; it is a word whatever it looks like, so that numbers need no quotes."""
    return key if _NUMBER.fullmatch(key) else scalar(key, flow)


def _plain(text: str, flow: bool) -> bool:
    """Return whether a text stands for itself without quotes."""
    if not text or text != text.strip() or _RISKY.search(text) or _UNPRINTABLE.search(text):
        return False
    if flow and (_IN_FLOW.search(text) or ":" in text):
        return False
    try:
        return isinstance(resolve_plain(text), str)
    except ValueError:  # a number that is none
        return False


def _quoted(text: str) -> str:
    """Return a text in double quotes: JSON's escapes are YAML's, and what cannot be printed is escaped as well."""
    return _UNPRINTABLE.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _mapping(fields: Mapping[str, Any]) -> list[str]:
    return [line for key, value in fields.items() for line in _entry(_key(key), value)]


def _entry(key: str, value: Any) -> list[str]:
    """Return the lines of a key and its value."""
    short = _on_one_line(value, WIDTH - len(key) - 2)
    if short is not None:
        return [f"{key}: {short}"]
    if isinstance(value, str):
        return [f"{key}: {'|-' if not value.endswith(chr(10)) else '|'}", *_indented(value.splitlines())]
    if isinstance(value, Mapping):
        return [f"{key}:", *_indented(_mapping(value))]
    return [f"{key}:", *_indented(_items(value))]


def _items(values: Sequence[Any]) -> list[str]:
    lines: list[str] = []
    for value in values:
        short = scalar(value) if not isinstance(value, (Mapping, list)) else flow(value)
        if len(short) <= WIDTH or not isinstance(value, (Mapping, list)) or not value:
            lines.append(f"- {short}")
        else:
            first, *rest = _mapping(value) if isinstance(value, Mapping) else _items(value)
            lines += [f"- {first}", *_indented(rest)]
    return lines


def _on_one_line(value: Any, room: int) -> str | None:
    """Return a value as it stands after its key, or None where it needs lines of its own."""
    if isinstance(value, str):
        return None if "\n" in value and _block(value) else scalar(value)
    if isinstance(value, Mapping):
        flat = not any(isinstance(part, (Mapping, list)) for part in value.values())
        return flow(value) if not value or (flat and len(flow(value)) <= room) else None
    if isinstance(value, list):
        words = all(not isinstance(part, str) or _WORD.fullmatch(part) for part in value)
        flat = words and not any(isinstance(part, (Mapping, list)) for part in value)
        return flow(value) if not value or (flat and len(flow(value)) <= room) else None
    return scalar(value)


def flow(value: Any) -> str:
    """Return a value on one line, lists and mappings in brackets, whatever is in it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key, flow=True)}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return scalar(value, flow=True)


def _block(text: str) -> bool:
    """Return whether a text of several lines reads the same as a literal block: a single line break at its end
    at most.
    """
    return bool(_BLOCK.fullmatch(text)) and not text.endswith("\n\n") and not text.isspace()


def _indented(lines: Sequence[str]) -> list[str]:
    return [textwrap.indent(line, "  ") for line in lines]
