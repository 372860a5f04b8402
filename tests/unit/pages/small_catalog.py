"""Catalogs of small sites, and what their pages show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pipeline import catalog_of

Make = Callable[[dict[str, str]], Catalog]


def maker(folder: Path, files: Mapping[str, str]) -> Make:
    """Return what makes a catalog of a small site with other files beside it."""

    def catalog(more: dict[str, str]) -> Catalog:
        write_files(folder / "content", {**files, **more})
        return catalog_of(discover(folder, Options()), Memo()).value

    return catalog


def view(catalog: Catalog, kind: str, id: str = "") -> Any:
    """Return what a page of an entity shows."""
    return VIEWS[kind](catalog, id).view
