"""The same bytes for the same deck: archives without the hour at which they were made."""

from __future__ import annotations

import io
import re
import zipfile

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can name: it says that none is known."""
_READABLE = 0o100644 << 16
_DAYS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def stable(archive: bytes, nested: bool = True) -> bytes:
    """Return an archive of an office program with the same files, none of which says when it was made.

    ``nested``: it may hold workbooks, which are such archives, too.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as found, zipfile.ZipFile(made, "w") as into:
        for name in found.namelist():
            content = found.read(name)
            if name == "docProps/core.xml":
                content = _DAYS.sub(b"", content)
            elif nested and name.endswith(".xlsx"):
                content = stable(content, nested=False)
            entry = zipfile.ZipInfo(name, _FIRST)
            # as Unix writes them, wherever this runs
            entry.external_attr, entry.create_system = _READABLE, 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            into.writestr(entry, content)
    return made.getvalue()
