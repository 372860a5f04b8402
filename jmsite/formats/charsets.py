"""The one door to charset-normalizer, which tells by its bytes how a text is encoded."""

from __future__ import annotations

WESTERN = "cp1252"
"""The encoding of spreadsheets on Windows in the west of Europe and in America."""


def likely_encoding(content: bytes) -> str:
    """Return the name of the encoding that a text is likely to be in; Windows-1252 where nothing tells."""
    try:
        from charset_normalizer import from_bytes
    except ModuleNotFoundError:
        return WESTERN
    try:
        content.decode(WESTERN)
        western = True
    except UnicodeDecodeError:
        western = False
    best = from_bytes(content[:200_000]).best()
    # of bytes that are letters in many alphabets, the western ones are the likelier where most signs are ASCII
    plain = sum(byte < 128 for byte in content) > 0.9 * len(content)
    return WESTERN if western and plain else best.encoding if best else WESTERN
