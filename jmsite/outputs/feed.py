"""Tell of what happened in a feed (Atom, RFC 4287)."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from urllib.parse import quote

from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.table import OUTPUTS, BuiltPages
from jmsite.pages.parts.changes.news import Entry, news

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The signs that XML has no way to write."""


def feed(catalog: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return the feed of a site; none where its address is not known, or nothing has a day."""
    base, path = pages.frame.base, OUTPUTS["feed"].path
    entries = news(catalog) if pages.frame.feed else ()
    if not entries:
        return ()
    site = catalog.site
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_words(site.language)}">',
        f"<title>{_words(site.title)}</title>",
        *([f"<subtitle>{_words(site.tagline)}</subtitle>"] if site.tagline else []),
        f"<id>{_address(base, '')}</id>",
        f'<link href="{_address(base, "")}"/>',
        f'<link rel="self" type="application/atom+xml" href="{_address(base, path)}"/>',
        # news come with the latest first
        f"<updated>{_moment(entries[0].day)}</updated>",
        # Atom wants an author, of the feed or of each entry (RFC 4287, 4.1.1); those of changes are people's names
        f"<author><name>{_words(site.title)}</name></author>",
        *(line for entry in entries for line in _entry(entry, base)),
        "</feed>",
    )
    return (Output(path=path, content=("\n".join(lines) + "\n").encode()),)


def _entry(entry: Entry, base: str) -> tuple[str, ...]:
    """Return an entry. Its id names the day, too: what changes again is news again."""
    page, _, anchor = entry.url.partition("#")
    link = _address(base, page) + (f"#{_words(quote(anchor))}" if anchor else "")
    return (
        "<entry>",
        f"<title>{_words(entry.title)}</title>",
        f"<id>{_address(base, page)}?{entry.sort}={entry.day.isoformat()}</id>",
        f'<link href="{link}"/>',
        f"<updated>{_moment(entry.day)}</updated>",
        *([f"<summary>{_words(entry.summary)}</summary>"] if entry.summary else []),
        "</entry>",
    )


def _address(base: str, url: str) -> str:
    return _words(quote(base, safe=":/?#[]@!$&'()*+,;=%~") + quote(url, safe="/%"))


def _moment(day: date) -> str:
    # Atom knows moments only, and there is no clock in a build
    return f"{day.isoformat()}T00:00:00Z"


def _words(text: str) -> str:
    return escape(UNWRITABLE.sub("", text))
