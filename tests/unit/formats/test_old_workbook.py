"""The cells of an old Excel file that could not be worked out, in files made sector by sector."""

from __future__ import annotations

import struct
import tracemalloc

import pytest

from jmsite.formats.old_workbook import failed_cells

SECTOR, END, FREE = 512, 0xFFFFFFFE, 0xFFFFFFFF
DIVISION, NAME = 0x07, 0x1D


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def failed(row: int, column: int, code: int) -> bytes:
    """An error written as a value."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def worked_out(row: int, column: int, kind: int, code: int, number: int = 0xFFFF) -> bytes:
    """A formula, with what it gave last: an error is of kind 2, and no number is told by two bytes of ones."""
    return record(
        0x0006,
        struct.pack("<HHH", row, column, 0) + bytes([kind, 0, code, 0, 0, 0]) + struct.pack("<H", number),
    )


def stream(*sheets: bytes) -> bytes:
    """The records of a workbook: first where its sheets begin, then each of them."""
    begin, end = record(0x0809, bytes(4)), record(0x000A)
    head = len(begin) + len(sheets) * len(record(0x0085, bytes(4))) + len(end)
    starts, bodies = [], [begin + sheet + end for sheet in sheets]
    for body in bodies:
        starts.append(head)
        head += len(body)
    found = b"".join([begin, *(record(0x0085, struct.pack("<I", at)) for at in starts), end, *bodies])
    return found.ljust(4096, b"\0")  # a shorter one would lie in small sectors


def file(workbook: bytes, *, tables: int = 1, follow: int = END) -> bytes:
    """A compound file: a table of what follows what, a directory, and the stream of the workbook, last sector first."""
    count = len(workbook) // SECTOR
    chain = [END, *range(2, 2 + count)]  # sector n follows sector n + 1, and the first one ends it
    follows = struct.pack("<128I", 0xFFFFFFFD, END, *chain[:1], *chain[1:-1], *[FREE] * (126 - count))
    name = "Workbook".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2) + bytes(50)
    entry += struct.pack("<IQ", 1 + count, len(workbook))
    parts = [workbook[at * SECTOR : (at + 1) * SECTOR] for at in range(count)]
    header = bytearray(SECTOR)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<II", header, 44, tables, 1)
    struct.pack_into("<II", header, 60, END, 0)
    struct.pack_into("<I", header, 68, follow)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    return bytes(header) + follows + entry.ljust(SECTOR, b"\0") + b"".join(reversed(parts))


def test_errors_are_found_with_their_cells_in_every_sheet():
    book = file(stream(failed(3, 2, DIVISION), worked_out(0, 0, 2, NAME) + failed(9, 25, DIVISION)))
    assert failed_cells(book) == (("C4", "#DIV/0!"), ("A1", "#NAME?"), ("Z10", "#DIV/0!"))


@pytest.mark.parametrize(("column", "letters"), [(25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (255, "IV")])
def test_columns_are_called_as_excel_calls_them(column: int, letters: str):
    assert failed_cells(file(stream(failed(0, column, DIVISION)))) == ((f"{letters}1", "#DIV/0!"),)


@pytest.mark.parametrize(
    "sheet",
    [
        record(0x0205, struct.pack("<HHHBB", 0, 0, 0, 0, 0)),  # FALSE, which is written like #NULL!
        worked_out(0, 0, 2, DIVISION, number=0x4000),
        worked_out(0, 0, 1, DIVISION),
        failed(0, 0, 0x99),
    ],
    ids=["a truth", "a number", "a truth that was worked out", "a code that is none"],
)
def test_what_is_no_error_is_not_found(sheet: bytes):
    assert failed_cells(file(stream(sheet))) == ()


def test_a_sheet_goes_on_after_a_chart_in_it_and_ends_with_its_own_end():
    chart = record(0x0809, bytes(4)) + record(0x000A)
    inside, behind = failed(0, 0, DIVISION), record(0x000A) + failed(7, 7, DIVISION)
    assert failed_cells(file(stream(chart + inside + behind))) == (("A1", "#DIV/0!"),)


def test_a_header_that_asks_for_gigabytes_of_tables_gets_none():
    # the list of further tables leads back to itself, and the header wants four thousand million of them
    book = file(stream(failed(3, 2, DIVISION)), tables=0xFFFFFFF0, follow=0)
    ring = bytearray(book)
    struct.pack_into("<I", ring, SECTOR + 127 * 4, 0)
    tracemalloc.start()
    assert failed_cells(bytes(ring)) in ((), (("C4", "#DIV/0!"),))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000
