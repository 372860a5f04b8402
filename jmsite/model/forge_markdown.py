"""Words of content in Markdown that a forge shows: they mean nothing there, and nobody is called by them."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&]|:(?=[\w+-]+:))")
"""Signs that mean something within a line: code, emphasis, links, HTML, formulas, and names of emoji."""
_ACTING = re.compile(r"(@|#(?=\d)|://|www(?=\.)|GH(?=-\d))", re.IGNORECASE)
"""The signs of which a forge makes a mention, a reference or a link."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_JOINER = "\u2060"


def escaped(text: str) -> str:
    """Return words as Markdown that shows them as they are, in one line."""
    return _SPECIAL.sub(r"\\\1", harmless(text))


def in_html(text: str) -> str:
    """Return words for an element of HTML within Markdown."""
    return harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def harmless(text: str) -> str:
    """Return words in one line that mention nobody and link nothing; what is Markdown in them is left."""
    return _ACTING.sub(rf"\1{_JOINER}", _CONTROLS.sub(" ", text))


def as_code(text: str) -> str:
    """Return words as code, as long as nothing in them could end it."""
    plain = _CONTROLS.sub(" ", text)
    return escaped(plain) if "`" in plain else f"`{plain}`"
