"""The rows of a table as they are, for an author's own chart."""

from __future__ import annotations

import json
from typing import Any

from jmsite.data.table import UnreadableError, opened
from jmsite.model.diagnostics import Checked, Place
from jmsite.model.rules import fault
from jmsite.model.sources import Blob
from jmsite.model.value import Value

MOST = 5_000
"""Rows that a chart may take in: they travel with the page."""


class WantedRows(Value):
    """A file whose rows are wanted, and where faults are shown."""

    blob: Blob
    place: Place


def rows(sheet: WantedRows) -> Checked[str]:
    """The rows of a table as a JSON list of objects, numbers as numbers; what cannot be read is a fault."""
    try:
        with opened(sheet.blob, ()) as table:
            names = [column.name for column in table.columns]
            chosen = ", ".join(column.sql for column in table.columns)
            found = table.rows(f"SELECT {chosen} FROM found LIMIT {MOST + 1}")  # noqa: S608 - names are quoted
    except UnreadableError as error:
        return Checked("[]", (fault("data/unreadable", str(error), sheet.place, error.hint),))
    if len(found) > MOST:
        message = f"'{sheet.blob.path}' has more than {MOST:,} rows"
        hint = "a chart takes its rows along with the page: sum them up first"
        return Checked("[]", (fault("data/unreadable", message, sheet.place, hint),))
    plain = [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in found]
    return Checked(json.dumps(plain, ensure_ascii=False, default=str))


def _plain(value: Any) -> Any:
    """A cell of text that is a number as that number, a blank one as None."""
    if not isinstance(value, str):
        return value
    try:
        return float(value) if "." in value or "e" in value.lower() else int(value)
    except ValueError:
        return value or None
