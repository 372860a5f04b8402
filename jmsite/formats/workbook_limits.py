"""Refuse workbooks that would fill the memory, before anything is made of them.

A workbook is a ZIP archive of XML. A few bytes of it can stand for a great many: what is packed, a cell far away from
the others, a cell or a text that is repeated. Here all of that is counted, and nothing is built. The library that reads
workbooks takes room first and cannot be stopped then.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping

# a workbook is a zip: a few kilobytes can unpack to gigabytes, so that its size on disk says nothing
MOST_UNPACKED = 200 * 1024 * 1024
# a million cells make some hundred megabytes of Python objects; a map has some thousand
MOST_CELLS = 1_000_000
MOST_TEXT = 100_000_000
"""Signs in all cells at most: 1,000 in each of 100,000."""
# quoted values as wholes, since XML allows ``>`` in them; the three branches begin differently, so nothing is tried
# twice
_ATTRIBUTES = r"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
_CELL = re.compile(rf"<(?:\w+:)?(c|row)\b{_ATTRIBUTES}>(?:<(?:\w+:)?v>(\d+)</)?")
_STRING = re.compile(r"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
_TABLE_PART = re.compile(rf"<(/?)(?:\w+:)?(table-row|table-cell|covered-table-cell)\b{_ATTRIBUTES}>([^<]*)")
_TABLE_TEXT = re.compile(r"<(?:\w+:)?p\b[^>]*>([^<]*)")
_NAMED = re.compile(r"""(?:^|[\s:])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|\0\s*<")
"""The beginning of a part that is XML, in any encoding; pictures and the like begin otherwise."""
# three letters and seven digits are what Excel can address: XFD1048576
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class TooMuchError(Exception):
    """A workbook holds more than a map can need, or what no program writes; the message says what."""


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the XML of an archive by its paths, all of it read and looked at.

    Raises ``TooMuchError``, and what ``zipfile`` raises for an archive that is damaged or says what is not so.
    """
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise TooMuchError(f"the workbook unpacks to more than {MOST_UNPACKED // 1048576} MB")
    found: dict[str, str] = {}
    for info in infos:
        # all of it: sizes that are not those of the content are told when its checksum is wrong
        content = archive.read(info)
        if _XML.match(content):
            # whatever it is called: another part may say that it is a sheet
            found[info.filename] = _plain(content)
    return found


def look_over(parts: Mapping[str, str]) -> None:
    """Refuse a workbook whose cells are too many, or whose texts too long. Raises ``TooMuchError``."""
    sizes = [len(text) for part in parts.values() if "sst" in part for text in _STRING.findall(part)]
    cells = signs = 0
    for path, text in parts.items():
        if path == "content.xml":
            count, more = _of_tables(text)
        elif "sheetData" in text:
            count, more = _of_sheet(text, sizes)
        else:
            continue
        cells, signs = cells + count, signs + more
        if cells > MOST_CELLS:
            raise TooMuchError(f"the workbook has more than {MOST_CELLS:,} cells")
        if signs > MOST_TEXT:
            raise TooMuchError(f"the cells of the workbook have more than {MOST_TEXT:,} signs")


def _plain(content: bytes) -> str:
    if b"\0" in content[:200]:
        raise TooMuchError("the workbook is damaged: a part of it is no UTF-8")
    text = content.decode("utf-8", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise TooMuchError("the workbook declares XML entities, which no spreadsheet program does")
    return text


def _of_sheet(text: str, sizes: list[int]) -> tuple[int, int]:
    """Return how many cells a sheet has from A1 to the last one, and how many signs are in those with shared texts."""
    rows = columns = row = column = signs = 0
    for found in _CELL.finditer(text):
        named = dict(_named(found[2]))
        if found[1] == "row":
            row, column = _whole(named.get("r", ""), row + 1), 0
        else:
            column, row = _place(named["r"]) if "r" in named else (column + 1, row)
        rows, columns = max(rows, row), max(columns, column)
        if named.get("t") == "s" and found[3] and int(found[3]) < len(sizes):
            signs += sizes[int(found[3])]
    return rows * columns, signs


def _place(address: str) -> tuple[int, int]:
    """Return the column and row of an address, from 1 on."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        raise TooMuchError("the workbook is damaged: a cell is nowhere")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(found[2])


def _of_tables(text: str) -> tuple[int, int]:
    """Return how many cells the tables of an OpenDocument file have, repeated ones counted, and their signs."""
    cells = signs = times = width = filled = held = 0
    parts = list(_TABLE_PART.finditer(text))
    ends = [*(found.start() for found in parts[1:]), len(text)] if parts else []
    for found, end in zip(parts, ends, strict=True):
        closes, name, attributes = found[1], found[2], dict(_named(found[3]))
        if name == "table-row":
            cells, signs = cells + times * filled, signs + times * held
            width = filled = held = 0
            times = 0 if closes else _whole(attributes.get("number-rows-repeated", ""), 1)
        elif not closes:
            many = _whole(attributes.get("number-columns-repeated", ""), 1)
            width += many
            words = sum(map(len, _TABLE_TEXT.findall(text, found.end(), end)))
            if words or "value-type" in attributes:
                # empty cells at the end of a row are not there, those before others are
                filled, held = width, held + many * words
    return cells + times * filled, signs + times * held


def _named(attributes: str) -> Iterator[tuple[str, str]]:
    return ((found[1], found[2] or found[3] or "") for found in _NAMED.finditer(attributes))


def _whole(text: str, otherwise: int) -> int:
    """Return a number of an attribute; one that is written in a way that hides it is refused."""
    if not text:
        return otherwise
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise TooMuchError("the workbook is damaged: a number in it is none")
    return int(text)
