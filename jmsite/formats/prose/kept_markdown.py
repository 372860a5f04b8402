"""The author's Markdown as it is kept: written again block by block while it is walked, each in its author's words.

Left out is what nobody sees: comments, what references stand for, footnotes that nothing refers to. Links, images and
charts become slots (``model/markdown``). Read again, it says the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from jmsite.formats.prose.kept_words import MARKS, no_block
from jmsite.model.markdown import chart_slot, note_slot

# NUL, which no text has any more that is being read (``walk.normal``)
_COMMENT = "\0-\0"
_COMMENTS = re.compile("([ \t]*)\0-\0([ \t]*)")
_EMPTY = "<!-- -->"
_JOINING = frozenset("*_~`[]()!<>&\\^\n")
"""Signs that may mean more beside others than they do beside a comment."""
_BEGINNING = re.compile(r"(?=[:~][ \t]|\[!|\[[ xX]\](?:\s|$))|\[(?:\\.|[^\[\]`<>\\\n])*\](?=:)")
"""The words that would make a paragraph a meaning, an alert, a task or the definition of a reference."""
# a break that the author asked for: by a backslash or by two blanks, which editors like to strip, so that the
# backslash is what is written
_LINE_END = re.compile(r"(?:\\|  )\n")
_RUNS = re.compile(r"(`+)|(~+)")


@dataclass(slots=True)
class _Container:
    """The signs before the lines of an item, a quotation or a note; those before the first line differ."""

    first: str = ""
    rest: str = ""
    last: str = ""
    """The kind of the block that was written last."""
    loose: bool = False
    items: int = 0
    number: int = 0
    mark: str = ""

    def take(self) -> str:
        found, self.first = self.first, self.rest
        return found


class KeptMarkdown:
    """The Markdown of one text as it grows. ``here`` are the pieces of the passage that is being written."""

    def __init__(self) -> None:
        self.here: list[str] = []
        self.soft = "\n"
        """The signs that end a line inside a paragraph."""
        self._lines: list[str] = []
        self._open = [_Container()]

    def comment(self) -> None:
        """Mark that a comment stood here, between words."""
        self.here.append(_COMMENT)

    def line_break(self, after_words: bool, soft: bool = False) -> None:
        """End a line inside a paragraph. Behind a mark that is only a sign, a backslash would make more of it."""
        written = self.soft if soft else "\\\n"
        is_sign = after_words and self.here[-1][-1:] in tuple(MARKS)
        is_sign = (
            is_sign and "".join(self.here).rpartition("\n")[2].strip() != "*"
        )  # which would be a list of its own
        self.here.append("  \n" if is_sign and written != "\n" else written)

    def note(self, label: str) -> None:
        """Refer to a footnote."""
        self.here.append(f"[^{note_slot(label)}]")

    def passage(self) -> str:
        """Take what has been written since the last block."""
        text = "".join(self.here)
        self.here.clear()
        return _COMMENTS.sub(_without, text) if _COMMENT in text else text

    def _lines_of_passage(self, first: bool = False) -> str:
        """Take the passage as lines that begin no block; of its ``first`` one that is known unless it is asked for."""
        # what stands behind the box of a task may have been too far in to begin a block
        first = (
            first
            or _COMMENT in self.here
            or (self._open[-1].first.endswith("] ") and not self._open[-1].last)
        )
        text = self.passage()
        begun = _BEGINNING.match(text)
        line, newline, rest = text.partition("\n")
        mark = self._open[-1].first.strip() if not self._open[-1].last else ""
        if mark in ("*", "-") and line.strip() and not line.strip(f"{mark} \t"):
            line = f"\\{line}"  # which would be a rule with the mark of its item
        if begun:
            line = f"{begun[0]}\\{line[begun.end() :]}"
        elif first:
            line = no_block(line)
        return f"{line}\n{no_block(rest)}" if newline else line

    def paragraph(self, kind: str = "paragraph") -> None:
        """End a paragraph: of a list without blank lines it is a ``tight`` one."""
        text = self._lines_of_passage(first=kind == "term") or ("&nbsp;" if kind == "term" else "")
        if text:
            self.block(kind, text)
        if kind == "paragraph" and len(self._open) > 1:
            self._open[-2].loose = True

    def heading(self, level: int, underlined: bool) -> None:
        """End a heading."""
        meets = self.here[:1] == [_COMMENT] and "".join(self.here[1:2])[:1] in tuple(MARKS)
        text = self._lines_of_passage() if underlined else (_EMPTY if meets else "") + self.passage()
        inside = self._open[-1].first == ": " and not self._open[-1].last
        if underlined and not (inside and "\n" not in text):  # whose term would be a part of the heading
            # three dashes would make a table of a line with a bar
            self.block("heading", f"{text}\n{'===' if level == 1 else '-' if '|' in text else '---'}")
        else:
            shut = " #" if text.endswith("#") else ""
            self.block("heading", f"{'#' * level} {text}{shut}".rstrip(" "))

    def lane_heading(self) -> None:
        """End a heading in a lane, which is a line in bold."""
        self.here.append("**")
        self.paragraph()

    def rule(self) -> None:
        """Write a line across."""
        # behind the mark of an item, three hyphens would make a rule of the whole line
        self.block("rule", "---" if len(self._open) == 1 else "___")

    def chart(self, number: int) -> None:
        """Write where a chart stands."""
        self.block("chart", chart_slot(number))

    def fence(self, content: str, info: str = "", marks: str = "```") -> None:
        """Write a block of code."""
        runs = [found[0] for found in _RUNS.finditer(content) if found[0][0] == marks[0]]
        marks = marks[0] * max(len(marks), *(len(run) + 1 for run in runs)) if runs else marks
        lines = content.removesuffix("\n")
        self.block("code", f"{marks}{info}\n{lines}\n{marks}" if content else f"{marks}{info}\n{marks}")

    def block(self, kind: str, text: str) -> None:
        """Write a finished block."""
        self._part(kind)
        for line in text.split("\n"):
            before = "".join([one.take() for one in self._open])
            self._lines.append(before + line if line else before.rstrip())

    def enter(self, kind: str, first: str, rest: str) -> None:
        """Begin what holds blocks: ``first`` stands before its first line, ``rest`` before the others."""
        self._part(kind)
        self._open.append(_Container(first, rest))

    def leave(self) -> None:
        """End what holds blocks."""
        if not self._open[-1].last:
            before = "".join([one.take() for one in self._open])
            # a list whose first item is empty does not end a paragraph
            joins = (
                len(self._open) > 1
                and self._open[-2].items == 1
                and bool(self._lines and self._lines[-1].strip())
            )
            is_read = before.endswith(("] ", ": ")) or joins
            self._lines.append(before + _EMPTY if is_read else before.rstrip())
        self._open.pop()

    def enter_alert(self, kind: str) -> None:
        """Begin an alert."""
        self.enter("quotation", "> ", "> ")
        self.block("alert", f"[!{kind.upper()}]")

    def enter_list(self, mark: str, start: int | None) -> None:
        """Begin a list; without a number to ``start`` with, one of points."""
        kind = f"list{mark}"
        if self._open[-1].last == kind:
            # two lists with the same mark would be read as one
            self.block("nothing", _EMPTY)
        # CommonMark lets only a list from 1 on end a paragraph
        self._part(kind, joins=start in (None, 1))
        self._open.append(_Container(mark=mark, number=-1 if start is None else start))

    def leave_list(self) -> None:
        """End a list."""
        self._open.pop()

    def enter_item(self, done: bool | None) -> None:
        """Begin an item of the list; ``done`` where it is a task."""
        items = self._open[-1]
        marker = f"{items.mark} " if items.number < 0 else f"{items.number}{items.mark} "
        # the largest number that CommonMark takes for one of a list
        items.number += 1 if 0 <= items.number < 999_999_999 else 0
        items.items += 1
        box = "" if done is None else "[x] " if done else "[ ] "
        self.enter("item", marker + box, " " * len(marker))

    def table(self, rows: list[list[str]], aligns: tuple[str, ...]) -> None:
        """Write a table; the first row is its head."""
        rulers = [_RULERS[align] for align in aligns]
        cells = [[_LINE_END.sub("<br>", cell.replace("|", "\\|")) for cell in row] for row in rows]
        self.block("table", "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rulers, *cells[1:])))

    def finished(self) -> str:
        """Return all that has been written."""
        if self.here:
            self.paragraph()
        return "\n".join(self._lines)

    def _part(self, kind: str, joins: bool = False) -> None:
        """Begin a block in what is open: with a blank line before it unless it belongs to what stands before."""
        holder = self._open[-1]
        close = (
            (holder.last == "tight" and (joins or kind == "code"))
            or (kind == "item" and not holder.loose)
            or holder.last == "alert"
            or kind == "meaning"
        )
        if holder.last and not close:
            self._lines.append("".join([one.rest for one in self._open]).rstrip())
        holder.last = kind


_RULERS = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def _without(found: re.Match[str]) -> str:
    """Return what is left of a comment and the blanks around it: nothing, where that cannot change what is read."""
    text = found.string
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if not before:
        return ""
    blank_before = bool(found[1]) and before != "\n"
    if not after or after == "\n":
        return "" if before != "\n" and before not in f"{MARKS}\\" else found[1] + _EMPTY
    if blank_before and (found[2] or after not in MARKS):
        return " "
    if found[2] and before != "\n" and before not in MARKS:
        return " "
    if not _JOINING.intersection(before + after):
        return f"{found[1]}{found[2]}"
    return f"{found[1]}{_EMPTY}{found[2]}"


BLOCKS: Mapping[str, Callable[[KeptMarkdown, Token], None]] = {
    "paragraph_close": lambda kept, token: kept.paragraph("tight" if token.hidden else "paragraph"),
    "heading_close": lambda kept, token: kept.heading(int(token.tag[1]), not token.markup),
    "blockquote_open": lambda kept, _: kept.enter("quotation", "> ", "> "),
    "blockquote_close": lambda kept, _: kept.leave(),
    "alert_open": lambda kept, token: kept.enter_alert(token.info),
    "alert_close": lambda kept, _: kept.leave(),
    "bullet_list_open": lambda kept, token: kept.enter_list(token.markup, None),
    "bullet_list_close": lambda kept, _: kept.leave_list(),
    "ordered_list_open": lambda kept, token: kept.enter_list(token.markup, int(token.attrs.get("start", 1))),
    "ordered_list_close": lambda kept, _: kept.leave_list(),
    "list_item_open": lambda kept, token: kept.enter_item(token.meta.get("checked")),
    "list_item_close": lambda kept, _: kept.leave(),
    "dt_close": lambda kept, _: kept.paragraph("term"),
    "dd_open": lambda kept, _: kept.enter("meaning", ": ", "  "),
    "dd_close": lambda kept, _: kept.leave(),
    "hr": lambda kept, _: kept.rule(),
    "code_block": lambda kept, token: kept.fence(token.content),
    "lane_heading_open": lambda kept, _: kept.here.append("**"),
    "lane_heading_close": lambda kept, _: kept.lane_heading(),
}
"""The functions that keep the tokens of blocks; fences, tables and raw HTML by who walks over them."""
