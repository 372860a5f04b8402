"""HTML that stands in Markdown and in labels, as programs leave it there: its words are kept, and its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

from jmsite.model.value import Value

_STRONG = re.compile(r"</?(?:b|strong)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"\s*<li\b[^>]*>\s*", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^>]*?\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>", re.IGNORECASE)
_TAGS = re.compile(
    r"</?(?:a|abbr|article|big|blockquote|caption|center|code|dd|del|details|div|dl|dt|em|figcaption|figure|font|footer"
    r"|h[1-6]|header|hr|i|img|ins|kbd|label|li|main|mark|nav|ol|p|pre|s|section|small|span|strike|sub|summary|sup|svg"
    r"|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr)\b(?:\"[^\"]*\"|'[^']*'|[^'\">])*>",
    re.IGNORECASE,
)
"""Tags of elements that hold words. A line break means something, and stays; what is in no element is no tag."""
_HIDDEN = re.compile(r"<(style|script|title)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# possessive (++), and a value without quotes begins with none: else each pair could be read in two ways, and a line of
# thirty of them without an end would take a thousand million attempts
_ATTRIBUTES = re.compile(
    r"\s*\{:?\s*(?:[.#][\w-]++\s*|[\w-]++=(?:\"[^\"]*\"|'[^']*'|[^\s}\"'][^\s}]*)\s*)++\}\s*$"
)
"""Classes and the like behind a line, as some kinds of Markdown have them."""
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
TABLE = re.compile(r"\s*<table\b", re.IGNORECASE)
WIDEST = 200
"""Columns that a cell may stand over at most."""


class HtmlTable(Value):
    """The rows of a table with the lines that they begin on, and the line behind it, from 0."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    end: int


def words_of(line: str) -> str:
    """Return a line without the HTML in it. What is bold in HTML is bold in Markdown, an item begins with a break."""
    if "<" in line:
        line = _HIDDEN.sub("", line)
        line = _IMAGE.sub(lambda found: found[1] or found[2] or "", line)
        line = _ITEM.sub("<br>", _STRONG.sub("**", line)) if _ITEM.search(line) else _STRONG.sub("**", line)
        line = _TAGS.sub("", line)
        line = re.sub(r"^(\s*)(?:<br\s*/?>\s*)+|(?:\s*<br\s*/?>)+\s*$", r"\1", line, flags=re.IGNORECASE)
    if "&" in line:
        line = _ENTITY.sub(lambda found: unescape(found[0]), line)
    line = _ATTRIBUTES.sub("", line) if line.endswith(("}", "} ")) else line
    return line.replace("\xa0", " ").replace("\u200b", "").replace("\xad", "")


def plain_lines(lines: Sequence[str]) -> list[str]:
    """Return lines of Markdown without the HTML in them; code, comments and tables stay as they are."""
    made: list[str] = []
    fence, inside = "", ""
    for line in lines:
        found = _FENCE.match(line)
        if fence or found:
            made.append(line)
            fence = _fence(fence, line, found)
        elif inside or line.lstrip().startswith("<!--") or TABLE.match(line):
            inside = inside or ("-->" if line.lstrip().startswith("<!--") else "</table")
            made.append(line)
            inside = "" if inside in line.lower() else inside
        else:
            made.append(words_of(line))
    return made


def _fence(fence: str, line: str, found: re.Match[str] | None) -> str:
    """Return the sign of the block of code that goes on behind a line, or ""."""
    if not fence:
        return found[1] if found else ""
    return "" if line.strip().startswith(fence) and not line.strip().strip("`~") else fence


def html_table(lines: Sequence[str], at: int) -> HtmlTable:
    """Return the table that begins on a line, with cells over several columns or rows filled."""
    end = next(
        (there for there in range(at, len(lines)) if "</table" in lines[there].lower()), len(lines) - 1
    )
    reader = _TableReader()
    reader.feed("\n".join(lines[at : end + 1]))
    reader.close()
    return HtmlTable(
        rows=tuple(map(tuple, reader.filled())), lines=tuple(at + line for line in reader.lines), end=end + 1
    )


class _TableReader(HTMLParser):
    """Gathers the cells of a table, each with how many columns and rows it stands over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[tuple[str, int, int]]] = []
        self.lines: list[int] = []
        self._words: list[str] | None = None
        self._over = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell, or note what a tag within a cell means."""
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
            self.lines.append(self.getpos()[0])
        elif tag in ("td", "th"):
            self._end_cell()
            said = dict(attrs)
            self._over = (_count(said.get("colspan")), _count(said.get("rowspan")))
            self._words = []
        elif tag in ("br", "li", "p", "div") and self._words:
            self._words.append("<br>")
        elif tag in ("b", "strong") and self._words is not None:
            self._words.append("**")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        elif tag in ("b", "strong") and self._words is not None:
            self._words.append("**")

    def handle_data(self, data: str) -> None:
        """Take the words of a cell."""
        if self._words is not None:
            self._words.append(data)

    def _end_cell(self) -> None:
        if self._words is not None and self.rows:
            text = " ".join("".join(self._words).replace("\xa0", " ").split())
            parts = [part for one in text.split("<br>") if (part := one.strip())]
            self.rows[-1].append(("<br>".join(parts), *self._over))
        self._words = None

    def filled(self) -> list[list[str]]:
        """Return rows of which each has a cell in every column."""
        made: list[list[str]] = []
        below: dict[int, tuple[str, int]] = {}
        for row in self.rows:
            cells: list[str] = []
            todo = list(row)
            while todo or any(at >= len(cells) for at in below):
                text, left = below.pop(len(cells), ("", 0))
                if left:
                    if left > 1:
                        below[len(cells)] = (text, left - 1)
                    cells.append(text)
                    continue
                text, wide, high = todo.pop(0) if todo else ("", 1, 1)
                for _ in range(wide):
                    if high > 1:
                        below[len(cells)] = (text, high - 1)
                    cells.append(text)
            made.append(cells)
        width = max(map(len, made), default=0)
        return [[*row, *[""] * (width - len(row))] for row in made]


def _count(said: str | None) -> int:
    return min(max(int(said), 1), WIDEST) if said and said.isdigit() else 1
