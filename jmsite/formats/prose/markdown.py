"""HTML of prose as Markdown again, for readers without a browser: links are resolved by then, and charts are words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)/?>|<!--.*?-->|([^<]+)|<", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SPECIAL = {**{ord(sign): f"\\{sign}" for sign in "\\`*_[]<>"}, ord("\n"): " ", ord("\t"): " "}
_START = re.compile(r"^(\d*)([#+.)-])(?=\s|$)")
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "code": "`", "kbd": "`"}
BLOCKS = frozenset(
    ("p", "div", "section", "dt", "dd", "figure", "figcaption", "thead", "tbody", "details", "summary")
)
SILENT = frozenset(("input", "sup", "svg", "style", "script"))
"""What is no part of the words: its own text is left out, too, where it has any."""


@dataclass(slots=True)
class _Indent:
    """What stands before the lines of a list item or a quotation: other signs before the first one."""

    first: str
    rest: str
    used: bool = False

    def take(self) -> str:
        found = self.rest if self.used else self.first
        self.used = True
        return found


@dataclass(slots=True)
class _Page:
    """The Markdown as it is written."""

    lines: list[str] = field(default_factory=list)
    here: str = ""
    indents: list[_Indent] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    """The number of the next item of each open list, None without numbers."""
    links: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    tight: bool = False
    code: bool = False
    span: bool = False
    silent: int = 0

    def end(self, tight: bool = False) -> None:
        """End a block: what was gathered becomes its lines."""
        text = self.here.strip("\n") if self.code else self.here.strip()
        self.here = ""
        if not text:
            return
        if self.lines and not self.tight:
            self.lines.append("".join(indent.rest for indent in self.indents if indent.used).rstrip())
        if not self.indents and "\n" not in text:
            self.lines.append(text)
        else:
            for line in text.split("\n"):
                self.lines.append(("".join([indent.take() for indent in self.indents]) + line).rstrip())
        self.tight = tight

    def open(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            self.end(tight=bool(self.lists))
            self.lists.append(int(values.get("start", "1")) if tag == "ol" else None)
        elif tag == "li":
            self._item()
        elif tag in ("blockquote", "aside"):
            self.end()
            self.indents.append(_Indent("> ", "> "))
        elif tag == "pre":
            self.end()
            self.code, self.here = True, "```\n"
        elif tag == "a":
            self.links.append(values.get("href", ""))
            self.here += "["
        elif tag in ("video", "audio"):
            self.here += "!"
        elif tag == "img":
            self.here += f"![{values.get('alt', '')}]({values.get('src', '')})"
        else:
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag in MARKS:
            self._mark(tag, True)
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.end()
            self.here = "#" * int(tag[1]) + " "
        elif tag == "hr":
            self.end()
            self.here = "---"
            self.end()
        elif tag == "br":
            self.here += "\\\n"
        elif tag == "tr":
            self.end(tight=True)
            self.cells = []
        elif tag in ("td", "th"):
            self.here = ""
        elif tag in BLOCKS:
            self.end(tight=self.tight and tag == "dd")

    def _mark(self, tag: str, opens: bool) -> None:
        if not self.code:
            self.here += MARKS[tag]
            self.span = opens and MARKS[tag] == "`"

    def _item(self) -> None:
        self.end(tight=True)
        number = self.lists[-1] if self.lists else None
        marker = "- " if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1
        self.indents.append(_Indent(marker, " " * len(marker)))

    def close(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.end(tight=True)
            self.lists.pop()
            self.tight = bool(self.lists)
        elif tag in ("li", "blockquote", "aside") and self.indents:
            self.end(tight=tag == "li")
            self.indents.pop()
        elif tag == "pre":
            self.here = self.here.rstrip("\n") + "\n```"
            self.end()
            self.code = False
        elif tag == "a" and self.links:
            goal = self.links.pop()
            self.here += f"](<{goal}>)" if "(" in goal or " " in goal else f"]({goal})"
        elif tag in MARKS:
            self._mark(tag, False)
        elif tag == "table":
            self.end()
            self.tight = False
        elif tag in ("td", "th"):
            self.cells.append(self.here.strip().replace("|", "\\|"))
            self.here = ""
        elif tag == "tr":
            self._row()
        elif tag == "dt":
            self.here = f"**{self.here.strip()}**"
            self.end()
        elif tag in BLOCKS or tag[0] == "h":
            self.end()

    def _row(self) -> None:
        cells = self.cells
        first = not (self.lines and self.lines[-1].lstrip("> ").startswith("|") and self.tight)
        self.here = f"| {' | '.join(cells)} |"
        if first:
            self.here += f"\n| {' | '.join('---' for _ in cells)} |"
            self.tight = False
        self.end(tight=True)

    def say(self, text: str) -> None:
        found = unescape(text) if "&" in text else text
        if self.code or self.span:
            self.here += found
            return
        found = found.translate(_SPECIAL)
        if not self.here and found[0] in "#+-0123456789":
            found = _START.sub(r"\g<1>\\\g<2>", found)
        self.here += found


def _values(attributes: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}


def to_markdown(html: str) -> str:
    """Return the HTML of prose, its slots filled, as Markdown."""
    page = _Page()
    for closing, tag, attributes, text in _TOKEN.findall(html):
        if tag in SILENT or "footnote-back" in attributes or (page.silent and tag == "a"):
            page.silent += 0 if tag == "input" else -1 if closing else 1
        elif page.silent > 0:
            continue
        elif text:
            page.say(text)
        elif tag and closing:
            page.close(tag)
        elif tag:
            page.open(tag, _values(attributes) if attributes else {})
    page.end()
    return "\n".join(page.lines)
