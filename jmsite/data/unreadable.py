"""Say that a file cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.data.table_width import MOST
from jmsite.model.sources import Blob, Loc

if TYPE_CHECKING:
    import duckdb


class UnreadableError(Exception):
    """A file that is not what it should be. The message says why; the hint how to put it right.

    ``field`` is the way to what somebody wrote about the file and is wrong; () where the file itself is.
    """

    def __init__(self, message: str, hint: str = "", field: Loc = ()) -> None:
        super().__init__(message)
        self.hint, self.field = hint, field


NAME_IT = "name its encoding under 'readings', as in 'encoding: windows-1252', or save it as “CSV UTF-8”"
"""The hint for readings of such a file, which can say how it is encoded."""


class NotUtf8Error(UnreadableError):
    """A text file in another encoding than UTF-8, which nobody has named."""


def hint_of(error: UnreadableError) -> str:
    """Return how readings put it right that their file cannot be read."""
    return NAME_IT if isinstance(error, NotUtf8Error) else error.hint


def not_utf8(blob: Blob) -> NotUtf8Error:
    """Return that a file is in another encoding."""
    return NotUtf8Error(
        f"'{blob.path}' is not valid UTF-8",
        "save it as “CSV UTF-8”; spreadsheets often export Latin-1 or UTF-16",
    )


def too_wide(blob: Blob) -> UnreadableError:
    """Return that a table has more columns than can be opened."""
    what = f"'{blob.path}' has more than {MOST:,} columns, which is too many"
    return UnreadableError(what, "remove columns you do not need, or turn columns into rows")


def unknown_type(blob: Blob) -> UnreadableError:
    """Return that a file is of a type that is not read."""
    hint = "use CSV, TSV, Parquet, JSON, a workbook (XLSX, XLS, ODS) or SPSS (SAV)"
    return UnreadableError(f"'{blob.path}' is not a table of a known type", hint)


def plain_message(error: duckdb.Error, blob: Blob) -> UnreadableError:
    """Return what DuckDB says, without its advice and without paths of this machine."""
    text = str(error)
    for one in (part for part in blob.parts or (blob,) if part.file):
        text = text.replace(str(Path(one.file).resolve()), one.path).replace(one.file, one.path)
    if "not utf-8" in text or "Invalid unicode" in text:
        return not_utf8(blob)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reason = next((line for line in lines if line.startswith(("Expected Number", "Value with"))), "")
    first = lines[0].partition(": ")[2] or lines[0]
    return UnreadableError(f"'{blob.path}' cannot be read: {first}" + (f": {reason}" if reason else ""))
