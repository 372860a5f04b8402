"""Slots: the places in the HTML of prose that only the whole site can fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType

from jmsite.formats.prose.urls import allowed, external
from jmsite.model.attachments import plays
from jmsite.model.sources import Prose, ProseLink

_SLOT = re.compile(
    r'<img src="\x00i(\d+)\x00" alt="([^"]*)"([^>]*)>'
    r"|\x00(?:a(\d+)|(/)a|c(\d+)|w([a-z.]+) ([\d, ]*))\x00"
)
_TAG = re.compile(r"<[a-z][^<>]*>")
_ANCHOR = re.compile(r"""( (?:id="|href="#))([^"]+)""")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_GROUPS = _SLOT.groups + 1  # split gives the groups of each slot, and the text behind it


def link_slot(number: int) -> str:
    """Return what opens link ``number``."""
    return f"\x00a{number}\x00"


LINK_END = "\x00/a\x00"


def image_slot(number: int, alt: str, more: str = "") -> str:
    """Return the image whose address is link ``number``; ``alt`` and ``more`` are escaped already."""
    return f'<img src="\x00i{number}\x00" alt="{alt}" loading="lazy"{more}>'


def chart_slot(number: int) -> str:
    """Return where chart ``number`` stands."""
    return f"\x00c{number}\x00"


def word_slot(key: str, number: str = "") -> str:
    """Return where words of the interface stand: those of ``key``, with a number in them."""
    return f"\x00w{key} {number}\x00"


def fill(
    prose: Prose,
    link: Callable[[ProseLink], str | None],
    chart: Callable[[int], str],
    say: Callable[[str, str], str],
    moved: Mapping[str, str] = _NOTHING,
) -> str:
    """Return the HTML of ``prose`` with every slot filled.

    ``link`` answers an address, which is escaped here, or None: then only the words stay, of an image its
    alternative text. ``chart`` answers ready HTML. ``say`` answers the words for a key and a number, escaped here.
    ``moved`` are anchors that stand otherwise on the page, and how.
    """
    html = _with_anchors(prose.html, moved) if moved else prose.html
    if "\x00" not in html:
        return html
    parts = _SLOT.split(html)
    out = [parts[0]]
    ends: list[str] = []
    # split hands out the groups of each match between the texts, in the order of the pattern
    for at in range(1, len(parts), _GROUPS):
        image, alt, more, opened, closed, drawn, key, number, after = parts[at : at + _GROUPS]
        if opened is not None:
            start = _opening(link(prose.links[int(opened)]))
            ends.append("</a>" if start else "")
            out.append(start)
        elif closed is not None:
            # a link that nothing may lead to has lost its beginning, so its end must go as well
            out.append(ends.pop() if ends else "")
        elif image is not None:
            out.append(_image(link(prose.links[int(image)]), alt, more))
        elif key is not None:
            out.append(escape(say(key, number)))
        else:
            out.append(chart(int(drawn)))
        out.append(after)
    return "".join(out)


def _with_anchors(html: str, moved: Mapping[str, str]) -> str:
    """Return ``html`` with other anchors, and what leads to them from within."""

    def named(found: re.Match[str]) -> str:
        return f"{found[1]}{moved.get(found[2], found[2])}"

    return _TAG.sub(lambda tag: _ANCHOR.sub(named, tag[0]), html)


def _opening(href: str | None) -> str:
    if href is None or not allowed(href):
        return ""
    rel = ' rel="noopener"' if external(href) else ""
    return f'<a href="{escape(href)}"{rel}>'


def _image(src: str | None, alt: str, more: str) -> str:
    if src is None or not allowed(src):
        return alt
    tag = plays(src)
    if tag:
        # readers of a page without their element, and those who cannot play it, have the file itself
        return (
            f'<{tag} src="{escape(src)}" controls preload="metadata" aria-label="{alt}">'
            f'<a href="{escape(src)}">{alt or escape(src.rpartition("/")[2])}</a></{tag}>'
        )
    return f'<img src="{escape(src)}" alt="{alt}"{more}>'
