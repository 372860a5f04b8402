"""The beginning of a text file, and its encoding."""

from __future__ import annotations

import codecs

from jmsite.data.unreadable import UnreadableError, not_utf8
from jmsite.model.sources import Blob

HEAD = 1 << 20
"""Bytes in which a header is looked for: far more than its rows take, and little to read of a file of gigabytes."""
UTF8 = "utf-8-sig"
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
"""The marks that texts begin with; the longer first, as one of them begins like another that is shorter."""


def encoding_of(blob: Blob, head: bytes, declared: str) -> str:
    """Return the encoding of a file by its first bytes, as Python names it. Raises ``UnreadableError``."""
    marked = next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), "")
    if marked:
        return marked
    if declared:
        return UTF8 if declared == "utf-8" else declared
    if b"\0" in head:
        raise not_utf8(blob)
    return UTF8


def decode_head(blob: Blob, head: bytes, encoding: str) -> str:
    """Return the first bytes of a file as text. Raises ``UnreadableError``."""
    try:
        # The last character may be cut in two: a decoder that expects more forgives that, and nothing else.
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        if encoding == UTF8:
            raise not_utf8(blob) from None
        message = f"'{blob.path}' is not encoded as {encoding}"
        raise UnreadableError(message, "correct 'encoding:' under 'readings'", ("encoding",)) from None
