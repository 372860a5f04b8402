"""The parts that formats for programs share: a fault in one text, signs that can be written, JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from jmsite.model.diagnostics import Diagnostic

_NOT_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def with_hint(diagnostic: Diagnostic) -> str:
    """Return the message of a fault with its hint, for formats that have one text for both."""
    return f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message


def printable(words: str) -> str:
    """Return words without the signs that XML has no way to write, not even escaped."""
    return re.sub(_NOT_XML, "\ufffd", words)


def dumped(value: Any) -> str:
    """Return JSON. Escapes keep lone surrogates from undecodable file names writable."""
    return json.dumps(value, indent=2) + "\n"
