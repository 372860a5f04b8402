"""Raw HTML that keeps to itself: nothing in it reaches beyond the piece that it is written in.

A browser, and what cleans HTML like one, reads on in a tag, a comment or a ``<title>`` that is not closed until it
finds an end, through everything that comes after. So what is not closed where it stands is no tag here, but words.
"""

from __future__ import annotations

import re

from markdown_it.common.html_re import close_tag, open_tag
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.html_block import HTML_SEQUENCES, html_block

_PART = re.compile(f"(<!--)|({open_tag}|{close_tag})|<")
# ``<!-->`` and ``<!--->`` are whole comments to browsers; whoever searched for ``-->`` alone would hide what follows
_COMMENT = re.compile(r"-?>|.*?-->", re.DOTALL)
_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_WORDS = frozenset(
    ("title", "textarea", "style", "script", "xmp", "iframe", "noembed", "noframes", "noscript")
)
"""Elements in which everything up to their end is words, tags as well."""
_OTHER = frozenset(("plaintext", "svg", "math", "select", "option", "optgroup", "template", "frameset"))
"""Elements that prose cannot have, and in which tags mean something else or nothing."""
_ENDING = HTML_SEQUENCES[:5]
"""Raw blocks that go on until their own end, through blank lines too."""


def raw_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read raw blocks as markdown-it does, but none that has no end: all the rest would be in it."""
    return (silent or not _is_endless(state, start)) and html_block(state, start, end, silent)


def _is_endless(state: StateBlock, line: int) -> bool:
    at = state.bMarks[line] + state.tShift[line]
    text = state.src[at : state.eMarks[line]]
    kind = next((kind for kind, (begin, _, _) in enumerate(_ENDING) if begin.search(text)), None)
    if kind is None:
        return False
    # found once for the whole text: a search for each block would take quadratic time
    lasts = state.env.setdefault("ends", {})
    if kind not in lasts:
        lasts[kind] = max((found.start() for found in _ENDING[kind][1].finditer(state.src)), default=-1)
    return bool(lasts[kind] <= at)


def whole(raw: str) -> str:
    """Return ``raw`` without comments; what is no whole tag, or would take in what comes after, as words."""
    piece = _Piece(raw)
    parts: list[str] = []
    at = 0
    while found := _PART.search(raw, at):
        parts.append(raw[at : found.start()])
        end = piece.end(found)
        if not end:
            # what opens no whole tag is a sign: a browser would take everything up to the next ``>`` into it
            parts.append("&lt;")
        elif not found[1]:
            parts.append(raw[found.start() : end])
        at = end or found.start() + 1
    return "".join([*parts, raw[at:]])


class _Piece:
    """A piece of raw HTML; what has no end behind one place has none behind a later one."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._lower = raw.lower()
        self._endless: set[str] = set()

    def end(self, found: re.Match[str]) -> int:
        """Return where a comment, or a tag with its element where that is words, ends; 0 where it is none here."""
        if found[1]:
            ended = None if "-->" in self._endless else _COMMENT.match(self._raw, found.end())
            self._endless |= set() if ended else {"-->"}
            return ended.end() if ended else 0
        named = _NAME.match(self._lower, found.start()) if found[2] else None
        if named is None or named[2] in _OTHER or (named[1] and named[2] in _WORDS):
            return 0
        if named[2] not in _WORDS:
            return found.end()
        end = self._closing(f"</{named[2]}>", found.end())
        # behind "<!--" in a script, another "<script" would have to be closed as well
        return 0 if named[2] == "script" and "<!--" in self._raw[found.end() : end] else end

    def _closing(self, tag: str, at: int) -> int:
        closing = -1 if tag in self._endless else self._lower.find(tag, at)
        if closing < 0:
            self._endless.add(tag)
            return 0
        return closing + len(tag)
