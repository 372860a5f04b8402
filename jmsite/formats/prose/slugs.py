"""Anchors for headings, made as git hosts make them, so that a link works there and here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_ASCII_DROPPED = re.compile(r"[^a-z0-9_\- ]+")


def slug(text: str) -> str:
    """Return the anchor of ``text``: lower case, NFC, letters, digits, marks, ``_`` and ``-``; spaces become ``-``.

    Empty when ``text`` has none of these.
    """
    low = text.strip().lower()
    if low.isascii():
        return _ASCII_DROPPED.sub("", re.sub(r"\s", " ", low)).replace(" ", "-")
    low = unicodedata.normalize("NFC", low)
    return "".join("-" if char.isspace() else char for char in low if _kept(char))


def _kept(char: str) -> bool:
    return char in "-_" or char.isspace() or unicodedata.category(char)[0] in "LNM"


def unused(base: str, taken: Container[str], counts: dict[str, int]) -> str:
    """Return ``base``, or ``base-1``, ``base-2`` … when taken; ``counts`` remembers the last number of each base."""
    anchor = base
    # on from the last number: from 1 again for each heading would take quadratic time
    while anchor in taken:
        counts[base] = counts.get(base, 0) + 1
        anchor = f"{base}-{counts[base]}"
    return anchor
