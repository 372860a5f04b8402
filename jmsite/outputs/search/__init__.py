"""The search of a site: what can be found in it, and the index of that."""

from __future__ import annotations

from jmsite.outputs.search.entries import PAGE, Findable, Library, library
from jmsite.outputs.search.pagefind import index, indexer, search_version

__all__ = ["PAGE", "Findable", "Library", "index", "indexer", "library", "search_version"]
