"""The list of what a file of several pages holds: its front when it is read on screen, cover and contents of a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from jmsite.model.catalog import Catalog
from jmsite.model.page import Page, PageKey
from jmsite.model.value import Value
from jmsite.pages.page_kinds import PAGE_KINDS


class ContentsRow(Value):
    """A page in the list: its address, and the sheet of a book on which it begins, or ""."""

    title: str
    url: str
    sheet: str = ""
    rows: tuple[ContentsRow, ...] = ()


class ContentsGroup(Value):
    """The pages of a kind, under its name; what is neither about an entity nor lists any has none."""

    title: str
    rows: tuple[ContentsRow, ...]


class ContentsView(Value):
    """The contents of a file; ``site`` is the portal that it is taken from, or "", ``cover`` says that it is a book."""

    groups: tuple[ContentsGroup, ...]
    site: str = ""
    day: date | None = None
    cover: bool = False


def contents(
    catalog: Catalog,
    title: str,
    keys: Iterable[PageKey],
    titles: Mapping[str, str],
    sheets: Mapping[str, str] | None = None,
    day: date | None = None,
) -> Page:
    """Return the list of pages. ``titles`` are those of pages that are about no entity, ``sheets`` where pages begin in
    a book, both by URL; with ``sheets`` it is the list of a book. ``day`` is that of the export: no page of a site
    asks for it.
    """
    listed = list(keys)
    named = {key.url: _title(catalog, key) or titles.get(key.url, "") for key in listed}
    groups = tuple(
        ContentsGroup(
            title=catalog.words.phrase(f"kind.{kind}") if kind else "", rows=_rows(some, named, sheets or {})
        )
        # neighbours only: the order of the pages is that of the file, and stays
        for kind, some in groupby(listed, key=_kind)
    )
    site = catalog.site.title
    view = ContentsView(groups=groups, site=site if site != title else "", day=day, cover=sheets is not None)
    return Page(kind="contents", url="", title=title, view=view, indexed=False)


def _title(catalog: Catalog, key: PageKey) -> str:
    """Return the title of what a page is about; "" for one that is about nothing, or only a further one about it."""
    page = PAGE_KINDS[key.kind]
    entity = catalog.find(page.about, key.id) if page.own else None
    return entity.title if entity else ""


def _kind(key: PageKey) -> str:
    kind = PAGE_KINDS[key.kind].kind
    return "journey" if kind == "stage" else kind


def _rows(
    keys: Iterable[PageKey], titles: Mapping[str, str], sheets: Mapping[str, str]
) -> tuple[ContentsRow, ...]:
    """Return the rows of a group, with stages under the journey before them."""
    rows: list[ContentsRow] = []
    for key in keys:
        row = ContentsRow(title=titles[key.url], url=key.url, sheet=sheets.get(key.url, ""))
        under = rows[-1] if key.kind == "stage" and rows else None
        if under is None:
            rows.append(row)
        else:
            rows[-1] = ContentsRow(
                title=under.title, url=under.url, sheet=under.sheet, rows=(*under.rows, row)
            )
    return tuple(rows)
