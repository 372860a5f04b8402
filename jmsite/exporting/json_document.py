"""A portal, or a part of it, as JSON: versioned, in a stable order, one value a line, so that two can be compared."""

from __future__ import annotations

import json
from typing import Any

from jmsite.exporting.content import Plain, plain_entity
from jmsite.exporting.selection import EXPORTED, Selection
from jmsite.model.catalog import Catalog
from jmsite.model.codec import encode

FORMAT = "jmsite"
VERSION = 1
"""The version of the document: another one where a reader of this one would misread it."""
SCHEMA = "export.json"


def as_json(catalog: Catalog, selection: Selection) -> bytes:
    """Return a selection as one JSON document."""
    return written(document(catalog, selection))


def document(catalog: Catalog, selection: Selection) -> Plain:
    """Return the document of a selection: entities by kind, each kind in the portal's order."""
    kinds = {kind: [plain_entity(catalog, one) for one in selection.all(kind)] for kind in EXPORTED}
    return {**head(catalog), "entities": {kind: found for kind, found in kinds.items() if found}}


def head(catalog: Catalog) -> Plain:
    """Return what every document begins with: format, version, and the site."""
    site = catalog.site
    scale = site.emotion_scale
    return {
        "format": FORMAT,
        "version": VERSION,
        "site": {
            "title": site.title,
            "language": site.language,
            "emotion_scale": {**encode(scale), "min": scale.min, "max": scale.max},
        },
    }


def written(value: Any) -> bytes:
    """Return plain values as JSON."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
