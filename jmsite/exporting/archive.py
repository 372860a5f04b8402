"""Several files as one: a ZIP archive that is the same, byte for byte, whenever and wherever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The day that every file in an archive has: the first that the format knows."""
_READABLE = 0o100644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files, by their paths in it and in their order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in files.items():
            # one date for all: the same content is the same bytes on any day
            entry = zipfile.ZipInfo(path, _BEGINNING)
            # 3 is Unix, whose modes stand in the upper half of the attributes
            entry.external_attr, entry.create_system = _READABLE, 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return held.getvalue()
