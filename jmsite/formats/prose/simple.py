r"""Simple phrases: words, line breaks, and marks that can be read in one way only, straight to HTML.

Nearly all prose is simple, and reading it with one expression is several times as fast as with the general
rules. A phrase with anything else in it is not touched here and takes the long way; a test holds both ways
against each other.
"""

from __future__ import annotations

import re
from html import escape

from jmsite.formats.prose.autolinks import write_loose
from jmsite.formats.prose.draft import ProseBuilder

_LABEL = r"[^\n\\`~*_\[\]<&]*"
_ADDRESS = r"[^\s()<>\\&]+"
_PIECE = re.compile(
    r"(?P<words>(?:[^\n\\`~*_\[<&!:]++|:(?!//)|!(?!\[)|&(?!\#?\w+;)|<(?=[\s=])|(?<=[^\W_])_(?=[^\W_]))++)"
    r"|(?P<line>\n[ \t]*)"
    r"|`(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
    rf"|\[(?P<label>{_LABEL})\]\((?P<href>{_ADDRESS})\)"
    rf"|!\[(?P<alt>{_LABEL})\]\((?P<src>{_ADDRESS})\)"
    # emphasis that stands free: no other mark can have a part in it
    r"|(?<![^\s(])(?P<mark>\*\*?)(?=[^\W_])(?P<pair>(?:[^\n\\`~*_\[\]<&!:]++|:(?!//)|!)+)(?<!\s)(?P=mark)"
    r"(?:(?<=[^\W_]\*)|(?<=[^\W_]\*\*)|(?=\s|\Z))(?=[\s.,;:!?)]|\Z)",
)

_PLAIN = re.compile(r"[^\n\\`~*_\[<&!:]+")
"""Words and nothing else, as most of what stands in lists and tables."""


def write_simple(draft: ProseBuilder, text: str, line: int) -> bool:
    """Write ``text``, which begins on ``line``, if it is simple; otherwise leave the draft as it is."""
    if _PLAIN.fullmatch(text):
        _words(draft, text, line)
        return True
    pieces = _pieces(text)
    if pieces is None:
        return False
    for piece in pieces:
        kind = piece.lastgroup
        if kind == "words":
            _words(draft, piece[0], line)
        elif kind == "line":
            line += 1
            draft.out.append("\n")
            draft.words.append(" ")
        else:
            _marked(draft, piece, line)
    return True


def _pieces(text: str) -> list[re.Match[str]] | None:
    if " \n" in text:
        return None
    found = []
    end = 0
    for piece in _PIECE.finditer(text):
        if piece.start() != end:
            return None
        end = piece.end()
        found.append(piece)
    return found if end == len(text) else None


def _words(draft: ProseBuilder, words: str, line: int) -> None:
    if "@" in words or "www." in words:
        write_loose(draft, words, line)
        return
    draft.out.append(escape(words, quote=False))
    draft.words.append(words)


def _marked(draft: ProseBuilder, piece: re.Match[str], line: int) -> None:
    kind = piece.lastgroup
    if kind == "code":
        draft.out.append(f"<code>{escape(piece['code'], quote=False)}</code>")
        draft.words.append(piece["code"])
    elif kind == "href":
        draft.open_link(piece["href"], line)
        draft.out.append(escape(piece["label"], quote=False))
        draft.close_link()
        draft.words.append(piece["label"])
    elif kind == "src":
        draft.image(piece["src"], piece["alt"], line)
        draft.words.append(piece["alt"])
    else:
        tag = "em" if len(piece["mark"]) == 1 else "strong"
        draft.out.append(f"<{tag}>")
        _words(draft, piece["pair"], line)
        draft.out.append(f"</{tag}>")
