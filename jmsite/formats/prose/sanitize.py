"""Raw HTML in prose, for sites that allow it: cleaned by nh3, its links and images made into slots too."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape

import nh3

from jmsite.formats.prose import code
from jmsite.formats.prose.places import ProseSpot
from jmsite.formats.prose.slots import LINK_END, image_slot, link_slot
from jmsite.formats.prose.urls import SCHEMES, allowed, readable
from jmsite.model.sources import ProseLink

_LINE = "data-line"
_MOST_SIGNS = 50_000
"""Signs of a text that have to be escaped, see ``cleanable``; a page of code has some hundreds."""
# nh3's list but for landmarks and maps of images: the landmarks of a page are the theme's, and readers steer by them
_TAGS = frozenset(nh3.ALLOWED_TAGS - {"area", "center", "footer", "header", "hgroup", "map", "nav"}) | {
    "input",
    "section",
}
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "role", "aria-label", "tabindex"},
    "a": {"href", _LINE},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", _LINE},
    "input": {"checked"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# whatever raw HTML makes of an input, it is the box of a task that does nothing
_CHECKBOX = {"input": {"type": "checkbox", "disabled": ""}}
# classes that styles know as prose; any other could dress content up as a part of the interface
_CLASSES = code.CLASSES | {
    *("code", "task", "prose-table", "footnotes", "footnote-ref", "footnote-back"),
    *("align-left", "align-center", "align-right"),
    *("alert", "alert-title"),
    *(f"alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")),
}
_ROLES = frozenset({"note", "doc-endnotes", "doc-noteref", "doc-backlink"})
_CHECKS: dict[str, Callable[[str], bool]] = {
    "role": _ROLES.__contains__,
    "tabindex": lambda value: value == "0",
    "width": lambda value: re.fullmatch(r"\d{1,5}", value) is not None,
    "height": lambda value: re.fullmatch(r"\d{1,5}", value) is not None,
}
"""The tests of what an attribute may say, where not everything will do."""

_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
"""Signs that HTML forbids, and that a character reference can still write."""

_OWN_ID = re.compile(r"[^\s:]+|fn(?:ref)?(?::\d+){1,2}")
"""An id that prose may have: those with colons are the theme's, but for those of footnotes."""
# patterns for what nh3 writes: every attribute behind one blank, in double quotes
_LINKED = re.compile(r'<(a|img)((?: [\w-]+="[^"]*")*)>|(</a>)')
_PAIR = re.compile(r' ([\w-]+)="([^"]*)"')
_MARK = re.compile(rf' (?:href|{_LINE})="[^"]*"')
# the marks of footnotes, which are ours: links of authors all say where they are written
_FOOTNOTE = re.compile(r"#fn(?:ref)?:[\d:]+$")
_OPENING = re.compile(r"<[a-z][^<>]*>")
_ID = re.compile(r' id="([^"]+)"')


def cleanable(markdown: str) -> bool:
    """Return whether ``markdown`` has few enough signs to escape; cleaning takes time by the square of their number."""
    return sum(map(markdown.count, "&<>")) <= _MOST_SIGNS


def allows(tag: str) -> bool:
    """Return whether prose may have a ``tag``."""
    return tag in _TAGS


def place(spot: ProseSpot) -> str:
    """Return the attribute that says where a link or an image is written."""
    return f'{_LINE}="{spot.line}:{spot.column}:{spot.end}"'


def marked(raw: str, spot: ProseSpot) -> str:
    """Return ``raw`` with the body line on its links and images, so that a fault in them has a place."""
    return re.sub(r"<(a|img)(?=[\s/>])", rf"<\1 {place(spot)}", raw, flags=re.IGNORECASE)


def visible(raw: str) -> str:
    """Return the words of ``raw`` without its tags."""
    return unescape(nh3.clean(raw, tags=set()))


def cleaned(html: str) -> str:
    """Return ``html`` with only what prose may have: no script, style, event handler, frame or foreign scheme."""
    return _cleaner().clean(html).translate(_FORBIDDEN)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        set_tag_attribute_values=_CHECKBOX,
        url_schemes=set(SCHEMES),
        link_rel=None,  # nh3 would write one for every link; whoever fills the slots knows which lead out
    )


def _filtered(_tag: str, name: str, value: str) -> str | None:
    if name == "id":
        return value if _OWN_ID.fullmatch(value) else None
    if name == "class":
        words = (word for word in value.split() if word in _CLASSES or word.startswith("language-"))
        return " ".join(words) or None
    return value if name not in _CHECKS or _CHECKS[name](value) else None


def slotted(html: str) -> tuple[str, tuple[ProseLink, ...]]:
    """Return cleaned ``html`` with slots for its links and images, and those."""
    links: list[ProseLink] = []
    ends: list[str] = []

    def slot(match: re.Match[str]) -> str:
        if match[3]:
            return ends.pop() if ends else "</a>"
        pairs = dict(_PAIR.findall(match[2]))
        href, line = pairs.get("src" if match[1] == "img" else "href"), pairs.get(_LINE)
        if line is None and match[1] == "a" and _FOOTNOTE.match(href or ""):
            ends.append("</a>")
            return match[0]
        if href is None or line is None or not allowed(unescape(href)):
            if match[1] == "img":
                return escape(unescape(pairs.get("alt", "")))
            ends.append("</a>")
            return _MARK.sub("", match[0])
        # ours: of two attributes of one name the first counts, and ``marked`` puts its own first
        spot = ProseSpot(*map(int, line.split(":")))
        links.append(
            ProseLink(
                href=readable(unescape(href)),
                line=spot.line,
                image=match[1] == "img",
                column=spot.column,
                end=spot.end,
            )
        )
        if match[1] == "a":
            ends.append(LINK_END)
            return link_slot(len(links) - 1)
        size = "".join(f' {name}="{pairs[name]}"' for name in ("width", "height") if name in pairs)
        return image_slot(len(links) - 1, escape(unescape(pairs.get("alt", ""))), size)

    return _LINKED.sub(slot, html), tuple(links)


def ids(html: str) -> list[str]:
    """Return the anchors in cleaned ``html``."""
    return [unescape(found) for found in _ID.findall(html)]


def single(html: str) -> str:
    """Return cleaned ``html`` in which each id stands once: where it stands first."""
    seen: set[str] = set()

    def kept(found: re.Match[str]) -> str:
        if found[1] in seen:
            return ""
        seen.add(found[1])
        return found[0]

    return _OPENING.sub(lambda tag: _ID.sub(kept, tag[0]), html)
