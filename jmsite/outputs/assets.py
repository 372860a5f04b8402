"""Copy the files that something visible shows."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.model.sources import Blob
from jmsite.outputs.table import BuiltPages


def assets(_: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return the attached files of the site, at the paths that they have in ``content/``."""
    return copied(pages.assets)


def copied(blobs: Iterable[Blob]) -> tuple[Output, ...]:
    """Return attached files at the paths that they have in ``content/``."""
    return tuple(Output(path=blob.path.removeprefix("content/"), content=blob) for blob in blobs)
