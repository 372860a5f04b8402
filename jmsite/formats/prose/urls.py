"""Addresses as authors write them: which are allowed, and how they are written down."""

from __future__ import annotations

import re
from urllib.parse import quote

from jmsite.model.url_schemes import SCHEMES, allowed

__all__ = ["SCHEMES", "allowed", "external", "readable"]

_EXTERNAL = re.compile(r"(?:https?:|[/\\]{2})", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNSAFE = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]")
_KEPT = frozenset(';/?:@&=+$,#%\\"<>')


def external(href: str) -> bool:
    """Return whether ``href`` leaves the site over the web."""
    return _EXTERNAL.match(href) is not None


def readable(href: str) -> str:
    """Return a relative address in plain Unicode (``a%20b`` is ``a b``); one with a scheme stays as written.

    ``%25``, ``%2F``, ``%3F``, ``%23`` and other separators stay escaped, so that splitting at ``?`` and ``#``
    and then unquoting gives the exact file name.
    """
    if href.startswith("//") or ":" in re.split(r"[/?#]", href, maxsplit=1)[0]:
        return _UNSAFE.sub(lambda match: quote(match[0]), href)
    return _ESCAPED.sub(_unescaped, href) if "%" in href else href


def _unescaped(match: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(match[0].replace("%", "")).decode("utf-8")
    # bytes of another encoding: the server that is meant may know them
    except UnicodeDecodeError:
        return match[0]
    return "".join(quote(char, safe="") if _stays(char) else char for char in text)


def _stays(char: str) -> bool:
    return char in _KEPT or not (char.isprintable() or char == " ")
