"""What checks look at that see the whole site."""

from __future__ import annotations

from collections.abc import Mapping

from jmsite.content.assemble import UnitEntities
from jmsite.model.page import PageKey
from jmsite.model.sources import Files
from jmsite.model.value import Value


class WholeSite(Value, kw_only=True):
    """Everything that was written, unit by unit, with its places; the pages there are; the themes by name."""

    units: tuple[UnitEntities, ...]
    pages: tuple[PageKey, ...]
    themes: Mapping[str, Files]
