"""Tables, as one token for a whole table: three for every cell is what made them slow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from markdown_it.rules_block import StateBlock

_RULER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_MOST_EMPTY = 65_536
"""Cells that are not written but made up to complete rows; a few bytes must not become megabytes."""


class MarkdownRow(NamedTuple):
    """The cells of one row as Markdown, and its line in the body, from 1."""

    cells: tuple[str, ...]
    line: int


class TableToken(NamedTuple):
    """A table as read: ``aligns`` holds ``left``, ``center``, ``right`` or nothing for each column."""

    aligns: tuple[str, ...]
    head: MarkdownRow
    rows: tuple[MarkdownRow, ...]


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Return a row of headings over a ruler, then rows."""
    if start + 2 > end or first(state, start + 1) not in ("|", "-", ":"):
        return False
    aligns = _aligns(state, start + 1)
    text = _line(state, start)
    if not aligns or "|" not in text or state.is_code_block(start):
        return False
    head = _cells(text)
    if len(head) != len(aligns):
        return False
    if not silent:
        outer, state.parentType = state.parentType, "table"
        rows, after = _rows(state, start + 2, end, len(aligns))
        state.parentType = outer
        token = state.push("table", "table", 0)
        token.map = [start, after]
        token.meta = {"table": TableToken(aligns, MarkdownRow(tuple(head), start + 1), tuple(rows))}
        state.line = after
    return True


def first(state: StateBlock, line: int) -> str:
    """Return the first character of ``line``, or nothing where there is none."""
    if line >= state.lineMax:
        return ""
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at] if at < state.eMarks[line] else ""


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip(" \t")


def _aligns(state: StateBlock, line: int) -> tuple[str, ...]:
    """Return how each column is aligned, or nothing when ``line`` is no ruler."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return ()
    text = _line(state, line)
    # "- ---" could be a list, and a single "-" an underline
    if len(text) < 2 or text.startswith(("- ", "-\t")) or not _RULER.fullmatch(text):
        return ()
    return tuple(_align(cell.strip(" \t")) for cell in text.strip("|").split("|"))


def _align(ruler: str) -> str:
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get(
        (ruler.startswith(":"), ruler.endswith(":")), ""
    )


def _cells(text: str) -> list[str]:
    cells = _BAR.split(text)
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return [cell.replace("\\|", "|").strip(" \t") for cell in cells]


def _rows(state: StateBlock, start: int, end: int, width: int) -> tuple[list[MarkdownRow], int]:
    rows: list[MarkdownRow] = []
    empty = 0
    line = start
    while line < end and state.sCount[line] >= state.blkIndent and not _ended(state, line, end):
        text = _line(state, line)
        if not text or state.is_code_block(line):
            break
        cells = _cells(text)[:width]
        empty += width - len(cells)
        # a header of a thousand columns over a thousand short rows would make a million cells of a few kilobytes
        if empty > _MOST_EMPTY:
            break
        rows.append(MarkdownRow((*cells, *[""] * (width - len(cells))), line + 1))
        line += 1
    return rows, line


def _ended(state: StateBlock, line: int, end: int) -> bool:
    if first(state, line) == "|":
        return False
    # as markdown-it has it, what ends a quotation ends a table
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote"))


def aligned(aligns: Iterable[str]) -> list[str]:
    """Return the attribute of a cell in each column."""
    return [f' class="align-{align}"' if align else "" for align in aligns]
