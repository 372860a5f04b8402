"""The formats in which changes are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jmsite.differences.as_json import as_json
from jmsite.differences.as_markdown import as_markdown
from jmsite.differences.as_text import as_text
from jmsite.differences.change_lines import DescribedChanges

FORMATS: Mapping[str, Callable[[DescribedChanges, bool], bytes]] = {
    "text": as_text,
    "markdown": lambda told, _: as_markdown(told),
    "json": lambda told, _: as_json(told),
}
"""The function that makes each format, by name, of the changes and whether there may be colours."""
