"""Inline grammar: markdown-it's rules, chosen by the character they begin with, and autolinks of our own."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from jmsite.formats.prose.autolinks import in_brackets, web_address
from jmsite.formats.prose.comments import comment

_FIRST = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "footnote_ref": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "comment": "<",
    "line_break": "<",
    "entity": "&",
    "web_address": ":",
}
_PLACED = "[!<:`"
"""The signs that are noted with their place: something may be wrong with it, or its words may look so."""
_PLACED_TOKENS = frozenset(("link_open", "image", "footnote_ref", "code_inline", "html_inline", "comment"))
_STOP = re.compile(r"[\n\\`~*_\[\]<&]|!(?=\[)|:(?=//)")
_LONGEST_RUN = 64
"""Signs of emphasis in a row; more are words. Every pair of them nests once, and what reads the HTML has its own bound:
browsers stop at some 500 elements.
"""
_DEEPEST = 24
"""The depth to which links, images and such nest; every level more makes a run of brackets that much slower."""
_NOTE = re.compile(r"\[\^([^\s\]]{1,200})\]")


class Inlines(ParserInline):
    """markdown-it's inline parser, its rules indexed by character. Call ``settle`` after the last plugin."""

    def settle(self, *, html: bool, notes: bool = True, line_break: RuleFuncInlineType | None = None) -> None:
        """Index the rules that are there now, and let nothing else stop the text."""
        if notes:
            self.ruler.at("footnote_ref", _note_mark)
        self.ruler.at("autolink", in_brackets)
        self.ruler.push("web_address", web_address)
        if not html:
            self.ruler.push("comment", comment)
        if line_break:
            self.ruler.push("line_break", line_break)
        named = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        if not html:
            del named["html_inline"]
        self._by_first: dict[str, tuple[RuleFuncInlineType, ...]] = {
            first: tuple(rule for name, rule in named.items() if first in _FIRST.get(name, ""))
            for first in "".join(_FIRST.values())
        }
        # no rule begins with it, but markdown-it has to see where the words of a link end
        self._by_first["]"] = ()
        self.terminator_re = _STOP

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read ``src`` into ``tokens``."""
        if not _STOP.search(src):
            if src:
                tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        # markdown-it's second pass only pairs what stands there
        if state.delimiters or any(meta and meta["delimiters"] for meta in state.tokens_meta):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Read from ``state.pos`` to ``state.posMax``."""
        src, end = state.src, state.posMax
        # brackets within brackets are read by calls within calls, and Python ends those
        nests = state.level < _DEEPEST
        while state.pos < end:
            found = _STOP.search(src, state.pos, end)
            at = found.start() if found else end
            if at > state.pos:
                state.append_pending(src[state.pos : at])
                state.pos = at
            if found and not (nests and self._taken(state, src[at])):
                state.append_pending(src[at])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def _taken(self, state: StateInline, first: str) -> bool:
        if first in "*_~" and _run(state, first) > _LONGEST_RUN:
            return _as_text(state, first)
        if first not in _PLACED:
            return any(rule(state, False) for rule in self._by_first[first])
        begin, known = state.pos, len(state.tokens)
        taken = any(rule(state, False) for rule in self._by_first[first])
        for token in state.tokens[known:] if taken else ():
            if token.type in _PLACED_TOKENS:
                # what stands inside has its place already, from the call that read it
                token.meta.setdefault("at", (begin, state.pos))
        return taken

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it calls it by this name
        """Skip what stands at ``state.pos`` without making tokens."""
        at = state.pos
        if at in state.cache:
            state.pos = state.cache[at]
            return
        rules = self._by_first.get(state.src[at])
        if state.level >= _DEEPEST:
            # what is nested too deep is skipped to its end, as markdown-it does
            state.pos = state.posMax
        elif rules is None:
            found = _STOP.search(state.src, at, state.posMax)
            state.pos = found.start() if found else state.posMax
        elif not self._skipped(state, rules):
            state.pos = at + 1
        state.cache[at] = state.pos

    def _skipped(self, state: StateInline, rules: tuple[RuleFuncInlineType, ...]) -> bool:
        state.level += 1
        done = any(rule(state, True) for rule in rules)
        state.level -= 1
        return done


def _run(state: StateInline, char: str) -> int:
    """Return how many of ``char`` stand here, counted only as far as it matters."""
    limit = min(state.posMax, state.pos + _LONGEST_RUN + 1)
    length = 0
    while state.pos + length < limit and state.src[state.pos + length] == char:
        length += 1
    return length


def _as_text(state: StateInline, char: str) -> bool:
    """Take a run of pair marks too long to mean anything as words: a token for each would cost gigabytes."""
    at = state.pos
    while at < state.posMax and state.src[at] == char:
        at += 1
    state.append_pending(state.src[state.pos : at])
    state.pos = at
    return True


def _note_mark(state: StateInline, silent: bool) -> bool:
    """Read ``[^label]`` where that footnote is defined. The label is bounded, so that scanning stays linear."""
    notes = state.env.get("footnotes")
    found = _NOTE.match(state.src, state.pos, state.posMax) if notes else None
    if not notes or not found or f":{found[1]}" not in notes["refs"]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True
