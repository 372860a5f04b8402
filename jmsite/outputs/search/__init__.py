"""The search of a site: what can be found in it, and the index of that."""

from __future__ import annotations

from jmsite.outputs.search.entries import Findable, Library, entries, library, searched_in
from jmsite.outputs.search.pagefind import index, indexer, search_version

__all__ = ["Findable", "Library", "entries", "index", "indexer", "library", "search_version", "searched_in"]
