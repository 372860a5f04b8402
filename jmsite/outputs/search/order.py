"""Put an index into one order: Pagefind writes the facets and their values in another one each time.

Its files are gzipped CBOR behind a signature, and its engine reads them as well without gzip. The few that have
something to order are written so: compressed bytes differ between machines.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

SIGNATURE = b"pagefind_dcd"
FACET = ".pf_filter"
CONTENTS = ".pf_meta"
ENTRY = "pagefind-entry.json"
PLACE_OF_FACETS = 3
"""The place of the facets in the table of contents: name and file of each."""
INTEGER, TEXT, LIST = 0, 3, 4
"""The only major types of CBOR that these files are made of."""
SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes of a number, by the mark that announces them."""


def ordered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index in the order of their facets, and named after what is in them."""
    kept = {path: content for path, content in files.items() if not path.endswith((FACET, CONTENTS))}
    renamed: dict[str, str] = {}
    for path, content in files.items():
        if path.endswith(FACET):
            name, values = _read(content)
            written = _written([name, sorted(values)])
            folder, _, file = path.removesuffix(FACET).rpartition("/")
            renamed[file] = f"{file.rpartition('_')[0]}_{_digest(written)}"
            kept[f"{folder}/{renamed[file]}{FACET}"] = written
    entry = json.loads(files[ENTRY])
    for language, told in entry["languages"].items():
        contents = _read(files[f"pagefind.{told['hash']}{CONTENTS}"])
        facets = ([name, renamed[file]] for name, file in contents[PLACE_OF_FACETS])
        contents[PLACE_OF_FACETS] = sorted(facets)
        written = _written(contents)
        told["hash"] = f"{language}_{_digest(written)}"
        kept[f"pagefind.{told['hash']}{CONTENTS}"] = written
    kept[ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return kept


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _read(content: bytes) -> Any:
    value, _ = _value(gzip.decompress(content), len(SIGNATURE))
    return value


def _value(content: bytes, at: int) -> tuple[Any, int]:
    """Return the value that begins at a byte, and where the next one begins."""
    major, size = content[at] >> 5, content[at] & 31
    at += 1
    if size in SIZES:
        width = SIZES[size]
        size, at = int.from_bytes(content[at : at + width]), at + width
    if major == INTEGER:
        return size, at
    if major == TEXT:
        return content[at : at + size].decode(), at + size
    if major != LIST:
        raise OSError("the search index could not be made: it is in an unknown format")
    values = []
    for _ in range(size):
        value, at = _value(content, at)
        values.append(value)
    return values, at


def _written(value: Any) -> bytes:
    return SIGNATURE + b"".join(_pieces(value))


def _pieces(value: Any) -> list[bytes]:
    if isinstance(value, int):
        return [_head(INTEGER, value)]
    if isinstance(value, str):
        return [_head(TEXT, len(value.encode())), value.encode()]
    return [_head(LIST, len(value)), *(piece for part in value for piece in _pieces(part))]


def _head(major: int, size: int) -> bytes:
    if size < min(SIZES):
        return bytes([major << 5 | size])
    mark, width = next((mark, width) for mark, width in SIZES.items() if size < 1 << 8 * width)
    return bytes([major << 5 | mark]) + size.to_bytes(width)
