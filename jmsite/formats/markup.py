"""Change single tags of finished HTML, and take a page apart: what stands between tags is left as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

Attributes = Mapping[str, str]
"""The attributes of a tag by name, in their order; those that say nothing are ""."""
ChangeTag = Callable[[str, Attributes], Attributes | None]
"""Returns the attributes that a tag is to have; None leaves the whole tag out, which only one without an end may."""

_TAG = re.compile(
    r"""<!--.*?-->|<(?P<raw>script|style)\b[^>]*>.*?</(?P=raw)\s*>"""
    r"""|<(?P<name>[a-zA-Z][^\s/>]*)(?P<said>(?:"[^"]*"|'[^']*'|[^'">])*)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<body((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>(.*)</body\s*>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<html((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>", re.IGNORECASE)


def retagged(html: str, change: ChangeTag) -> str:
    """Return HTML with the attributes of its tags as ``change`` wants them; scripts and styles are not looked at."""

    def changed(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0]
        before = attributes(found["said"])
        after = change(name.lower(), before)
        if after is None:
            return ""
        return found[0] if after == before else tag(name, after, closed=found["said"].rstrip().endswith("/"))

    return _TAG.sub(changed, html)


def attributes(said: str) -> dict[str, str]:
    """Return the attributes that stand in a tag; of those written twice the first counts, as for a browser."""
    made: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(said):
        made.setdefault(name, unescape(next(filter(None, values), "")))
    return made


def tag(name: str, said: Attributes, closed: bool = False) -> str:
    """Return the tag that begins an element."""
    parts = [f' {key}="{escape(value)}"' if value else f" {key}" for key, value in said.items()]
    return f"<{name}{''.join(parts)}{'/' if closed else ''}>"


def title_of(html: str) -> str:
    """Return the title of a page, or ""."""
    found = _TITLE.search(html)
    return unescape(found[1]) if found else ""


def root_of(html: str) -> dict[str, str]:
    """Return the attributes of the whole page: its language and direction."""
    found = _ROOT.search(html)
    return attributes(found[1]) if found else {}


def body_of(html: str) -> tuple[dict[str, str], str]:
    """Return the attributes of the body of a page, and what stands in it."""
    found = _BODY.search(html)
    return (attributes(found[1]), found[2]) if found else ({}, "")


def in_element(name: str, text: str) -> str:
    """Return a script or stylesheet so that nothing in it can end its element early; what it means stays."""
    return re.sub(rf"</(?={name}\b)", r"<\\/", text, flags=re.IGNORECASE).replace("<!--", "<\\!--")
