"""Markdown that waits for its addresses: how words are kept from being read as markup, and the slots in kept prose.

NUL cannot come from content, so that nothing an author writes is a slot.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SIGNS = {ord(sign): f"\\{sign}" for sign in "\\`*_~[]<>"}
_START = re.compile(r"^(\d*)([#+.)-])(?=\s|$)")
"""The beginnings that would make a list or a heading of a line: ``1.``, ``-``, ``#``."""
# NUL marks slots: no text of the content has it any more, so that none can pretend to be one
_IMAGE = re.compile("\0!([^\0]*)\0,([^\0]*)\0;")
_LINK = re.compile("\0\\[\0;(.*?)\0\\]([^\0]*)\0;", re.DOTALL)
_RAW_LINK = re.compile(r'<a href="' "\0@([^\0]*)\0;" r'">(.*?)</a>', re.DOTALL)
_RAW_IMAGE = re.compile(r'<img src="' "\0@([^\0]*)\0;" r'" alt="([^"]*)">')
_RAW = re.compile(r'<a href="' "\0@[^\0]*\0;" r'">')
_CHART = re.compile("\0c(\\d+)\0;")
_NOTE = re.compile("\0n([^\0]*)\0;")
_BEGINNING = "#>+-=|:"
"""Signs that may begin a block where nothing is left before them, and otherwise stand for themselves."""
_EMPTY = "<!-- -->"
"""The sign for nothing, where nothing at all would join what stands around it."""

# a break at the end of a text would show as a backslash; one that is escaped is a backslash that somebody wrote
_LAST_BREAK = re.compile(r"(?:(?<!\\)\\)?\n\Z")
# at most eight signs: more than three in a row mean nothing, and a bound keeps a row of stars from costing its square
_IN_WORD_BEFORE = re.compile(r"[^\s*_~][*_~]{1,8}$")
_IN_WORD_AFTER = re.compile(r"[*_~]{1,8}\S")

Answer = Callable[[str, bool], str | None]
"""An address as written, and whether it is that of an image → where it leads, or None."""


def escaped(text: str) -> str:
    """Return words on one line, so that nothing in them is read as Markdown."""
    line = " ".join(text.split()).translate(_SIGNS)
    return line if line[:1] not in "#+-0123456789" else _START.sub(r"\g<1>\\\g<2>", line)


LINK_START = "\0[\0;"


def link_end(href: str) -> str:
    """Return where the link to ``href`` ends that ``LINK_START`` began."""
    return f"\0]{href}\0;"


def image_slot(href: str, alt: str) -> str:
    """Return the image at ``href``; ``alt`` is words."""
    return f"\0!{href}\0,{escaped(alt)}\0;"


def raw_slot(href: str) -> str:
    """Return the address of a link or an image that is written in HTML."""
    return f"\0@{href}\0;"


def chart_slot(number: int) -> str:
    """Return where chart ``number`` stands."""
    return f"\0c{number}\0;"


def note_slot(label: str) -> str:
    """Return the label of a footnote, which another text in the same file can have as well."""
    return f"\0n{label}\0;"


def fill(markdown: str, link: Answer, chart: Callable[[int], str] = str, notes: str = "") -> str:
    """Return kept Markdown with every slot filled.

    Of a link that leads nowhere the words stay, of such an image its alternative text. ``chart`` answers Markdown on
    one line. ``notes`` is put behind the labels of footnotes.
    """
    if "\0" not in markdown:
        return markdown

    def image(found: re.Match[str]) -> str:
        src = link(found[1], True)
        # an image that vanishes must not leave a sign at the beginning that makes a list or a heading
        follows = found.string[found.end() : found.end() + 1]
        alone = found[2] or ("\\" if follows and follows in _BEGINNING else "")
        return alone if src is None else f"![{found[2]}]({_bracketed(src)})"

    def linked(found: re.Match[str]) -> str:
        href = link(found[2], False)
        return _bare(found) if href is None else f"[{found[1]}]({_bracketed(href)})"

    # images first, since the words of a link may hold one
    text = _LINK.sub(linked, _IMAGE.sub(image, _raw(markdown, link) if "\0@" in markdown else markdown))
    text = _CHART.sub(lambda found: chart(int(found[1])) or _EMPTY, text)
    return _NOTE.sub(lambda found: f"{found[1]}{notes}", text)


def _raw(markdown: str, link: Answer) -> str:
    def opened(found: re.Match[str]) -> str:
        href = link(found[1], False)
        return found[2] if href is None else f'<a href="{_quoted(href)}">{found[2]}</a>'

    def shown(found: re.Match[str]) -> str:
        src = link(found[1], True)
        return found[2] if src is None else f'<img src="{_quoted(src)}" alt="{found[2]}">'

    # last: what opens a link that nothing closes is left out
    return _RAW.sub("", _RAW_LINK.sub(opened, _RAW_IMAGE.sub(shown, markdown)))


def _quoted(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "&quot;")


def _bracketed(address: str) -> str:
    if address[:1] == "\0":  # still a slot of the page's own
        return address
    return f"<{address}>" if "(" in address or ")" in address or " " in address else address


def _bare(found: re.Match[str]) -> str:
    """Return the words of a link alone, kept apart from what stands around them where both together mean more."""
    text, words = found.string, found[1]
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    words = _LAST_BREAK.sub(" ", words)
    if not words.strip(" \t\n"):
        return ""
    if before in ("", "\n"):
        words = words.lstrip(" \t\n")
    # nine signs are all that _IN_WORD_BEFORE looks at
    first = _EMPTY if _meets(words[:1], before) or _IN_WORD_BEFORE.search(text[: found.start()][-9:]) else ""
    last = _EMPTY if _meets(words[-1:], after) or _IN_WORD_AFTER.match(text, found.end()) else ""
    return f"{first}{words}{last}"


def _meets(inner: str, outer: str) -> bool:
    return (not inner.isalnum() and bool(outer.strip())) or outer in ("[", "]", "!", "(")
