"""Tell search engines which pages there are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.table import OUTPUTS, BuiltPages


def sitemap(_: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return ``sitemap.xml``; none where the site's own address is not known, since it takes whole
    addresses, nor in a preview, which is elsewhere.
    """
    base = "" if pages.frame.preview else pages.frame.base
    return (
        (Output(path=OUTPUTS["sitemap"].path, content=_sitemap(pages.urls, base).encode()),) if base else ()
    )


def _sitemap(urls: Iterable[str], base: str) -> str:
    rows = "".join(
        f"<url><loc>{escape(posixpath.join(base, quote(url, safe='/%')))}</loc></url>\n" for url in urls
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'
