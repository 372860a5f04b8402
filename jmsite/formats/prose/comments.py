"""Comments in prose: what stands between ``<!--`` and ``-->`` is for those who write, and is shown to nobody."""

from __future__ import annotations

from bisect import bisect_left

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

OPENS, CLOSES = "<!--", "-->"


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Return a comment that begins a line, through blank lines too; what stands behind it on its last line is
    read on.
    """
    at = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith(OPENS, at):
        return False
    after = _closed(state, at)
    last = _line_of(state, start, end, after) if after else -1
    if last < 0:
        return False
    if (
        silent
    ):  # a comment at the start of a line that goes on does not end the paragraph that the line is part of
        return last > start or not state.src[after : state.eMarks[last]].strip()
    _go_on(state, last, after)
    return True


def comment(state: StateInline, silent: bool) -> bool:
    """Return a comment among words."""
    if not state.src.startswith(OPENS, state.pos):
        return False
    # + 2, as the dashes of <!--> both open and close
    closing = state.src.find(CLOSES, state.pos + 2, state.posMax)
    if closing < 0:
        return False
    if not silent:
        state.push("comment", "", 0)
    state.pos = closing + len(CLOSES)
    return True


def _closed(state: StateBlock, at: int) -> int:
    """Return where the comment that begins at ``at`` is over, 0 where it never is. ``<!-->`` is a whole one."""
    # found once for the whole text: a search for each comment would take quadratic time
    ends: list[int] | None = state.env.get("comment ends")
    if ends is None:
        ends = state.env["comment ends"] = [*_all(state.src)]
    found = bisect_left(ends, at + 2)
    return ends[found] + len(CLOSES) if found < len(ends) else 0


def _all(text: str) -> list[int]:
    found: list[int] = []
    at = text.find(CLOSES)
    while at >= 0:
        found.append(at)
        at = text.find(CLOSES, at + 1)
    return found


def _line_of(state: StateBlock, start: int, end: int, after: int) -> int:
    """Return the line on which a comment ends, -1 where the list or quotation around it ends before."""
    line = start
    while line < end and state.eMarks[line] < after:
        line += 1
        if line < end and not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return -1
    return line if line < end else -1


def _go_on(state: StateBlock, line: int, after: int) -> None:
    """Read on behind the comment: on its last line, or on the next where nothing is left of that."""
    rest = state.src[after : state.eMarks[line]]
    left = rest.lstrip(" \t")
    if not left:
        state.line = line + 1
        return
    state.bMarks[line] = state.eMarks[line] - len(left)
    state.tShift[line] = 0
    state.sCount[line] = state.blkIndent
    state.line = line
