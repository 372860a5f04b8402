"""Hand out everything as JSON for programs."""

from __future__ import annotations

from jmsite.exporting.json_api import api as documents
from jmsite.exporting.selection import select
from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.table import OUTPUTS, BuiltPages


def api(catalog: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return ``api/v1/``: a list, a document for each entity, and their schema; none where the site wants none."""
    if not catalog.site.api or pages.frame.preview:
        return ()
    return tuple(documents(catalog, select(catalog), f"{OUTPUTS['api'].path}v1/"))
