"""The list of tags, and the page of each tag with everything that has it."""

from __future__ import annotations

from typing import Any

from jmsite.model.addresses import tag_address
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.page import Link, Page
from jmsite.model.value import Value
from jmsite.pages.parts.page.marks import ListRow
from jmsite.pages.parts.page.people import persona_name


class TagMark(Value):
    """A tag, and how many entities have it."""

    title: str
    url: str
    count: int


class TagsView(Value):
    """All tags, by name, under their first letters."""

    lead: str
    letters: tuple[tuple[str, tuple[TagMark, ...]], ...]


class TagView(Value):
    """Everything with a tag: the name of each kind, and its rows."""

    groups: tuple[tuple[str, tuple[ListRow, ...]], ...]
    count: int


def tags(catalog: Catalog, _: str) -> Page:
    """Return the list of all tags."""
    found = {url: [tag for *_, tag in targets] for url, targets in catalog.table("tagged").items()}
    marks = sorted(
        # tags that are written with other capitals have one page: the smallest name is the same in every build
        (TagMark(title=min(names), url=url, count=len(names)) for url, names in found.items()),
        key=lambda mark: mark.title.casefold(),
    )
    letters = tuple(
        (letter, tuple(mark for mark in marks if _letter(mark) == letter))
        for letter in dict.fromkeys(_letter(mark) for mark in marks)
    )
    words = catalog.words
    view = TagsView(lead=words.sentences(words.counted(len(marks), "count.tags")), letters=letters)
    return Page(kind="tags", url="tags/", title=words.phrase("nav.tags"), view=view)


def _letter(mark: TagMark) -> str:
    return mark.title[:1].upper()


def tag(catalog: Catalog, id: str) -> Page:
    """Return everything with one tag; tags that differ in case or marks only share a page."""
    url = tag_address(id)
    groups: dict[str, list[ListRow]] = {}
    for kind, at, _ in catalog.read("tagged", url) or ():
        entity = catalog.find(kind, at)
        if entity is not None:
            groups.setdefault(catalog.words.phrase(f"kind.{kind}"), []).append(_row(entity))
    view = TagView(
        groups=tuple((name, tuple(sorted(rows, key=lambda row: row.title))) for name, rows in groups.items()),
        count=sum(len(rows) for rows in groups.values()),
    )
    return Page(
        kind="tag",
        url=url,
        title=id,
        view=view,
        crumbs=(Link(title=catalog.words.phrase("nav.tags"), url="tags/"),),
    )


def _row(entity: Entity[Any]) -> ListRow:
    title = persona_name(entity) if entity.kind == "persona" else entity.title
    return ListRow(title=title, url=entity.url, under=getattr(entity.fields, "summary", None) or "")
