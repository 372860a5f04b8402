"""What stands around every page."""

from __future__ import annotations

from jmsite.formats.messages import BabelMessages, direction
from jmsite.model.catalog import Catalog
from jmsite.model.entities.site import Repository, Site
from jmsite.model.kinds import KINDS
from jmsite.model.page import Frame, Link
from jmsite.model.sources import Options
from jmsite.pages.parts.news import news
from jmsite.theme.build import Theme

SECTIONS = ("journey", "persona", "touchpoint", "opportunity", "metric", "insight", "research", "page")
"""Kinds that have a link at the top, in order."""


def frame(catalog: Catalog, theme: Theme, options: Options) -> Frame:
    """The frame of a site in its theme."""
    site = catalog.site
    links = [Link(theme.words.phrase("nav.home"), "")]
    links += [
        Link(_name(kind, theme.words), f"{KINDS[kind].folder}/") for kind in SECTIONS if catalog.table(kind)
    ]
    return Frame(
        title=site.title,
        tagline=site.tagline or "",
        language=site.language,
        direction=direction(site.language),
        base=base_url(site, options),
        navigation=tuple(links),
        beside=(Link(theme.words.phrase("health.title"), "health/"),) if catalog.table("journey") else (),
        edit=_edit(site.repository) if site.repository else "",
        suggest=_suggest(site),
        fictional=site.fictional or "",
        styles=theme.styles,
        scripts=theme.scripts,
        fonts=theme.fonts,
        parts=theme.parts,
        search=site.search and options.search,
        twins=site.twins and not options.preview,
        feed=bool(base_url(site, options)) and not options.preview and bool(news(catalog)),
        preview=options.preview,
    )


def base_url(site: Site, options: Options) -> str:
    """The site's own address with a slash at its end, or ""."""
    base = options.base_url or site.url or ""
    return base.rstrip("/") + "/" if base else ""


def _name(kind: str, words: BabelMessages) -> str:
    return words.phrase(f"nav.{KINDS[kind].folder}")


def _edit(repository: Repository) -> str:
    folder = f"{repository.path.strip('/')}/" if repository.path.strip("/") else ""
    middle = "/-/edit/" if "gitlab" in repository.url else "/edit/"
    address = repository.url.rstrip("/") + middle + repository.branch + "/" + folder
    return address.replace("{", "{{").replace("}", "}}") + "{path}#L{line}"


def _suggest(site: Site) -> str:
    if site.feedback and site.feedback != "issues":
        return site.feedback.replace("{", "{{").replace("}", "}}")
    if site.feedback == "issues" and site.repository:
        return site.repository.url.rstrip("/") + "/issues/new?title={title}&body={path}"
    return ""
