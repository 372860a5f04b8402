"""Which addresses a link may have."""

from __future__ import annotations

import re

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")


def allowed(href: str) -> bool:
    """Whether ``href`` is relative or its scheme is in ``SCHEMES``, read as freely as a browser might."""
    if ":" not in href:
        return True
    head = re.split(r"[/?#]", _IGNORED.sub("", href), maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    return not colon or scheme.lower() in SCHEMES
