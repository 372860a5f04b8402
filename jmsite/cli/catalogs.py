"""The content of a site as commands ask it that only look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.cli.errors import refusing_disk_errors
from jmsite.cli.site import day_of_build

if TYPE_CHECKING:
    from jmsite.model.catalog import Catalog
    from jmsite.model.sources import Options


def catalog_at(site: Path, options: Options) -> Catalog:
    """Return the catalog of a site, as far as it may be shown and is right; faults are what ``check`` tells."""
    from jmsite.cli.compiling import memo_for
    from jmsite.content.discover import discover
    from jmsite.model.value import replace
    from jmsite.pipeline import catalog_of

    with refusing_disk_errors("read", site):
        inputs = replace(discover(site, options), today=day_of_build())
        return catalog_of(inputs, memo_for(site / "build" / "cache", 0)).value
