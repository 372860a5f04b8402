"""Ordinary documentation: pages in folders, with their neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.addresses import title_from
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.page import DocumentPage as PageFields
from jmsite.model.page import Link, Page, Text
from jmsite.model.sources import Heading, Prose
from jmsite.model.value import Value
from jmsite.pages.parts.common import ListRow, Touch, tag_links
from jmsite.pages.parts.facts import Fact, facts
from jmsite.pages.parts.own_fields import own_facts
from jmsite.pages.parts.prose import text

LEAST_HEADINGS = 3


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
    """A page of documentation. ``titled`` when its prose begins with its own title; ``around`` is its folder."""

    summary: str
    titled: bool
    contents: tuple[Heading, ...]
    shelf: NavigationItem
    around: tuple[NavigationItem, ...]
    before: Link | None
    after: Link | None
    facts: tuple[Fact, ...]
    tags: tuple[Touch, ...]
    text: Text


def pages(catalog: Catalog, _: str) -> Page:
    """Return the list of all documentation, for sites without a page of their own for it."""
    every = reading_order(catalog)
    folders = dict.fromkeys(folder(catalog, entity) for entity in every)
    shelves = tuple(
        PageFolder(
            folder_title(catalog, name) if name else "",
            folder_url(catalog, name),
            tuple(_row(entity) for entity in every if folder(catalog, entity) == name and entity.id != name),
        )
        for name in folders
    )
    view = PagesView(tuple(shelf for shelf in shelves if shelf.rows))
    return Page("pages", "pages/", catalog.words.phrase("nav.pages"), view, section="pages/")


def _row(entity: Entity[PageFields]) -> ListRow:
    return ListRow(entity.title, entity.url, entity.fields.summary or "")


def page(catalog: Catalog, id: str) -> Page:
    """Return a page of documentation."""
    entity = catalog.page(id)
    assert entity is not None  # noqa: S101 - a page key is made of an entity that is there
    fields = entity.fields
    return Page(
        "page",
        entity.url,
        entity.title,
        _view(catalog, entity),
        description=fields.summary or "",
        section="pages/",
        crumbs=_crumbs(catalog, entity),
        path=entity.path,
        language=fields.language or "",
        draft=fields.draft,
    )


def _view(catalog: Catalog, entity: Entity[PageFields]) -> DocumentView:
    every = reading_order(catalog)
    place = next(index for index, other in enumerate(every) if other.id == entity.id)
    before = every[place - 1] if place else None
    after = every[place + 1] if place + 1 < len(every) else None
    here = folder(catalog, entity)
    return DocumentView(
        summary=entity.fields.summary or "",
        titled=titled(catalog.prose(entity)),
        contents=contents(catalog.prose(entity)),
        shelf=NavigationItem(folder_title(catalog, here), folder_url(catalog, here), here=entity.id == here),
        around=tuple(_around(catalog, here, entity.id, every)),
        before=Link(before.title, before.url) if before else None,
        after=Link(after.title, after.url) if after else None,
        facts=(
            *facts(entity, [Fact("owner", "text", entity.fields.owner or "")]),
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


def reading_order(catalog: Catalog) -> tuple[Entity[PageFields], ...]:
    """Return all pages, folder by folder: each folder begins with its own page, then by ``order``, then by title."""
    every: tuple[Entity[PageFields], ...] = catalog.all("page")
    return tuple(sorted(every, key=lambda entity: tuple(_keys(catalog, entity.id))))


def _keys(catalog: Catalog, id: str) -> Iterator[tuple[bool, float, str]]:
    """Yield how a page sorts in each folder on the way to it; folders without a page of their own come after pages."""
    parts = id.split("/") if id else []
    for depth in range(1, len(parts) + 1):
        entity = catalog.page("/".join(parts[:depth]))
        if entity is None:
            yield True, float("inf"), parts[depth - 1]
        else:
            order = entity.fields.order
            yield False, float("inf") if order is None else order, entity.title


def folder(catalog: Catalog, entity: Entity[PageFields]) -> str:
    """Return the folder that a page belongs to; the page of a folder belongs to that folder."""
    prefix = f"{entity.id}/"
    if not entity.id or any(other.id.startswith(prefix) for other in catalog.all("page")):
        return entity.id
    return entity.id.rpartition("/")[0]


def folder_title(catalog: Catalog, name: str) -> str:
    """Return what a folder is called: as its own page is, else from its name."""
    own = catalog.page(name)
    return own.title if own else title_from(name) if name else catalog.words.phrase("nav.pages")


def folder_url(catalog: Catalog, name: str) -> str:
    """Return where a folder's own page is, "" where it has none; the list of all pages for the topmost."""
    own = catalog.page(name)
    return own.url if own else "" if name else "pages/"


def _around(
    catalog: Catalog, here: str, id: str, every: tuple[Entity[PageFields], ...]
) -> Iterator[NavigationItem]:
    """Yield the pages of a folder, and the folders in it."""
    seen: set[str] = set()
    depth = here.count("/") + 1 if here else 0
    for other in every:
        if other.id == here or not other.id.startswith(f"{here}/" if here else ""):
            continue
        name = "/".join(other.id.split("/")[: depth + 1])
        if name not in seen:
            seen.add(name)
            own = catalog.page(name)
            yield NavigationItem(own.title if own else title_from(name), (own or other).url, here=name == id)


def _crumbs(catalog: Catalog, entity: Entity[PageFields]) -> tuple[Link, ...]:
    if not entity.id:
        return ()
    parts = entity.id.split("/")[:-1]
    names = ["", *("/".join(parts[: depth + 1]) for depth in range(len(parts)))]
    return tuple(
        Link(folder_title(catalog, name), url) for name in names if (url := folder_url(catalog, name))
    )
