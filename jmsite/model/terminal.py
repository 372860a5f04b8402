"""Words for a terminal: titles and names of files may hold signs that would steer it."""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(words: str) -> str:
    """Return words of one line without signs that could steer a terminal; marks of direction stay."""
    return _CONTROLS.sub("\ufffd", words)
