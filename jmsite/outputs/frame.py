"""Make the frame around every page: navigation, foot, styles and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jmsite.formats.messages import BabelMessages, direction
from jmsite.model.catalog import Catalog
from jmsite.model.entities.site import Site
from jmsite.model.kinds import KINDS
from jmsite.model.page import Frame, Link
from jmsite.model.sources import Options
from jmsite.outputs.edit_links import edit_pattern
from jmsite.pages.page_kinds import PAGE_KINDS, PageKind
from jmsite.pages.page_urls import ListOf
from jmsite.pages.parts.changes.news import news
from jmsite.theme.build import Theme


def frame(catalog: Catalog, theme: Theme, options: Options) -> Frame:
    """Return the frame of a site in its theme."""
    site = catalog.site
    top = sorted((page for page in PAGE_KINDS.values() if page.menu), key=lambda page: page.menu)
    foot = (page for page in PAGE_KINDS.values() if page.foot)
    return Frame(
        title=site.title,
        tagline=site.tagline or "",
        language=site.language,
        direction=direction(site.language),
        base=base_url(site, options),
        navigation=tuple(_links(top, catalog, theme.words)),
        beside=tuple(_links(foot, catalog, theme.words)),
        edit=edit_pattern(site.repository) if site.repository else "",
        suggest=_suggest(site),
        fictional=site.fictional or "",
        styles=theme.styles,
        scripts=theme.scripts,
        fonts=theme.fonts,
        parts=theme.parts,
        search=site.search and options.search,
        # in the preview each is written when it is asked for, and nobody reads them all
        markdown_pages=site.twins and not options.preview,
        # not without an address: a feed takes whole ones
        feed=bool(base_url(site, options)) and not options.preview and bool(news(catalog)),
        preview=options.preview,
        editing=options.preview and options.editing,
    )


def base_url(site: Site, options: Options) -> str:
    """Return the site's own address with a slash at its end, or ""."""
    base = options.base_url or site.url or ""
    return base.rstrip("/") + "/" if base else ""


def served_at(site: Site, options: Options) -> str:
    """Return the address that the pages are looked at by: a preview is at the root of its host, wherever the site
    will be.
    """
    return "" if options.preview else base_url(site, options)


def _links(pages: Iterable[PageKind], catalog: Catalog, words: BabelMessages) -> Iterator[Link]:
    """Yield a link to each of the pages that is there; to a list also where an author's own page stands in its
    place.
    """
    for page in pages:
        name = words.phrase(page.label or f"nav.{page.name}")
        if isinstance(page.pages, ListOf):
            folder = f"{KINDS[page.kind].folder}/"
            yield from [Link(title=name, url=folder)] if catalog.entities(page.kind) else []
        else:
            yield from (Link(title=name, url=url) for _, url in page.pages(catalog))


def _suggest(site: Site) -> str:
    if site.feedback and site.feedback != "issues":
        return site.feedback.replace("{", "{{").replace("}", "}}")
    if site.feedback == "issues" and site.repository:
        return site.repository.url.rstrip("/") + "/issues/new?title={title}&body={path}"
    return ""
