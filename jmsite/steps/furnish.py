"""What a site has beside its pages: sitemap, robots, redirects, and the assets its pages show."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from jmsite.formats.template import root_of
from jmsite.model.addresses import prose_target
from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.page import Output, Page
from jmsite.model.references import references
from jmsite.model.sources import Blob

ASSETS = "content/assets/"
REDIRECT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<a href="{target}">{title}</a>
</html>
"""


def furnish(
    catalog: Catalog, pages: Sequence[Page], base: str, blobs: Mapping[str, Blob]
) -> tuple[Output, ...]:
    """The outputs that are no pages. ``base`` is the site's address, or ""."""
    robots = "User-agent: *\nAllow: /\n"
    outputs = [Output(".nojekyll", b"")]
    if base:
        robots += f"Sitemap: {posixpath.join(base, 'sitemap.xml')}\n"
        outputs.append(Output("sitemap.xml", _sitemap(pages, base).encode()))
    outputs.append(Output("robots.txt", robots.encode()))
    outputs += _redirects(catalog, {page.url for page in pages})
    for path in sorted(_shown(catalog)):
        if path in blobs:
            outputs.append(Output(path.removeprefix("content/"), blobs[path]))
    return tuple(outputs)


def _sitemap(pages: Sequence[Page], base: str) -> str:
    rows = "".join(
        f"<url><loc>{escape(posixpath.join(base, page.url))}</loc></url>\n" for page in pages if page.indexed
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{rows}</urlset>\n'


def _redirects(catalog: Catalog, taken: set[str]) -> Iterator[Output]:
    """A page at each former address that leads to the present one."""
    for kind in KINDS:
        for entity in catalog.all(kind):
            for alias in getattr(entity.fields, "aliases", ()):
                url = alias.strip("/") + "/"
                if url not in taken and ".." not in url.split("/"):
                    html = REDIRECT.format(title=escape(entity.title), target=escape(root_of(url) + entity.url))
                    yield Output(f"{url}index.html", html.encode())


def _shown(catalog: Catalog) -> set[str]:
    """The assets that what is shown refers to."""
    shown: set[str] = set()
    for kind in (*KINDS, "step"):
        for entity in catalog.all(kind):
            shown |= {f"content/{found.id}" for found in references(entity.fields) if found.kind == "asset"}
            for link in entity.prose.links:
                goal = prose_target(entity.prose_path, link.href)
                shown |= {goal[0]} if goal and goal[0].startswith(ASSETS) else set()
            own = getattr(entity.fields, "fields", {})
            shown |= (
                {f"content/{value}" for value in own.values() if isinstance(value, str)} if own else set()
            )
    return shown
