"""Block grammar: markdown-it's rules, chosen by the character a line begins with.

markdown-it asks every rule about every line. Most lines are plain words, which only a few rules could want;
asking just those makes a page twice as fast to read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.rules_block import StateBlock

from jmsite.formats.prose.comments import comment_block
from jmsite.formats.prose.tables import first, table
from jmsite.formats.prose.whole_html import raw_block

_DIGITS = "0123456789"
_FIRST = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+" + _DIGITS,
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "comment": "<",
    "heading": "#",
    "deflist": ":~",
}
"""The characters that a block of each rule can begin with."""

_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


class Blocks(ParserBlock):
    """markdown-it's block parser, its rules indexed by first character. Call ``settle`` after the last plugin."""

    def settle(self, *, html: bool) -> None:
        """Index the rules that are there now. Where raw HTML is read, comments are part of it."""
        if not html:
            # "alt" names what the rule may end
            self.ruler.before(
                "html_block", "comment", comment_block, {"alt": ["paragraph", "reference", "blockquote"]}
            )
        self.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
        self.ruler.at("html_block", raw_block, {"alt": ["paragraph", "reference", "blockquote"]})
        self.ruler.at("paragraph", self._passage)
        named = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        self._deflist = named["deflist"]
        # code asks for four blanks, and the others are told from a paragraph by later lines only: see _passage
        apart = ("code", "lheading", "deflist")
        unindented = {name: rule for name, rule in named.items() if name not in apart}
        self._every = (named["code"], *unindented.values())
        # a table is the only other block that any sign can begin
        self._plain = (named["table"], named["paragraph"])
        starts = set("".join(_FIRST.values()))
        self._by_first = {char: _wanting(char, unindented) for char in starts}
        chain = self.ruler.getRules("paragraph")
        closing = {name: rule for name, rule in named.items() if rule in chain}
        self._ending = {char: _wanting(char, closing) for char in starts}

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Read the lines from ``startLine`` up to ``endLine`` into tokens."""
        line = startLine
        blank = False
        while line < endLine:
            # markdown-it's own loop, but that only rules are asked which can begin with the first sign of the line
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            for rule in self._rules(state, line):
                if rule(state, line, endLine, False):
                    break
            state.tight = not blank
            line = state.line
            blank = blank or (line <= endLine and state.isEmpty(line - 1))
            if line < endLine and state.isEmpty(line):
                blank = True
                line += 1
                state.line = line

    def _rules(self, state: StateBlock, line: int) -> tuple[RuleFuncBlockType, ...]:
        # beyond the limit nothing nests any more, but no word is lost
        if state.level >= state.md.options.maxNesting:
            return (self._passage,)
        if state.sCount[line] - state.blkIndent >= 4:
            return self._every
        return self._by_first.get(state.src[state.bMarks[line] + state.tShift[line]], self._plain)

    def _passage(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """Return a paragraph, or what only later lines tell from one: an underlined heading, a definition list."""
        if silent:
            return False
        after, level = self._extent(state, start, end)
        if not level and _defines(state, start) and self._deflist(state, start, end, False):
            return True
        content = state.getLines(start, after, state.blkIndent, False).strip(" \t\n\r\f\v")
        kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
        state.line = after + 1 if level else after
        state.push(f"{kind}_open", tag, 1).map = [start, state.line]
        inline = state.push("inline", "", 0)
        inline.content = content
        inline.map = [start, after]
        state.push(f"{kind}_close", tag, -1)
        return True

    def _extent(self, state: StateBlock, start: int, end: int) -> tuple[int, int]:
        """Return the line after the passage, and the level of the heading if that line underlines it, else 0."""
        src, marks, shifts = state.src, state.bMarks, state.tShift
        # markdown-it's rules ask for it: an empty item ends no paragraph, nor does a list that begins with 2
        outer, state.parentType = state.parentType, "paragraph"
        line, level = start + 1, 0
        while line < state.lineMax:
            at = marks[line] + shifts[line]
            if at >= state.eMarks[line]:
                break
            depth = state.sCount[line] - state.blkIndent
            if depth <= 3:
                if src[at] in "-=" and depth >= 0 and line < end and _underlines(state, line, at):
                    level = 1 if src[at] == "=" else 2
                    break
                # below 0 is a line of a quotation without its sign, about which markdown-it's own rule has decided
                if state.sCount[line] >= 0 and self._ends(state, line, src[at]):
                    break
            line += 1
        state.parentType = outer
        return line, level

    def _ends(self, state: StateBlock, line: int, char: str) -> bool:
        """Return whether what begins on ``line`` with ``char`` ends a paragraph."""
        rules = self._ending.get(char)
        if rules is None:
            return table(state, line, state.lineMax, True)
        return any(rule(state, line, state.lineMax, True) for rule in rules)


def _wanting(char: str, named: Mapping[str, RuleFuncBlockType]) -> tuple[RuleFuncBlockType, ...]:
    """Return the rules that could want a line beginning with ``char``; one without a row in the table takes any."""
    return tuple(rule for name, rule in named.items() if char in _FIRST.get(name, char))


def _underlines(state: StateBlock, line: int, at: int) -> bool:
    return _UNDERLINE.fullmatch(state.src, at, state.eMarks[line]) is not None


def _defines(state: StateBlock, start: int) -> bool:
    return (first(state, start + 1) or first(state, start + 2)) in (":", "~")
