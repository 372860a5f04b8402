"""Bytes as text, whatever they are encoded in."""

from __future__ import annotations

import codecs

from jmsite.importing.draft import NoJourneyError, Remark

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(content: bytes) -> tuple[str, Remark | None]:
    """Return the text, and what to say where it is not in UTF-8. Raises ``NoJourneyError`` for what is no text."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(name), None if name == "utf-8-sig" else _said(name.upper())
            except UnicodeDecodeError:
                break
    if content.count(0) > len(content) / 4:
        return _wide(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)
    if "\0" in text:
        raise NoJourneyError("the file is not a text file; export it as CSV, Markdown or XLSX")
    return text, None


def _wide(content: bytes) -> tuple[str, Remark | None]:
    """Return text in UTF-16 without a mark: every other byte is 0."""
    odd, even = content[1::2].count(0), content[::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        if max(odd, even) * 3 > len(content):
            return content.decode(name), _said(name.upper())
    except UnicodeDecodeError:
        pass
    raise NoJourneyError("the file is not a text file; export it as CSV, Markdown or XLSX")


def _guessed(content: bytes) -> tuple[str, Remark | None]:
    """Return text in an older encoding, as ``charset_normalizer`` takes it where that is installed."""
    from jmsite.formats.charsets import likely_encoding

    if content.count(0) > len(content) / 100:
        raise NoJourneyError("the file is not a text file; export it as CSV, Markdown or XLSX")
    name = likely_encoding(content)
    return content.decode(name, errors="replace"), _said(name)


def _said(name: str) -> Remark:
    return Remark(did="changed", text=f"the file is read as {name}, and written as UTF-8")
