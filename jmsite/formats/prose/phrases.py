"""Inline tokens to HTML and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from markdown_it.token import Token

from jmsite.formats.prose import kept_words, notes
from jmsite.formats.prose.autolinks import BARE, write_loose
from jmsite.formats.prose.draft import ProseBuilder
from jmsite.formats.prose.places import Passage, ProseSpot
from jmsite.formats.prose.urls import readable
from jmsite.model.markdown import LINK_START, link_end
from jmsite.model.sources import ProseLink

# bounded, so that a line of brackets is searched in linear time
_BLANKS = re.compile(
    r"(!?)\[[^\[\]]*\]\(((?:[^()<>]|\([^()<>]{0,99}\)){1,299}\.[A-Za-z0-9]{2,5}(?:#[^\s()]*)?)\)"
)
"""A link or image whose address has blanks in it, so that Markdown reads it as words."""
_NO_NOTE = re.compile(r"\[(\^[^\s\]]{1,200})\](?!:)")
_NO_TARGET = re.compile(r"(?:(?<![\w\]])\[[^\[\]]*|^)\]\[([^\[\]]{1,200})\]")
"""A reference to what is defined nowhere; behind a word it is rather an index, as in ``list[0][1]``."""
_UNCLOSED = re.compile("<!--")

_FIXED = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
}


class Phrases:
    """One passage as it is written into the draft."""

    def __init__(self, draft: ProseBuilder, passage: Passage) -> None:
        self.draft = draft
        self.passage = passage
        self._done = 0
        """The place up to which the passage has been written."""
        self._link_ends: list[str] = []
        self._kept_as: Callable[[str], str] = kept_words.words
        self._begins = False
        """True where the next words begin a line if the link before them, or around them, leads nowhere."""

    def write(self, tokens: Iterable[Token]) -> None:
        """Write the tokens of the passage."""
        out, words, here = self.draft.out, self.draft.words, self.draft.kept.here
        linked, before = False, ""
        for token in tokens:
            kind = token.type
            if kind == "text":
                self._text(token.content, linked)
            elif kind in _FIXED:
                out.append(_FIXED[kind])
                here.append(token.markup)
            elif kind == "softbreak" or kind == "hardbreak":
                self.draft.kept.line_break(after_words=before == "text", soft=kind == "softbreak")
                self._begins = linked
                out.append("\n" if kind == "softbreak" else "<br>\n")
                words.append(" ")
            elif kind == "link_open":
                linked = True
                here.append(self._opening(token))
            elif kind == "link_close":
                linked = False
                self.draft.close_link()
                self._ending()
            else:
                _OTHERS[kind](self.draft, token, self._spot(token))
            before = kind

    def _opening(self, token: Token) -> str:
        """Open a link; the answer is how it begins where it is kept."""
        href = str(token.attrs["href"])
        is_open = self.draft.open_link(href, self._spot(token))
        begin = end = ""
        if self._link_ends:  # an address in the words of a link
            self._kept_as = kept_words.words_of_link
        elif token.markup:
            self._kept_as = str
            begin, end = ("", "") if token.markup == BARE else ("<", ">")
        else:
            self._kept_as, self._begins = kept_words.words_of_link, True
            begin, end = (LINK_START, link_end(readable(href))) if is_open else ("", "")
        self._link_ends.append(end)
        return begin

    def _ending(self) -> None:
        """End a link where it is kept; one without words is not."""
        here, end = self.draft.kept.here, self._link_ends.pop()
        begin = next((at for at in range(len(here) - 1, -1, -1) if here[at].strip(" \t\n")), 0)
        if here and here[begin] == LINK_START:
            del here[begin]
            self.draft.kept.comment()
        else:
            here.append(end)
        self._kept_as = kept_words.words_of_link if self._link_ends else kept_words.words

    def _text(self, text: str, linked: bool) -> None:
        draft = self.draft
        # blanks that begin a link begin the block where it leads nowhere: so many may make code of it
        written = self._kept_as(text.lstrip(" \t") if draft.kept.here == [LINK_START] else text)
        draft.kept.here.append(kept_words.no_block(written) if self._begins else written)
        self._begins = False
        if "[" in text or "]" in text or "<!" in text:
            self._failed(text)
        if not linked and ("@" in text or "www." in text):
            write_loose(draft, text, self.passage.spot(self._done, self._done))
        else:
            draft.out.append(escape(text, quote=False))
            draft.words.append(text)

    def _spot(self, token: Token) -> ProseSpot:
        """Return where a token stands; what is inside a link comes after it, and begins before the link ends."""
        begin, end = token.meta.get("at", (self._done, self._done))
        self._done = begin if token.type == "link_open" else end
        return self.passage.spot(begin, end)

    def _failed(self, text: str) -> None:
        """Record what was meant as a link, a reference, a footnote or a comment, and is read as words."""
        found = [(match, rule) for expression, rule in _FAILED for match in expression.finditer(text)]
        # in order, since each is searched for behind the one before
        for match, rule in sorted(found, key=lambda each: each[0].start()):
            spot = self._found(match)
            if rule:
                self.draft.remark(rule, match[1] if match.re.groups else "", spot)
            elif " " in match[2]:
                link = ProseLink(
                    href=match[2], line=spot.line, image=bool(match[1]), column=spot.column, end=spot.end
                )
                self.draft.refused.append(link)

    def _found(self, match: re.Match[str]) -> ProseSpot:
        """Return where some words of a token stand: a token is written in one piece."""
        at = self.passage.text.find(match[0], self._done)
        if at < 0:
            return self.passage.spot(self._done, self._done)
        self._done = at + len(match[0])
        return self.passage.spot(at, self._done)


_FAILED = (
    (_BLANKS, ""),
    (_NO_NOTE, "link/missing-reference"),
    (_NO_TARGET, "link/missing-reference"),
    (_UNCLOSED, "prose/unclosed-comment"),
)


def _special(draft: ProseBuilder, token: Token, _spot: ProseSpot) -> None:
    draft.out.append(escape(token.content, quote=False))
    draft.words.append(token.content)
    draft.kept.here.append(token.markup)


def _code(draft: ProseBuilder, token: Token, _spot: ProseSpot) -> None:
    draft.out.append(f"<code>{escape(token.content, quote=False)}</code>")
    draft.words.append(token.content)
    draft.kept.here.append(kept_words.code(token.content, token.markup))


def _image(draft: ProseBuilder, token: Token, spot: ProseSpot) -> None:
    alt = "".join(_alternative(token.children or ()))
    draft.image(str(token.attrs["src"]), alt, spot)
    draft.words.append(alt)


def _alternative(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.children:
            yield from _alternative(token.children)
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type not in ("html_inline", "comment"):
            yield token.content


def _raw(draft: ProseBuilder, token: Token, spot: ProseSpot) -> None:
    draft.raw(token.content, spot, False)


def _note(draft: ProseBuilder, token: Token, _spot: ProseSpot) -> None:
    draft.out.append(notes.reference(draft, token.meta["label"]))
    draft.kept.note(token.meta["label"])


def _comment(draft: ProseBuilder, _token: Token, _spot: ProseSpot) -> None:
    draft.kept.comment()


_OTHERS: dict[str, Callable[[ProseBuilder, Token, ProseSpot], None]] = {
    "text_special": _special,
    "code_inline": _code,
    "image": _image,
    "html_inline": _raw,
    "footnote_ref": _note,
    "comment": _comment,
}
"""The functions that write the rarer inline tokens."""
