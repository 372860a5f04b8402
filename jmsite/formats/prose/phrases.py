"""Inline tokens to HTML and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from markdown_it.token import Token

from jmsite.formats.prose import notes
from jmsite.formats.prose.autolinks import write_loose
from jmsite.formats.prose.draft import ProseBuilder
from jmsite.model.sources import ProseLink

_BLANKS = re.compile(
    r"(!?)\[[^\[\]]*\]\(((?:[^()<>]|\([^()<>]{0,99}\)){1,299}\.[A-Za-z0-9]{2,5}(?:#[^\s()]*)?)\)"
)
"""A link or image whose address has blanks in it, so that Markdown reads it as words."""

_FIXED = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
}


def write_phrases(draft: ProseBuilder, tokens: Iterable[Token], line: int) -> None:
    """Write ``tokens``, which begin on ``line``, into the draft."""
    out, words = draft.out, draft.words
    linked = False
    for token in tokens:
        kind = token.type
        if kind == "text":
            text = token.content
            if "](" in text:
                _failed(draft, text, line)
            if not linked and ("@" in text or "www." in text):
                write_loose(draft, text, line)
            else:
                out.append(escape(text, quote=False))
                words.append(text)
        elif kind in _FIXED:
            out.append(_FIXED[kind])
        elif kind == "softbreak" or kind == "hardbreak":
            line += 1
            out.append("\n" if kind == "softbreak" else "<br>\n")
            words.append(" ")
        elif kind == "link_open":
            linked = True
            draft.open_link(str(token.attrs["href"]), line)
        elif kind == "link_close":
            linked = False
            draft.close_link()
        else:
            _OTHERS[kind](draft, token, line)


def _failed(draft: ProseBuilder, text: str, line: int) -> None:
    """Keep what was meant as a link and is read as words."""
    for found in _BLANKS.finditer(text):
        if " " in found[2]:
            draft.refused.append(ProseLink(found[2], line, image=bool(found[1])))


def _special(draft: ProseBuilder, token: Token, _line: int) -> None:
    draft.out.append(escape(token.content, quote=False))
    draft.words.append(token.content)


def _code(draft: ProseBuilder, token: Token, _line: int) -> None:
    draft.out.append(f"<code>{escape(token.content, quote=False)}</code>")
    draft.words.append(token.content)


def _image(draft: ProseBuilder, token: Token, line: int) -> None:
    alt = "".join(_alternative(token.children or ()))
    draft.image(str(token.attrs["src"]), alt, line)
    draft.words.append(alt)


def _alternative(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.children:
            yield from _alternative(token.children)
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type != "html_inline":
            yield token.content


def _raw(draft: ProseBuilder, token: Token, line: int) -> None:
    draft.raw(token.content, line, False)


def _note(draft: ProseBuilder, token: Token, _line: int) -> None:
    draft.out.append(notes.reference(draft, token.meta["label"]))


_OTHERS: dict[str, Callable[[ProseBuilder, Token, int], None]] = {
    "text_special": _special,
    "code_inline": _code,
    "image": _image,
    "html_inline": _raw,
    "footnote_ref": _note,
}
"""How the rarer inline tokens are written."""
