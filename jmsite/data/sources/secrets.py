"""Passwords: taken from the environment when a connection is made, and from every message before it is told."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, quote_plus, urlsplit

from jmsite.model.sources import Query

HIDDEN = "•••"
_WRITTEN = re.compile(
    r"(?i)\b(password|passwd|pwd|token|secret|access_token|auth)\s*[=:]\s*('[^']*'|\"[^\"]*\"|[^\s,;)]+)"
)
_IN_ADDRESS = re.compile(r"(//[^\s/@:]*):[^\s/@]*@")


class NoPasswordError(Exception):
    """The environment lacks a password that a source needs; the message says which."""


def password_of(query: Query) -> str:
    """Return the password of a connection, "" where it names none. Raises ``NoPasswordError``."""
    if not query.secret:
        return ""
    found = os.environ.get(query.secret)
    if not found:
        raise NoPasswordError(f"the environment has no variable {query.secret}, which holds its password")
    return found


def has_password(address: str) -> bool:
    """Return whether a password is written in an address itself."""
    try:
        return bool(urlsplit(address).password) or bool(_WRITTEN.search(urlsplit(address).query))
    except ValueError:
        return True


def without_secrets(words: str, query: Query) -> str:
    """Return a message without the password, however an engine writes it, and without the address."""
    value = os.environ.get(query.secret, "") if query.secret else ""
    for form in {value, quote(value), quote(value, safe=""), quote_plus(value), repr(value)[1:-1]} - {""}:
        words = words.replace(form, HIDDEN)
    words = words.replace(query.address, "the connection")
    return _IN_ADDRESS.sub(rf"\1:{HIDDEN}@", _WRITTEN.sub(rf"\1={HIDDEN}", words))
