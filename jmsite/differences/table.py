"""The formats in which changes are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jmsite.differences.as_json import as_json
from jmsite.differences.as_markdown import as_markdown
from jmsite.differences.as_text import as_text
from jmsite.differences.told import ToldChanges

FORMATS: Mapping[str, Callable[[ToldChanges], bytes]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
"""What makes each format, by name."""
