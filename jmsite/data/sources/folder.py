"""Tables of one shape that lie in several files, as one table."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence

from jmsite.data.header_row import DELIMITERS, HeaderRow, find_heading, tidy
from jmsite.data.unreadable import UnreadableError
from jmsite.model.sources import Blob


def one_table(pattern: str, parts: Sequence[Blob], sheet: str) -> Blob:
    """Return files as one table."""
    known = hashlib.blake2b(digest_size=16)
    for part in parts:
        known.update(f"{part.path}\0{part.digest}\0".encode())
    known.update(sheet.encode())
    named = tuple(
        Blob(path=one.path, digest=one.digest, size=one.size, file=one.file, sheet=sheet) for one in parts
    )
    size = sum(part.size for part in parts)
    return Blob(path=f"content/{pattern}", digest=known.hexdigest(), size=size, file="", parts=named)


def concatenated(tables: Iterable[tuple[str, str]], wanted: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the rows of several CSV texts as one table, the names of all their columns first.

    A column is the same whatever its capitals and blanks; where a file lacks one, its cells are empty. Raises
    ``UnreadableError`` for a row that has more cells than the header of its file.
    """
    laid = [(path, text, _heading(path, text, wanted)) for path, text in tables]
    places: dict[tuple[str, int], int] = {}
    names: list[str] = []
    for _, _, heading in laid:
        for key, name in zip(_keys(heading.names), heading.names, strict=True):
            if key not in places:
                places[key] = len(names)
                names.append(name)
    yield names
    for path, text, heading in laid:
        yield from _placed(path, text, heading, [places[key] for key in _keys(heading.names)], len(names))


def _heading(path: str, text: str, wanted: Sequence[str]) -> HeaderRow:
    delimiters = ("\t",) if path.lower().endswith(".tsv") else DELIMITERS
    found = find_heading(text, wanted, delimiters)
    if found is None:
        raise UnreadableError(f"'{path}' is empty", "export it again, with column names in the first row")
    return found


def _keys(names: Sequence[str]) -> list[tuple[str, int]]:
    """Return names as they are compared, each with how often it was there before."""
    plain = [tidy(name) for name in names]
    return [(name, plain[:at].count(name)) for at, name in enumerate(plain)]


def _placed(
    path: str, text: str, heading: HeaderRow, places: Sequence[int], wide: int
) -> Iterator[Sequence[str]]:
    # as the csv module asks for: breaks of lines inside of cells stay as they are
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=heading.delimiter)
    try:
        for at, cells in enumerate(reader):
            if at <= heading.skipped or not any(cell.strip() for cell in cells):
                continue
            if any(cell.strip() for cell in cells[len(places) :]):
                message = f"line {reader.line_num} of '{path}' has more cells than the header"
                raise UnreadableError(message, "put quotation marks around cells that contain the separator")
            row = [""] * wide
            for place, cell in zip(places, cells, strict=False):
                row[place] = cell
            yield row
    except csv.Error as error:
        raise UnreadableError(f"'{path}' cannot be read: {error}") from None
