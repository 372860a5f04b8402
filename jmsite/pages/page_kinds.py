"""The table of page kinds: which pages there are, where they stand, what makes them, and how readers get there."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.model.addresses import tag_address
from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.value import Value
from jmsite.pages.page_conditions import comparable, has_journeys, has_pains, hurts, takes_part
from jmsite.pages.page_urls import EachOf, Ids, ListOf, Single


class PageKind(Value, kw_only=True):
    """A kind of page. Its template is ``pages/<name>.html``.

    ``pages`` says which there are. ``view`` is the function that makes what the template shows, and ``markdown`` the
    one that says it in Markdown ("": nothing does), each as ``module:function`` below ``pages/``: who only wants to
    know which pages there are loads none of them. A view is called with the catalog and the id; what makes Markdown
    with the catalog, the kind of entity that is listed or that the page is about, and the id.

    ``menu`` is its place among the links at the top (0: not there), ``foot`` puts a link into the foot, where there
    is such a page; ``label`` is the phrase of these links, if not ``nav.<name>``. ``usual`` is what hardly any site
    lacks, so that its template is compiled ahead. The search finds entities at their own pages; ``found_as`` is the
    kind of entity as which it finds other pages, that say something of their own ("": it does not). ``related`` are
    the kinds of which those that name its entity are listed at its foot, since nothing above does so. ``indexed`` says
    whether search engines may find it.
    """

    name: str
    pages: Callable[[Catalog], Ids]
    view: str
    markdown: str = ""
    menu: int = 0
    foot: bool = False
    label: str = ""
    usual: bool = False
    found_as: str = ""
    related: tuple[str, ...] = ()
    indexed: bool = True

    @property
    def about(self) -> str:
        """Return the kind of entity of which each page is about one, or ""."""
        return self.pages.kind if isinstance(self.pages, EachOf) else ""

    @property
    def own(self) -> bool:
        """Return whether its pages are those at which entities are found; others only repeat what these say."""
        return isinstance(self.pages, EachOf) and not (self.pages.folder or self.pages.below)

    @property
    def kind(self) -> str:
        """Return the kind of entity that pages list or are about, or ""."""
        return self.pages.kind if isinstance(self.pages, (EachOf, ListOf)) else ""


def _without_front(catalog: Catalog) -> bool:
    """Return whether no page of an author's own stands where their list would."""
    return catalog.page("") is None


def _names(catalog: Catalog) -> list[str]:
    """Return every tag, in order."""
    kinds = {kind for found in catalog.table("tagged").values() for kind, _, _ in found}
    entities = (entity for kind in KINDS if kind in kinds for entity in catalog.all(kind))
    return sorted({tag for entity in entities for tag in getattr(entity.fields, "tags", ())})


def _tagged(catalog: Catalog) -> bool:
    return bool(_names(catalog))


def _tags(catalog: Catalog) -> Ids:
    """Return a page for each tag; those that differ in case only share one."""
    first = {tag.casefold(): tag for tag in reversed(_names(catalog))}
    return ((tag, tag_address(tag)) for tag in first.values())


LIST = "markdown.lists:all_of"
ENTITY = "markdown.entity:entity_markdown"

PAGE_KINDS: dict[str, PageKind] = {
    page.name: page
    for page in (
        PageKind(
            name="home",
            pages=Single(url=""),
            view="home:home",
            markdown="markdown.lists:contents",
            found_as="page",
            menu=1,
            usual=True,
        ),
        PageKind(
            name="journeys",
            pages=ListOf(kind="journey"),
            view="journeys:journeys",
            markdown=LIST,
            menu=2,
            usual=True,
        ),
        PageKind(
            name="journey",
            pages=EachOf(kind="journey"),
            view="journey:journey",
            markdown=ENTITY,
            usual=True,
            related=("step",),
        ),
        PageKind(
            name="compare",
            pages=EachOf(kind="journey", folder="compare", when=comparable),
            view="compare:compare",
            markdown="markdown.lists:compared",
        ),
        PageKind(name="stage", pages=EachOf(kind="stage"), view="stage:stage", markdown=ENTITY, usual=True),
        PageKind(
            name="personas",
            pages=ListOf(kind="persona"),
            view="personas:personas",
            markdown=LIST,
            menu=3,
            usual=True,
        ),
        PageKind(
            name="persona",
            pages=EachOf(kind="persona"),
            view="persona:persona",
            markdown=ENTITY,
            usual=True,
            related=("insight", "research"),
        ),
        PageKind(
            name="touchpoints",
            pages=ListOf(kind="touchpoint"),
            view="touchpoint:touchpoints",
            markdown=LIST,
            menu=4,
        ),
        PageKind(
            name="touchpoint",
            pages=EachOf(kind="touchpoint"),
            view="touchpoint:touchpoint",
            markdown=ENTITY,
        ),
        PageKind(name="channels", pages=ListOf(kind="channel"), view="channel:channels", markdown=LIST),
        PageKind(name="channel", pages=EachOf(kind="channel"), view="channel:channel", markdown=ENTITY),
        PageKind(
            name="departments",
            pages=ListOf(kind="department"),
            view="departments:departments",
            markdown=LIST,
        ),
        PageKind(
            name="department",
            pages=EachOf(kind="department"),
            view="department:department",
            markdown=ENTITY,
            related=("system",),
        ),
        PageKind(
            name="brief",
            pages=EachOf(kind="department", below="brief", when=takes_part),
            view="brief:brief",
            markdown="markdown.brief:brief_markdown",
        ),
        PageKind(name="systems", pages=ListOf(kind="system"), view="system:systems", markdown=LIST),
        PageKind(name="system", pages=EachOf(kind="system"), view="system:system", markdown=ENTITY),
        PageKind(name="metrics", pages=ListOf(kind="metric"), view="metrics:metrics", markdown=LIST, menu=6),
        PageKind(name="metric", pages=EachOf(kind="metric"), view="metric:metric", markdown=ENTITY),
        PageKind(
            name="opportunities",
            pages=ListOf(kind="opportunity"),
            view="opportunities:opportunities",
            markdown=LIST,
            menu=5,
        ),
        PageKind(
            name="opportunity",
            pages=EachOf(kind="opportunity"),
            view="opportunity:opportunity",
            markdown=ENTITY,
        ),
        PageKind(
            name="thread",
            pages=Single(url="thread/", when=has_pains),
            view="thread:thread",
            markdown="markdown.threads:threads_markdown",
            foot=True,
            label="thread.title",
        ),
        PageKind(
            name="next",
            pages=Single(url="next/", when=hurts),
            view="next_steps:next_steps",
            markdown="markdown.next_steps:next_steps_markdown",
            foot=True,
            label="next.title",
        ),
        PageKind(name="solutions", pages=ListOf(kind="solution"), view="solutions:solutions", markdown=LIST),
        PageKind(name="solution", pages=EachOf(kind="solution"), view="solution:solution", markdown=ENTITY),
        PageKind(
            name="insights", pages=ListOf(kind="insight"), view="insights:insights", markdown=LIST, menu=7
        ),
        PageKind(name="insight", pages=EachOf(kind="insight"), view="insight:insight", markdown=ENTITY),
        PageKind(
            name="research", pages=ListOf(kind="research"), view="research:research", markdown=LIST, menu=8
        ),
        PageKind(name="study", pages=EachOf(kind="research"), view="study:study", markdown=ENTITY),
        PageKind(
            name="pages",
            pages=ListOf(kind="page", when=_without_front),
            view="documentation:pages",
            markdown=LIST,
            menu=9,
        ),
        PageKind(name="page", pages=EachOf(kind="page"), view="documentation:page", markdown=ENTITY),
        PageKind(name="fields", pages=Single(url="fields/"), view="fields:fields", usual=True),
        PageKind(
            name="health",
            pages=Single(url="health/", when=has_journeys),
            view="health:health",
            markdown="markdown.trust:trust",
            foot=True,
            label="health.title",
            usual=True,
        ),
        PageKind(
            name="changes",
            pages=Single(url="changes/", when=lambda catalog: catalog.has_past),
            view="changes:changes",
            markdown="markdown.past:changes_markdown",
            foot=True,
            label="change.title",
        ),
        PageKind(
            name="tags",
            pages=Single(url="tags/", when=_tagged),
            view="tags:tags",
            markdown="markdown.lists:all_tags",
        ),
        PageKind(name="tag", pages=_tags, view="tags:tag", markdown="markdown.lists:tagged"),
        PageKind(
            name="search",
            pages=Single(url="search/", when=lambda catalog: catalog.site.search),
            view="search:search",
            indexed=False,
        ),
        PageKind(
            name="missing", pages=Single(url="404.html"), view="missing:missing", usual=True, indexed=False
        ),
    )
}
"""Every kind of page by its name, in the order of their pages; those about one entity stand together."""

OWN_PAGES: dict[str, str] = {page.name: page.about for page in PAGE_KINDS.values() if page.own}
"""Kind of page → the kind of entity that is found there."""
