"""Markdown in the lanes of a map: words with emphasis, code, links and line breaks; a block of lines may hold lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from jmsite.formats.prose.draft import ProseBuilder
from jmsite.formats.prose.kept_words import no_block
from jmsite.formats.prose.reader import MarkdownReader
from jmsite.formats.prose.walk import ProseWalk, normal
from jmsite.model.sources import LaneText, Prose

# nine blanks at most: no author writes more, and no search runs on
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
# a text of one paragraph stands in a cell without it; ``(?!</?p>)`` refuses two of them that look like one
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>\n?", re.DOTALL)
_INDENT = re.compile(r"\n(?=.)")
_HARD = "<br>\n"


def read_lane_text(text: str) -> LaneText:
    """Return ``text`` as it is shown; an empty answer where that is what is written.

    A text of one line is read for its words alone, so that "1. April" is no list.
    """
    source = normal(text).strip()
    draft = ProseBuilder(source)
    draft.kept.soft = "\\\n"
    walk = _LaneWalk(_reader(), draft)
    if "\n" in source:
        walk.document(source)
    else:
        walk.one_line(source)
    prose = draft.prose()
    whole = _ONE_PARAGRAPH.fullmatch(prose.html)
    html = whole[1] if whole else prose.html
    # nearly all cells are plain words: nothing more is kept of these
    if html == escape(source, quote=False) and not prose.refused:
        return LaneText()
    told = Prose(html=html, text=" ".join(prose.text.split()), links=prose.links, refused=prose.refused)
    kept = prose.markdown if "\n" in source else no_block(prose.markdown)
    return LaneText(prose=told, markdown=_INDENT.sub("\n  ", kept), block=whole is None and "\n" in source)


class _LaneWalk(ProseWalk):
    """A walk over the text of a lane: it has no headings that lead anywhere, and charts stand in prose alone."""

    def one_line(self, source: str) -> None:
        """Write a text of one line."""
        self._lines = [source]
        self.phrases(source, 1)

    def phrases(self, text: str, line: int, column: int = 0) -> int:
        """Write words; the lines they are written in stay lines."""
        begun = len(self.draft.out)
        after = super().phrases(text, line, column)
        self.draft.out[begun:] = [_HARD if part == "\n" else part for part in self.draft.out[begun:]]
        return after

    def blocks(self, tokens: Iterable[Token]) -> None:
        """Write blocks; a heading is a line in bold, and a chart the text that it is written as."""
        super().blocks(map(_as_in_lane, tokens))


def _as_in_lane(token: Token) -> Token:
    if token.type == "heading_open":
        return Token("lane_heading_open", "", 1)
    if token.type == "heading_close":
        return Token("lane_heading_close", "", -1)
    if token.type == "fence" and token.info.strip().startswith("chart"):
        token.info = "yaml"
    return token


def _line_break(state: StateInline, silent: bool) -> bool:
    """Read ``<br>``, which authors know from tables."""
    found = _BREAK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


@cache
def _reader() -> MarkdownReader:
    """Return the reader of lanes, built once: without footnotes, for which a cell has no foot."""
    return MarkdownReader(html=False, notes=False, line_break=_line_break)
