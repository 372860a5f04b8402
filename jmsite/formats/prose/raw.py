"""Raw HTML in kept Markdown: cleaned as it is in pages, its links and images as slots."""

from __future__ import annotations

import re
from html import escape, unescape

from jmsite.formats.prose.kept_words import no_block, words
from jmsite.formats.prose.sanitize import allows, cleaned
from jmsite.formats.prose.urls import allowed, readable
from jmsite.model.markdown import escaped, raw_slot

_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)\s*>")
# exactly as nh3 writes tags: what is read here has been cleaned, and has one form
_OPENING = re.compile(r'<([a-z][a-z0-9-]*)((?: [\w-]+="[^"]*")*)>')
_PAIR = re.compile(r' ([\w-]+)="([^"]*)"')
_BEGINS_BLOCK = re.compile(
    r"<(?:article|aside|blockquote|details|div|dl|figure|h[1-6]|hr|ol|p|pre|section|table|ul)[ >]"
)
# Markdown ends a raw block at an empty line: within one such a line is closed up
_BLANK = re.compile(r"\n(?=[ \t]*\n)")


def block(kept: str) -> str:
    """Return a block of HTML, without blank lines, which would end it; "" where nothing of it may be shown."""
    html = _slotted(cleaned(kept)).strip()
    if "<" not in html:
        return no_block(escaped(unescape(html)))
    # what begins with another tag would be read as the beginning of a paragraph
    whole = html if _BEGINS_BLOCK.match(html) else f"<div>\n{html}\n</div>"
    return _BLANK.sub("\n&#32;", whole)


def among_words(written: str, kept: str) -> str:
    """Return a tag among words, of which ``kept`` is left: what is no tag is words."""
    if kept != written:
        return words(unescape(kept))
    closing = _CLOSING.fullmatch(kept)
    if closing:
        name = closing[1].lower()
        return f"</{name}>" if allows(name) else ""
    opened = _OPENING.match(cleaned(kept))
    return _slot(opened) if opened else ""


def _slotted(html: str) -> str:
    return _OPENING.sub(_slot, html)


def _slot(tag: re.Match[str]) -> str:
    if tag[1] not in ("a", "img"):
        return tag[0]
    pairs = {name: unescape(value) for name, value in _PAIR.findall(tag[2])}
    alt = escape(pairs.get("alt", ""))
    href = pairs.get("src" if tag[1] == "img" else "href")
    if href is None or not allowed(href):
        return alt if tag[1] == "img" else ""
    slot = raw_slot(readable(href))
    return f'<img src="{slot}" alt="{alt}">' if tag[1] == "img" else f'<a href="{slot}">'
