"""Make text of strangers stand as text in content: links into files that are not here become words."""

from __future__ import annotations

import re

from jmsite.formats.controls import cleaned
from jmsite.model.url_schemes import on_the_web

# possessive (*+): what stands before a bracket that is missing need not be given back sign by sign
_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.)*+)\]\(\s*+<?([^)\s>]*+)>?(?:\s++[^)]*+)?\)")
_REFERENCE = re.compile(r"^\s{0,3}\[([^\]]+)\]:\s+(\S+).*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\]]+)\](:?)")
# a fence of ``chart`` draws: what strangers wrote must stay words
_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*chart\b", re.MULTILINE)
# an opening without an end as well, since it would hide all that follows in the file
_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->|<!--", re.DOTALL)
_BRACKETS = re.compile(r"(?<!!)\[([^\[\]]+)\]\[[^\[\]]*\]")


def safe(text: str) -> str:
    """Return a text without links that lead into files or anchors that are not there, notes, and pictures."""
    words = cleaned(text)
    words = _COMMENT.sub(lambda found: "" if found[0].endswith("-->") else "\\<!--", words)
    words = _LINK.sub(_link, words)
    words = _REFERENCE.sub(lambda found: f"{found[1]}: {found[2]}", words)
    words = _BRACKETS.sub(r"\1", words)
    words = _FOOTNOTE.sub(lambda found: f"({found[1]}){found[2]}", words)
    return _FENCE.sub(r"\1\2text", words).strip()


def safe_line(text: str) -> str:
    """Return a text of a field on one line."""
    return " ".join(safe(text).split())


def _link(found: re.Match[str]) -> str:
    picture, words, address = found.groups()
    kept = on_the_web(address) or address.startswith("mailto:")
    if picture:
        return words or address
    return found[0] if kept and not picture else words or address
