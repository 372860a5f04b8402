"""Say which pages there are."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.addresses import tag_address
from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.page import PageKey

LISTS = (
    "persona",
    "touchpoint",
    "channel",
    "department",
    "system",
    "metric",
    "opportunity",
    "solution",
    "insight",
    "research",
)
"""Kinds with a page each and a page that lists them, when there are any."""


def derive(catalog: Catalog) -> tuple[PageKey, ...]:
    """The pages of a site, in order."""
    return tuple(_keys(catalog))


def _keys(catalog: Catalog) -> Iterator[PageKey]:
    yield PageKey("home", "", "")
    if catalog.table("journey"):
        yield PageKey("journeys", "", "journeys/")
    for journey in catalog.all("journey"):
        yield PageKey("journey", journey.id, journey.url)
        if len(journey.fields.personas) > 1 or catalog.counterpart(journey.id) is not None:
            yield PageKey("compare", journey.id, f"compare/{journey.id}/")
    for stage in catalog.all("stage"):
        yield PageKey("stage", stage.id, f"journeys/{stage.id}/")
    for kind in LISTS:
        if catalog.table(kind):
            yield PageKey(KINDS[kind].folder, "", f"{KINDS[kind].folder}/")
        for entity in catalog.all(kind):
            yield PageKey(kind if kind != "research" else "study", entity.id, entity.url)
    yield from _documentation(catalog)
    if catalog.table("journey"):
        yield PageKey("health", "", "health/")
    tags = sorted(
        {tag for kind in KINDS for entity in catalog.all(kind) for tag in getattr(entity.fields, "tags", ())}
    )
    if tags:
        yield PageKey("tags", "", "tags/")
    for tag in {tag.casefold(): tag for tag in reversed(tags)}.values():
        yield PageKey("tag", tag, tag_address(tag))
    if catalog.site.search:
        yield PageKey("search", "", "search/")
    yield PageKey("missing", "", "404.html")


def _documentation(catalog: Catalog) -> Iterator[PageKey]:
    pages = catalog.all("page")
    if pages and catalog.page("") is None:
        yield PageKey("pages", "", "pages/")
    for page in pages:
        yield PageKey("page", page.id, page.url)
    yield PageKey("fields", "", "fields/")
