"""Find the cells of an old Excel file (XLS) that could not be worked out: its reader leaves them empty.

The file is a compound file: sectors of one size, joined by a table of what follows what, with a directory of
streams. The stream of the workbook is a row of records, each with its type and length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_NAMES = ("Workbook", "Book")
_HEADER, _ENTRY, _SMALL = 512, 128, 64
_FIRST_TABLES = 109
"""Sectors of the table that the header itself names."""
_SMALLEST_STREAM = 4096
"""A shorter stream lies in small sectors of 64 bytes, within a stream of their own."""
_SHEET, _BEGIN, _END, _FORMULA, _VALUE = 0x0085, 0x0809, 0x000A, 0x0006, 0x0205
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def failed_cells(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return the cells of all sheets that hold an error, ``("C4", "#DIV/0!")``; none where the file is damaged."""
    try:
        stream = _workbook(content)
        starts = [struct.unpack_from("<I", data)[0] for kind, data in _records(stream, 0) if kind == _SHEET]
        return tuple(found for start in starts for found in _of_sheet(stream, start))
    # calamine says what is wrong with a damaged file; here it only has no errors in cells
    except (struct.error, IndexError, ValueError):
        return ()


def _of_sheet(stream: bytes, start: int) -> Iterator[tuple[str, str]]:
    for kind, data in _records(stream, start):
        code = _error_in(kind, data)
        if code in _ERRORS:
            row, column = struct.unpack_from("<HH", data)
            yield f"{_letters(column)}{row + 1}", _ERRORS[code]


def _error_in(kind: int, data: bytes) -> int:
    """Return the code of the error that a cell holds, as a value or as what its formula gave; -1 for none."""
    if kind == _VALUE and data[7]:
        return data[6]
    # a formula keeps its last result: two bytes of ones say that it is no number, and 2 that it is an error
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return -1


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Return the records of one part of a workbook, to its end; a chart within a sheet has an end of its own."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return


def _workbook(content: bytes) -> bytes:
    """Return the stream of the workbook. Raises ``ValueError`` where there is none."""
    size = 1 << (struct.unpack_from("<H", content, 30)[0] & 0xF)
    follows = _numbers(_sector(content, at, size) for at in _tables(content, size))
    sectors = content[_HEADER:]
    entries = _chain(sectors, struct.unpack_from("<I", content, 48)[0], size, follows)
    for at in range(0, len(entries), _ENTRY):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in _NAMES:
            start, whole = struct.unpack_from("<II", entries, at + 116)
            # small streams lie in a stream of their own, in sectors of 64 bytes
            if whole < _SMALLEST_STREAM:
                first = struct.unpack_from("<I", content, 60)[0]
                within = _numbers([_chain(sectors, first, size, follows)])
                holder = _chain(sectors, struct.unpack_from("<I", entries, 116)[0], size, follows)
                return _chain(holder, start, _SMALL, within)[:whole]
            return _chain(sectors, start, size, follows)[:whole]
    raise ValueError("no workbook")


def _tables(content: bytes, size: int) -> list[int]:
    """Return the sectors that say what follows what: the header names the first ones, a list of sectors others."""
    count, then = struct.unpack_from("<I", content, 44)[0], struct.unpack_from("<I", content, 68)[0]
    # no more than the file can hold, whatever its header says: a damaged one would ask for gigabytes
    count = min(count, len(content) // size)
    found = list(struct.unpack_from(f"<{_FIRST_TABLES}I", content, 76))
    while len(found) < count and then < len(content) // size:
        more = _numbers([_sector(content, then, size)])
        found += more[:-1]
        then = more[-1]
    return found[:count]


def _sector(content: bytes, at: int, size: int) -> bytes:
    return content[_HEADER + at * size : _HEADER + (at + 1) * size]


def _numbers(parts: Iterator[bytes] | Sequence[bytes]) -> tuple[int, ...]:
    whole = b"".join(parts)
    return struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4])


def _chain(content: bytes, at: int, size: int, follows: Sequence[int]) -> bytes:
    """Return the bytes of a chain of sectors; a chain that runs in a ring ends where it has been everywhere."""
    parts: list[bytes] = []
    while at < len(follows) and len(parts) < len(follows):
        parts.append(content[at * size : (at + 1) * size])
        at = follows[at]
    return b"".join(parts)
