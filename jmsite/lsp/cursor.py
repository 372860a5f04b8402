"""Find out what is being written where the cursor stands, in YAML that need not be whole."""

from __future__ import annotations

import re
from typing import Literal

from jmsite.lsp.flow import Flow
from jmsite.model.sources import Loc
from jmsite.model.value import Value

Role = Literal["key", "value", "either"]
BREAK = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"(?:---|\.\.\.)\s*")
# while somebody writes the text is no YAML: lines are read one by one, as far as they go
_KEY = re.compile(
    r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s\[\]{}#&*!|>'\"%@`,-][^:#]*?|-[^\s:#][^:#]*?)\s*:(?:[ \t]+|$)"
)
_DASH = re.compile(r"-(?:[ \t]+|$)")
# a block of text may say its indent and what becomes of its last breaks, in any order
_TEXT = re.compile(r"[|>][+-]?\d?[+-]?\s*(?:#.*)?")
_WORD = re.compile(r"[\w/-]*")


class Cursor(Value):
    """The place of the cursor: the way to it in the document, and the word up to it and around it.

    ``loc`` leads to the mapping that a key stands in, and to a value itself. ``start`` and ``end`` are columns from 0.
    ``siblings`` are the other keys of the mapping.
    """

    loc: Loc
    role: Role
    word: str
    start: int
    end: int
    siblings: frozenset[str] = frozenset()


class _Scan:
    """The way through the blocks of a document, line by line."""

    def __init__(self) -> None:
        self.levels: list[tuple[int, str | int]] = []
        self.keys: dict[Loc, set[str]] = {}
        self.flow: Flow | None = None
        self.base: Loc = ()
        self.text: int | None = None
        self.role: Role = "key"
        self.word = ""

    @property
    def loc(self) -> Loc:
        return tuple(key for _, key in self.levels)

    def line(self, line: str) -> None:
        """Read a line, or the beginning of one; ``role`` and ``word`` are then those at its end."""
        if self.flow is not None:
            self._flow(line)
            return
        rest = line.lstrip(" ")
        indent = len(line) - len(rest)
        # within a block of text nothing is a key, and empty lines do not end it
        if self.text is not None and (not rest.strip() or indent > self.text):
            return
        self.text = None
        self.role, self.word = "key", ""
        if rest.startswith("#"):
            return
        dashed = _DASH.match(rest) is not None
        self._leave(indent, dashed)
        self._entries(indent, rest, dashed)

    def _leave(self, indent: int, dashed: bool) -> None:
        """Close the blocks that end before a line of this indent; a list may stand right below its own key."""
        while self.levels:
            inner, key = self.levels[-1]
            if inner < indent or (dashed and inner == indent and isinstance(key, str)):
                return
            if dashed and inner == indent:
                return  # the entry before this one: it gives the number
            self.levels.pop()

    def _entries(self, indent: int, rest: str, dashed: bool) -> None:
        while dash := _DASH.match(rest):
            number = 0
            # the entry before this one at the same indent: this is the next number
            if self.levels and self.levels[-1][0] == indent and isinstance(self.levels[-1][1], int):
                number = self.levels.pop()[1] + 1  # type: ignore[operator]
            self.levels.append((indent, number))
            indent, rest = indent + dash.end(), rest[dash.end() :]
        found = _KEY.match(rest)
        if found:
            key = found["key"].strip("\"'")
            self.keys.setdefault(self.loc, set()).add(key)
            self.levels.append((indent, key))
            self._value(indent, rest[found.end() :], "value")
        else:
            self._value(indent, rest, "either" if dashed else "key")

    def _value(self, indent: int, value: str, role: Role) -> None:
        if _TEXT.fullmatch(value):
            self.text = indent
        elif value[:1] in ("[", "{"):
            self.flow, self.base = Flow(), self.loc
            self._flow(value)
        else:
            self.role, self.word = role, value.lstrip("\"'")

    def _flow(self, text: str) -> None:
        assert self.flow is not None  # noqa: S101 - asked by those who know
        self.flow.feed(text)
        if not self.flow.frames:
            self.flow = None
            self.role, self.word = "key", ""
            return
        self.role = (
            "key" if self.flow.at_key else "value" if self.flow.frames[-1].key is not None else "either"
        )
        self.word = self.flow.token.lstrip()

    @property
    def here(self) -> Loc:
        return (*self.base, *self.flow.loc) if self.flow is not None else self.loc


def yaml_lines(lines: list[str], markdown: bool) -> range:
    """Return which lines are YAML: all of them, or those of the front matter, which need not have ended yet."""
    if not markdown:
        return range(len(lines))
    # editors of Windows put a mark before the first sign
    if not lines or not _FENCE.fullmatch(lines[0].removeprefix("\ufeff")):
        return range(0)
    end = next((at for at, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), len(lines))
    return range(1, end)


def cursor_at(text: str, line: int, column: int, markdown: bool) -> Cursor | None:
    """Return what is written at a line and column (both from 0, in characters); None where there are no fields."""
    lines = BREAK.split(text)
    inside = yaml_lines(lines, markdown)
    if line not in inside:
        return None
    scan = _Scan()
    for at in range(inside.start, line):
        scan.line(lines[at])
    before = lines[line][:column]
    # on an empty line only the column says which block a key would be in, though fewer blanks may be there
    if not before.strip() and scan.flow is None:
        before = " " * column
    scan.line(before)
    if scan.text is not None:
        return None
    tail = _WORD.match(lines[line][column:])
    end = column + (len(tail[0]) if tail else 0)
    # of the whole document, lines below the cursor included; without the word that is being written
    siblings = _keys(lines, inside).get(scan.here, set()) - {scan.word + lines[line][column:end]}
    return Cursor(
        loc=scan.here,
        role=scan.role,
        word=scan.word,
        start=column - len(scan.word),
        end=end,
        siblings=frozenset(siblings),
    )


def word_at(text: str, line: int, column: int, markdown: bool) -> Cursor | None:
    """Return the same for the whole word that the cursor stands in."""
    lines = BREAK.split(text)
    if line >= len(lines):
        return None
    tail = _WORD.match(lines[line][column:])
    return cursor_at(text, line, column + (len(tail[0]) if tail else 0), markdown)


def _keys(lines: list[str], inside: range) -> dict[Loc, set[str]]:
    scan = _Scan()
    for at in inside:
        scan.line(lines[at])
    return scan.keys
