"""Decide which addresses a link may have, by their scheme."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
IN_BOOK = "book:"
"""The scheme of links to a place in another document of a book, until the documents are one."""

_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")


_WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)


def on_the_web(address: str) -> bool:
    """Return whether ``address`` is a whole web address: ``https://``, a host, and nothing that no address can hold."""
    if not _WEB.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        # asking for a port that none can be raises ValueError
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def incomplete(href: str) -> bool:
    """Return whether ``href`` would lead to the web, but is no whole address."""
    return (hostless(href) or href.lower().startswith(("http:", "https:"))) and not on_the_web(href)


def leads_out(address: str) -> bool:
    """Return whether ``address`` says by its scheme, in capitals or not, that it leads out of the site."""
    scheme, colon, _ = address.partition(":")
    return bool(colon) and scheme.lower() in SCHEMES


def hostless(href: str) -> bool:
    """Return whether ``href`` begins with two slashes: a host without a scheme."""
    return href[:2].replace("\\", "/") == "//"


def allowed(href: str) -> bool:
    """Return whether ``href`` is relative or its scheme is in ``SCHEMES``, read as freely as a browser might."""
    if ":" not in href:
        return True
    head = re.split(r"[/?#]", _IGNORED.sub("", href), maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    return not colon or scheme.lower() in SCHEMES
