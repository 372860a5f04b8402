"""Offer what a page shows as files beside it: which there are, how each is made, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jmsite.exporting.page_tables import entities_of, is_empty, table_csv
from jmsite.exporting.selection import Selection, select
from jmsite.exporting.table import EXPORTS, NothingToExportError
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.downloads import DOWNLOADS, FOLDER, TABLES, Download, DownloadFormat
from jmsite.model.entities.site import Site
from jmsite.model.look import Look
from jmsite.model.page import Output, PageKey
from jmsite.model.value import Value
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.pages.parts.changes.dated import last_changed

Offers = Mapping[tuple[str, str], tuple[Download, ...]]
"""Kind of page and id → what is offered beside it."""


class DownloadSlot(Value):
    """A file that is offered: beside which page, in which format, where it is, and which table of the page it holds,
    "" for a map.
    """

    page: str
    id: str
    format: str
    path: str
    table: str = ""

    @property
    def of_pages(self) -> bool:
        """Return whether it is made of pages of the site."""
        return EXPORTS[self.format].of_pages


class MadeDownload(Value):
    """A file that was made, and what is said of it; neither where there is nothing to hand on."""

    slot: DownloadSlot
    output: Output | None = None
    offer: Download | None = None


def slots(site: Site, keys: Iterable[PageKey]) -> tuple[DownloadSlot, ...]:
    """Return every file that a site offers, in the order of its pages and of the formats."""
    wanted = [
        one for one in DOWNLOADS.values() if one.name in site.exports and install_command(one.name) == ""
    ]
    return tuple(
        DownloadSlot(page=key.kind, id=key.id, format=one.name, path=_path(key, one, at, table), table=table)
        for key in (keys if wanted else ())
        for one in wanted
        if key.kind in one.beside
        for at, table in enumerate(TABLES.get(key.kind, ("",)))
    )


def install_command(format: str) -> str:
    """Return the command that installs what a format needs and is not there, or ""."""
    row = EXPORTS.get(format)
    return "" if row is None or row.installed else row.command


def download(catalog: Catalog, slot: DownloadSlot, look: Look) -> MadeDownload:
    """Return a file with what is said of it."""
    try:
        content = _content(catalog, slot, look)
    except NothingToExportError:
        return MadeDownload(slot=slot)
    return offered(catalog, slot, content)


def offered(catalog: Catalog, slot: DownloadSlot, content: bytes) -> MadeDownload:
    """Return a finished file with what is said of it."""
    days = (last_changed(catalog, one) for one in _entities(catalog, slot))
    day = max((day for day in days if day), default=None)
    offer = Download(format=slot.format, label=_label(slot), url=slot.path, size=len(content), day=day)
    return MadeDownload(slot=slot, output=Output(path=slot.path, content=content), offer=offer)


def download_on_request(catalog: Catalog, slot: DownloadSlot) -> MadeDownload:
    """Return what is said of a file that is made when somebody asks for it."""
    if slot.table and is_empty(catalog, slot.table, PAGE_KINDS[slot.page].kind, slot.id):
        return MadeDownload(slot=slot)
    return MadeDownload(slot=slot, offer=Download(format=slot.format, label=_label(slot), url=slot.path))


def offers(made: Sequence[MadeDownload]) -> Offers:
    """Return what is offered beside each page."""
    found: dict[tuple[str, str], tuple[Download, ...]] = {}
    for one in made:
        if one.offer:
            key = (one.slot.page, one.slot.id)
            found[key] = (*found.get(key, ()), one.offer)
    return found


def file_content(catalog: Catalog, slot: DownloadSlot) -> Selection:
    """Return what is in the file of a map."""
    return select(catalog, [f"{PAGE_KINDS[slot.page].kind}:{slot.id}"])


def _content(catalog: Catalog, slot: DownloadSlot, look: Look) -> bytes:
    if slot.table:
        return table_csv(catalog, slot.table, PAGE_KINDS[slot.page].kind, slot.id)
    return EXPORTS[slot.format].make(catalog, file_content(catalog, slot), look)


def _entities(catalog: Catalog, slot: DownloadSlot) -> Iterable[Entity[Any]]:
    """Return the entities in a file: their youngest day is that of the file."""
    if slot.table:
        return entities_of(catalog, slot.table, PAGE_KINDS[slot.page].kind, slot.id)
    return file_content(catalog, slot).entities


def _path(key: PageKey, format: DownloadFormat, at: int, table: str) -> str:
    name = f".{table}" if at else ""
    return f"{FOLDER}{key.url.strip('/')}{name}{format.suffix}"


def _label(slot: DownloadSlot) -> str:
    return f"table.{slot.table}" if slot.table else slot.format
