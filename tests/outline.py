"""A page as its structure and its words, a line for each block: what a golden file of ``sites/`` keeps.

Headings have their level (``##``), items of a list their mark (``-``, ``1.``), rows of a table their cells
(``| a | b |``, heads in ``*``), links and pictures their target, controls their kind (``(button)``, ``[ ]``). A
landmark, an article and whatever has a name of its own is a line that ends with a colon, and what it holds stands
further in. Classes are left out: they may change without a reader's notice.
"""

from __future__ import annotations

import textwrap
from html.parser import HTMLParser

UNSEEN = {"script", "style", "template", "title", "head"}
CELLS = {"td", "th"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LANDMARKS = {"main", "nav", "aside", "search", "article", "fieldset", "figure", "details", "dialog", "form"}
WITHIN_WORDS = {"em", "strong", "code", "i", "sup", "sub", "mark", "del"}
"""What may stand in the middle of a word or before a full stop."""
HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
ENDS = {"header": "banner", "footer": "contentinfo"}
WITHIN = {"main", "article", "section", "aside", "nav"}
"""What makes a header or a footer one of a part, which is no landmark."""
BLOCKS = {"blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "footer", "header", "hr", "legend",
          "li", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "video",
          "audio"}  # fmt: skip
INPUTS = {"checkbox": "[ ]", "radio": "( )"}
WIDTH = 110


def outline(html: str) -> str:
    """Return the structure and the words of a page, one line for each block, with a line feed at the end."""
    drawn = Outline()
    drawn.feed(html)
    drawn.close()
    drawn.end_line()
    return "\n".join(drawn.lines) + "\n"


class Outline(HTMLParser):
    """``lines`` that are done; ``words`` of the one at work, which begins with ``mark``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.words = ""
        self.mark = ""
        self.open: list[tuple[str, bool, str]] = []
        """Of each open element: its name, whether what it holds stands further in, and what is said at its end."""
        self.counts: list[int] = []

    @property
    def seen(self) -> bool:
        return not any(tag in UNSEEN for tag, _, _ in self.open)

    @property
    def in_cell(self) -> bool:
        return any(tag in CELLS for tag, _, _ in self.open) and self.in_table

    @property
    def in_table(self) -> bool:
        return any(tag == "table" for tag, _, _ in self.open)

    def end_line(self) -> None:
        """Put the line at work to those that are done; one without words is none."""
        if self.in_cell:
            return
        text = " ".join(self.words.split()).replace("[ ", "[").replace(" ](", "](").replace("[]", "[ ]")
        if text == "[":  # the link begins with the words of the next block
            return
        if text:
            first = self.mark.startswith(("- ", ":: ")) or self.mark[:1].isdigit()
            indent = "  " * (sum(inner for _, inner, _ in self.open) - first)
            hanging = indent + " " * len(self.mark)
            self.lines += textwrap.wrap(
                text, WIDTH, initial_indent=indent + self.mark, subsequent_indent=hanging,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            self.mark = ""
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = self._landmark(tag, values)
        if tag in BLOCKS or tag in HEADINGS or tag in LANDMARKS or name:
            self.end_line()
        if name and not self.in_cell:
            self.words = f"{name}:"
            self.end_line()
        self.words += "" if tag in WITHIN_WORDS else " "
        self._begin(tag, values, "" if name else values.get("aria-label", ""))
        if tag not in VOID:
            inner = (bool(name) and not self.in_cell) or tag in ("li", "dd")
            self.open.append((tag, inner, self._end(tag, values)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {name for name, _, _ in self.open}:
            return
        while self.open:
            last, _, said = self.open[-1]
            self._say_end(last, said)
            if last in BLOCKS or last in HEADINGS or last in LANDMARKS:
                self.end_line()
            if last in MARKS or last in HEADINGS or last == "li":
                self.mark = ""
            self.words += "" if last in WITHIN_WORDS else " "
            self.open.pop()
            if last in ("ol", "ul"):
                self.counts.pop()
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.seen:
            self.words += data

    def _landmark(self, tag: str, values: dict[str, str]) -> str:
        """Return what an element is called by those who go from part to part; nothing where they do not stop."""
        label = values.get("aria-label", "")
        kind = values.get("role") or (tag if tag in LANDMARKS else "")
        if tag in ENDS and not kind and not WITHIN & {name for name, _, _ in self.open}:
            kind = ENDS[tag]
        if tag == "section" and (label or "aria-labelledby" in values):
            kind = kind or "region"
        if not kind and not (label and tag in BLOCKS - {"section"}):
            return ""
        return " ".join(part for part in (kind or tag, f"“{label}”" if label else "") if part)

    def _begin(self, tag: str, values: dict[str, str], label: str) -> None:
        """Say what stands before the words of an element, and the name that it has for those who hear the page."""
        if tag in ("ol", "ul"):
            self.counts.append(0 if tag == "ol" else -1)
        if tag in HEADINGS:
            self.mark += f"{HEADINGS[tag]} "
        elif tag == "li" and self.counts:
            self.counts[-1] += self.counts[-1] >= 0
            self.mark += f"{self.counts[-1]}. " if self.counts[-1] > 0 else "- "
        elif tag in MARKS:
            self.mark += MARKS[tag]
        elif tag == "a" and "href" in values:
            self.words += "["
        elif tag in CELLS and self.in_table:
            self.words += " | *" if tag == "th" else " | "
        elif tag in SAID:
            self.words += SAID[tag](values)
        if label:
            self.words += f"“{label}” "

    def _end(self, tag: str, values: dict[str, str]) -> str:
        """Return what is said where an element ends."""
        if tag == "a" and "href" in values:
            return f"]({values['href']})"
        return ENDINGS.get(tag, "")

    def _say_end(self, tag: str, said: str) -> None:
        """Say the end of an element: in the line at work, or in the last one where blocks within it have ended it."""
        if not said:
            return
        if tag == "a" and not self.words.strip() and self.lines:
            self.lines[-1] += said
        else:
            self.words = self.words.rstrip() + said


def _input(values: dict[str, str]) -> str:
    kind = values.get("type", "text")
    shape = INPUTS.get(kind, f"({kind})")
    return f" {shape.replace(' ', 'x') if 'checked' in values else shape} "


MARKS = {"dt": ": ", "dd": ":: ", "blockquote": "> ", "caption": "caption ", "summary": "summary ",
         "legend": "legend ", "figcaption": "caption ", "pre": "code "}  # fmt: skip
SAID = {
    "img": lambda values: f" ![{values.get('alt', '')}]({values.get('src', '')}) ",
    "input": _input,
    "br": lambda _: " / ",
    "button": lambda values: (
        f" (button{' of ' + values['aria-controls'] if 'aria-controls' in values else ''} "
    ),
    "select": lambda _: " (select ",
    "video": lambda values: f"video {values.get('src', '')}",
    "audio": lambda values: f"audio {values.get('src', '')}",
}
"""What is said of elements that have no words, or are more than their words."""
ENDINGS = {"th": "*", "tr": " |", "button": ") ", "select": ") "}
