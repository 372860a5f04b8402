"""Copy the files that something visible shows."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.table import Pages


def assets(_: Catalog, pages: Pages) -> tuple[Output, ...]:
    """Return the attached files of the site, at the paths that they have in ``content/``."""
    return tuple(Output(path=blob.path.removeprefix("content/"), content=blob) for blob in pages.assets)
