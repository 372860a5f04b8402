"""Lead from former addresses of pages to where they are now."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from jmsite.formats.messages import direction
from jmsite.formats.template import root_of
from jmsite.model.addresses import former_path, output_path
from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.page import Output
from jmsite.outputs.table import BuiltPages

Moved = tuple[str, str, str, str]
"""A former path, the present URL, the title and the language it is in."""
# a page, since files on a plain host cannot answer with a redirect
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


def redirects(catalog: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return a page at each former address that no page of the site has taken."""
    moved = list(_moved(catalog))
    # most sites have none: then nobody needs to know where all pages are
    taken = frozenset(map(output_path, pages.urls)) if moved else frozenset()
    return tuple(Output(path=one[0], content=_page(one).encode()) for one in moved if one[0] not in taken)


def _page(moved: Moved) -> str:
    path, present, title, language = moved
    return REDIRECT.format(
        title=escape(title),
        target=escape(root_of(path) + present),
        language=escape(language),
        direction=direction(language),
    )


def _moved(catalog: Catalog) -> Iterator[Moved]:
    for kind in KINDS:
        for entity in catalog.all(kind):
            for alias in getattr(entity.fields, "aliases", ()):
                path = former_path(alias)
                if path is not None:
                    yield path, entity.url, entity.title, entity.fields.language or catalog.site.language
