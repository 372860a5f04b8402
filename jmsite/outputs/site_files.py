"""What a site has beside its pages: sitemap, robots, redirects, and the assets its pages show."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator
from html import escape
from urllib.parse import quote

from jmsite.formats.messages import direction
from jmsite.formats.template import root_of
from jmsite.model.addresses import former, output_path
from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.page import Output
from jmsite.model.sources import Blob

Moved = tuple[str, str, str, str]
"""A former path, the present URL, the title and the language it is in."""
REDIRECT = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action 'none'; base-uri 'none'">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<p><a href="{target}">{title}</a></p>
</body>
</html>
"""


def site_files(
    urls: tuple[str, ...], redirects: tuple[Moved, ...], assets: tuple[Blob, ...], base: str
) -> tuple[Output, ...]:
    """The outputs that are no pages.

    ``urls`` are the pages to be found by searchers, ``redirects`` what stands at former addresses,
    ``assets`` what the pages show. ``base`` is the site's address, or "".
    """
    robots = "User-agent: *\nAllow: /\n"
    outputs = [Output(".nojekyll", b"")]
    if base:
        robots += f"Sitemap: {posixpath.join(base, 'sitemap.xml')}\n"
        outputs.append(Output("sitemap.xml", _sitemap(urls, base).encode()))
    outputs.append(Output("robots.txt", robots.encode()))
    for path, present, title, language in redirects:
        html = REDIRECT.format(
            title=escape(title),
            target=escape(root_of(path) + present),
            language=escape(language),
            direction=direction(language),
        )
        outputs.append(Output(path, html.encode()))
    outputs += [Output(blob.path.removeprefix("content/"), blob) for blob in assets]
    return tuple(outputs)


def redirects(catalog: Catalog, urls: Collection[str]) -> tuple[Moved, ...]:
    """The files at former addresses that no page at ``urls`` has taken."""
    return tuple(_redirects(catalog, frozenset(map(output_path, urls))))


def _redirects(catalog: Catalog, taken: frozenset[str]) -> Iterator[Moved]:
    for kind in KINDS:
        for entity in catalog.all(kind):
            for alias in getattr(entity.fields, "aliases", ()):
                path = former(alias)
                if path is not None and path not in taken:
                    yield path, entity.url, entity.title, entity.fields.language or catalog.site.language


def _sitemap(urls: Iterable[str], base: str) -> str:
    rows = "".join(
        f"<url><loc>{escape(posixpath.join(base, quote(url, safe='/%')))}</loc></url>\n" for url in urls
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'
