"""Ordinary documentation: pages in folders, with their neighbours."""

from __future__ import annotations

from jmsite.model.addresses import title_from
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.page import DocumentPage as PageFields
from jmsite.model.faces import PageNeighbours
from jmsite.model.page import Link, Page, Text
from jmsite.model.sources import Heading, Prose
from jmsite.model.value import Value
from jmsite.pages.parts.page.entity_page import require_entity
from jmsite.pages.parts.page.facts import Fact, facts
from jmsite.pages.parts.page.marks import IconLink, ListRow, tag_links
from jmsite.pages.parts.page.own_fields import own_facts
from jmsite.pages.parts.page.prose import text

LEAST_HEADINGS = 3
MOST = 80
"""Pages that a folder may have for all of them to stand beside each."""
NEAR = 20
"""Pages of a larger folder that stand beside each, before it and after it."""


class NavigationItem(Value):
    """A page or folder in the local navigation."""

    title: str
    url: str
    here: bool = False


class PageFolder(Value):
    """A folder of pages with its title."""

    title: str
    url: str
    rows: tuple[ListRow, ...]


class PagesView(Value):
    """All documentation, folder by folder."""

    shelves: tuple[PageFolder, ...]


class DocumentView(Value):
    """A page of documentation. ``titled`` when its prose begins with its own title; ``around`` is its folder.

    Of a folder with very many pages ``around`` are those near this one, and ``more`` leads to all.
    """

    summary: str
    titled: bool
    contents: tuple[Heading, ...]
    shelf: NavigationItem
    around: tuple[NavigationItem, ...]
    more: Link | None
    before: Link | None
    after: Link | None
    facts: tuple[Fact, ...]
    tags: tuple[IconLink, ...]
    text: Text


def pages(catalog: Catalog, _: str) -> Page:
    """Return the list of all documentation, for sites without a page of their own for it."""
    rows: dict[str, list[ListRow]] = {}
    # this table is in reading order
    for id in catalog.table("page_neighbours"):
        entity, name = catalog.page(id), folder(catalog, id)
        found = rows.setdefault(name, [])
        if entity is not None and id != name:
            found.append(_row(entity))
    shelves = tuple(
        PageFolder(
            title=folder_title(catalog, name) if name else "",
            url=folder_url(catalog, name),
            rows=tuple(found),
        )
        for name, found in rows.items()
    )
    view = PagesView(shelves=tuple(shelf for shelf in shelves if shelf.rows))
    return Page(
        kind="pages", url="pages/", title=catalog.words.phrase("nav.pages"), view=view, section="pages/"
    )


def _row(entity: Entity[PageFields]) -> ListRow:
    return ListRow(title=entity.title, url=entity.url, under=entity.fields.summary or "")


def page(catalog: Catalog, id: str) -> Page:
    """Return a page of documentation."""
    entity = require_entity(catalog.page(id))
    fields = entity.fields
    return Page(
        kind="page",
        url=entity.url,
        title=entity.title,
        view=_view(catalog, entity),
        description=fields.summary or "",
        section="pages/",
        crumbs=_crumbs(catalog, entity),
        path=entity.path,
        language=fields.language or "",
        draft=fields.draft,
    )


def _view(catalog: Catalog, entity: Entity[PageFields]) -> DocumentView:
    neighbours: PageNeighbours = catalog.read("page_neighbours", entity.id)
    here = neighbours.folder
    around, more = _around(catalog, here, entity.id)
    return DocumentView(
        summary=entity.fields.summary or "",
        titled=titled(catalog.prose(entity)),
        contents=contents(catalog.prose(entity)),
        shelf=NavigationItem(
            title=folder_title(catalog, here), url=folder_url(catalog, here), here=entity.id == here
        ),
        around=around,
        more=more,
        before=_link(catalog, neighbours.before),
        after=_link(catalog, neighbours.after),
        facts=(
            *facts(entity, [Fact(key="owner", sort="text", value=entity.fields.owner or "")]),
            *own_facts(catalog, entity),
        ),
        tags=tag_links(entity.fields.tags),
        text=text(catalog, entity, entity.url),
    )


def titled(prose: Prose) -> bool:
    """Return whether prose begins with a title of its own."""
    return prose.html.lstrip().startswith("<h1")


def contents(prose: Prose) -> tuple[Heading, ...]:
    """Return the headings of level 2 and 3, when there are enough of them to need a list."""
    found = tuple(heading for heading in prose.headings if heading.level in (2, 3))
    return found if len(found) >= LEAST_HEADINGS else ()


def _link(catalog: Catalog, id: str | None) -> Link | None:
    entity = None if id is None else catalog.page(id)
    return Link(title=entity.title, url=entity.url) if entity else None


def folder(catalog: Catalog, id: str) -> str:
    """Return the folder that a page belongs to; the page of a folder belongs to that folder."""
    neighbours: PageNeighbours = catalog.read("page_neighbours", id)
    return neighbours.folder


def folder_title(catalog: Catalog, name: str) -> str:
    """Return what a folder is called: as its own page is, else from its name."""
    own = catalog.page(name)
    return own.title if own else title_from(name) if name else catalog.words.phrase("nav.pages")


def folder_url(catalog: Catalog, name: str) -> str:
    """Return where a folder's own page is, "" where it has none; the list of all pages for the topmost."""
    own = catalog.page(name)
    return own.url if own else "" if name else "pages/"


def _around(catalog: Catalog, here: str, id: str) -> tuple[tuple[NavigationItem, ...], Link | None]:
    """Return the pages of a folder and the folders in it; of very many those near a page, and where all are.

    All of them stand on the page of the folder, or on its first one: on each they would be as many again.
    """
    every: tuple[tuple[str, str], ...] = catalog.read("page_folders", here) or ()
    whole = here if catalog.page(here) or not here else every[0][1]
    # n pages that list n others are n² links: with 1,000 in one folder, more than all that they say
    if len(every) <= MOST or id == whole:
        return tuple([_item(catalog, name, first, name == id) for name, first in every]), None
    place = next(index for index, (name, _) in enumerate(every) if name == id)
    near = every[max(place - NEAR, 0) : place + NEAR + 1]
    own = catalog.page(whole)
    title = catalog.words.phrase("page.all", count=catalog.words.number(len(every), 0))
    more = Link(title=title, url=own.url if own else folder_url(catalog, here))
    return tuple([_item(catalog, name, first, name == id) for name, first in near]), more


def _item(catalog: Catalog, name: str, first: str, here: bool) -> NavigationItem:
    own = catalog.page(name)
    shown = own or catalog.page(first)
    return NavigationItem(
        title=own.title if own else title_from(name), url=shown.url if shown else "", here=here
    )


def _crumbs(catalog: Catalog, entity: Entity[PageFields]) -> tuple[Link, ...]:
    if not entity.id:
        return ()
    parts = entity.id.split("/")[:-1]
    names = ["", *("/".join(parts[: depth + 1]) for depth in range(len(parts)))]
    return tuple(
        Link(title=folder_title(catalog, name), url=url)
        for name in names
        if (url := folder_url(catalog, name))
    )
