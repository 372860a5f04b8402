"""Files that pages show, put into the page itself: pictures, stylesheets, typefaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from jmsite.exporting.site_pages import SitePages, from_root, split_url
from jmsite.formats.markup import attributes, in_element

SHOWN = ("img", "source", "video", "audio")
"""The elements that show a file."""
REPLACED = ("src", "srcset", "poster", "data-src", "loading")
"""Attributes that say from where and when something is loaded; what the file holds is there, for paper too."""
FONT = 1_000_000
"""Bytes of the largest file that a stylesheet brings along."""
_HEAD = re.compile(r"<head\b.*?</head>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<(script|link)\b((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.IGNORECASE)
# as the theme's styles are packed: without blanks
_FACE = re.compile(r"@font-face\{[^}]*\}")
_URL = re.compile(r"url\(\s*[\"']?(?!data:)([^\"')]+)[\"']?\s*\)")
_RANGE = re.compile(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_LATE = re.compile(r"font-display:\s*\w+")
_FACES = re.compile(r"unicode-range:([^;}]*)")


def inline_media(
    said: Mapping[str, str], url: str, site: SitePages, most: int
) -> tuple[dict[str, str], list[str]]:
    """Return a picture or recording that holds what it shows, and what was too large: then only its words are left."""
    made = {key: value for key, value in said.items() if key not in REPLACED}
    left_out = []
    for key in ("src", "poster"):
        address = said.get(key, "")
        path = "" if address.startswith("data:") else path_of(address, url) if address else ""
        held = site.data_url(path, most) if path else address if address.startswith("data:") else ""
        made |= {key: held} if held else {}
        left_out += [path] if path and not held else []
    return made, left_out


def path_of(href: str, url: str) -> str:
    """Return the file of the site that an address on a page stands for; "" for one elsewhere."""
    found = from_root(href, url)
    return unquote(split_url(found)[0]) if found else ""


def styles_and_scripts(html: str, url: str) -> tuple[list[str], list[str]]:
    """Return the stylesheets and scripts of a page, by their paths."""
    head = _HEAD.search(html)
    said = [attributes(found[1]) for found in _TAG.findall(head[0])] if head else []
    styles = [path_of(one["href"], url) for one in said if one.get("rel") == "stylesheet" and "href" in one]
    return styles, [path_of(one["src"], url) for one in said if "src" in one]


def inline_style(site: SitePages, path: str, words: Iterable[str]) -> str:
    """Return a stylesheet of the site that holds what it refers to."""
    return inline_style_text(site, path, site.file(path) or b"", words)


def inline_style_text(site: SitePages, path: str, style: bytes, words: Iterable[str]) -> str:
    """Return a stylesheet, which refers to files from ``path``, with these in it.

    Of its typefaces it holds those alone that have letters of ``words``.
    """
    letters = {ord(letter) for letter in words}
    text = in_element("style", style.decode())
    text = _FACE.sub(lambda face: face[0] if _covers(face[0], letters) else "", text)
    # what is in the file is there at once: no other typeface need stand in for it
    text = _LATE.sub("font-display: block", text)

    def held(found: re.Match[str]) -> str:
        address = site.data_url(path_of(found[1], path), FONT) if not found[1].startswith("#") else found[1]
        return f'url("{address}")' if address else "none"

    return _URL.sub(held, text)


def _covers(face: str, letters: set[int]) -> bool:
    """Return whether a typeface is for any of the letters, as far as it says for which it is."""
    said = _FACES.search(face)
    # a typeface that does not say for which letters it is, is for all
    if said is None:
        return True
    spans = [
        (int(low.replace("?", "0"), 16), int(high or low.replace("?", "F"), 16))
        for low, high in _RANGE.findall(said[1])
    ]
    return any(low <= letter <= high for low, high in spans for letter in letters)
