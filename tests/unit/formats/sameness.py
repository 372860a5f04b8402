"""When two pieces of HTML say the same, for comparing ours with what a specification expects.

Left out of the comparison, because it is ours alone and other tests look at it: ids of headings; ``class`` and
``tabindex`` of ``<pre>``; the box around tables and the ``scope`` of headings in them; ``rel`` and ``loading``;
``title``, which we keep out of prose; labels and classes of task lists; and highlighting inside code. Written
alike: percent-encoded and plain addresses, ``align="right"`` and our class for it, ``<del>`` and ``<s>``, white
space between blocks.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

_OURS = {"title", "rel", "loading", "scope", "tabindex", "aria-label", "role"}
_BLOCK = re.compile(
    r"p|h[1-6]|ul|ol|li|blockquote|pre|hr|table|thead|tbody|tr|th|td|div|section|dl|dt|dd|br|aside"
)


class _Saying(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.preformatted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" or (tag == "div" and ("class", "prose-table") in attrs):
            return
        kept = sorted(filter(None, (_attribute(tag, name, value or "") for name, value in attrs)))
        self._tag(tag, f"<{' '.join([_alike(tag), *kept])}>")
        self.preformatted = self.preformatted or tag == "pre"

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("div", "span"):
            self.preformatted = self.preformatted and tag != "pre"
            self._tag(tag, f"</{_alike(tag)}>")

    def _tag(self, tag: str, written: str) -> None:
        if _BLOCK.fullmatch(tag) and self.parts and not self.preformatted:
            self.parts[-1] = self.parts[-1].rstrip()
        self.parts.append(written)

    def handle_data(self, data: str) -> None:
        text = data
        if not self.preformatted:
            text = re.sub(r"\s+", " ", data)
            before = re.match(r"</?(\w+)", self.parts[-1]) if self.parts else None
            if before is None or _BLOCK.fullmatch(before[1]):
                text = text.lstrip()
        if text:
            self.parts.append(text.replace("<", "&lt;"))


def _alike(tag: str) -> str:
    return "s" if tag == "del" else tag


def _attribute(tag: str, name: str, value: str) -> str:
    if name in _OURS or (name == "id" and re.fullmatch(r"h\d", tag)):
        return ""
    if name == "class" and tag in ("pre", "li", "ul", "ol", "input"):
        return ""
    if name in ("href", "src"):
        return f"{name}={unquote(value)}"
    if name in ("align", "style"):
        return f"class=align-{value.removeprefix('text-align:')}"
    return f"{name}={value}"


def saying(html: str) -> str:
    """``html`` with only what the comparison is about."""
    parser = _Saying()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts).strip()


def said(key: str, number: str) -> str:
    """What English says in prose."""
    told = {"note.back": f"Back to reference {number}", "task.done": "done", "task.open": "to do"}
    return told.get(key, key.removeprefix("alert.").title())
