"""Lay a table ready as a file that DuckDB can read: workbooks and SPSS files become CSV for as long as it is open."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from jmsite.data.sources.folder import concatenated
from jmsite.data.unreadable import UnreadableError
from jmsite.formats.spss import SpssError, read_sav
from jmsite.formats.workbook import SheetError, read_sheet
from jmsite.model.sources import Blob

Form = Literal["csv", "typed", "parquet", "json"]
FORMATS: dict[str, Form] = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".parquet": "parquet", ".json": "json", ".ndjson": "json",
    ".jsonl": "json", ".xlsx": "csv", ".xlsm": "csv", ".xls": "csv", ".ods": "csv", ".sav": "csv", ".zsav": "csv",
}  # fmt: skip
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
SPSS = (".sav", ".zsav")
NATIVE = ("parquet", "json")
"""The formats that DuckDB reads from several files at once."""


def form_of(blob: Blob) -> Form | None:
    """Return as what a table is read; None where its ending says nothing that is known.

    Raises ``UnreadableError`` for files of several kinds that are to be one table.
    """
    if blob.columns or blob.data is not None:
        return "typed" if blob.columns else "csv"
    if not blob.parts:
        return FORMATS.get(Path(blob.path).suffix.lower())
    forms = {form_of(part) for part in blob.parts}
    if len(forms) > 1:
        message = f"the files of '{blob.path}' are of several types, so they are not one table"
        raise UnreadableError(message, "name those of one type, such as 'data/answers/*.csv'")
    return forms.pop()


@contextmanager
def readable_files(blob: Blob, wanted: Sequence[str] = ()) -> Iterator[tuple[Path, ...]]:
    """Yield the files of a table as DuckDB reads them. Raises ``OSError`` and ``UnreadableError``.

    What is no file of its own, or none that DuckDB reads, stands in a folder of its own until the table is closed.
    ``wanted`` are the columns by which a header is found.
    """
    if not is_converted(blob):
        yield tuple(Path(one.file).resolve(strict=True) for one in blob.parts or (blob,))
        return
    with tempfile.TemporaryDirectory(prefix="jmsite-") as folder:
        file = Path(folder).resolve() / "table.csv"
        if blob.data is not None:
            file.write_bytes(blob.data)
        else:
            _write(file, concatenated(_tables(blob), wanted) if blob.parts else _rows(blob))
        yield (file,)


def is_converted(blob: Blob) -> bool:
    """Return whether a table is written as CSV of ours before it is read."""
    if blob.data is not None:
        return True
    if blob.parts:
        return form_of(blob) not in NATIVE
    return blob.path.lower().endswith((*WORKBOOKS, *SPSS))


def _tables(blob: Blob) -> Iterator[tuple[str, str]]:
    """Yield the path and the CSV of each part."""
    for part in blob.parts:
        with readable_files(part) as (file,):
            try:
                yield part.path, file.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError:
                raise UnreadableError(f"'{part.path}' is not valid UTF-8", "save it as “CSV UTF-8”") from None


def _rows(blob: Blob) -> Iterable[Sequence[str]]:
    file = Path(blob.file).resolve(strict=True)
    try:
        if blob.path.lower().endswith(WORKBOOKS):
            return read_sheet(file.read_bytes(), blob.sheet)
        return read_sav(str(file))
    except (SheetError, SpssError) as error:
        raise UnreadableError(f"'{blob.path}' cannot be read: {error}") from None


def _write(file: Path, rows: Iterable[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows(rows)
