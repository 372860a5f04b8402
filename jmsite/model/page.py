"""Pages and outputs: values that hold what is shown and nothing more, so that equal means unchanged."""

from __future__ import annotations

from datetime import date
from typing import Any

from jmsite.model.diagnostics import Diagnostic
from jmsite.model.downloads import Download
from jmsite.model.figures import Drawing, Figure
from jmsite.model.sources import Blob, Prose
from jmsite.model.value import Value


class Link(Value):
    """A way to another page: ``url`` from the site's root (``personas/anna/``) or a whole web address."""

    title: str
    url: str


class PageKey(Value):
    """The key of a page: its kind, the id it is about (or ""), and its URL (home: "")."""

    kind: str
    id: str
    url: str


class Text(Value):
    """Prose with its questions answered: an address for each link (None: words only), a drawing for each chart.

    ``moved`` pairs anchors that something else on the page has with those that stand there instead. What is no
    ``block`` is words without a paragraph around them.
    """

    prose: Prose
    hrefs: tuple[str | None, ...] = ()
    drawings: tuple[Drawing | None, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    block: bool = True

    def __bool__(self) -> bool:
        return bool(self.prose)


class Page(Value):
    """One page: the template of its ``kind`` shows its ``view``.

    ``section`` is the folder of the top link it belongs to, ``path`` and ``line`` where its source is edited,
    ``facets`` by what the search finds it, as pairs of facet and value; without any it is not found.
    ``visibility`` is the audience that alone may see it, where the preview marks that; ``related`` what else names
    what it is about, as keys of kinds and links; ``changed`` the day on which something it is made of last changed;
    ``markdown``: whether it can be had as Markdown, too; ``downloads`` are the files that are offered beside it;
    ``edit`` is the address of what it is about where it can be edited in the preview.
    """

    kind: str
    url: str
    title: str
    view: Any
    description: str = ""
    section: str = ""
    crumbs: tuple[Link, ...] = ()
    path: str = ""
    line: int = 1
    language: str = ""
    draft: bool = False
    indexed: bool = True
    visibility: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    related: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    changed: date | None = None
    markdown: bool = False
    downloads: tuple[Download, ...] = ()
    edit: str = ""


class Frame(Value):
    """The frame around every page of a site.

    ``navigation`` are the links at the top, ``beside`` those in the foot. ``edit`` and ``suggest`` are address
    patterns with ``{path}``, ``{line}`` and ``{title}``, or "". ``styles`` and ``scripts`` are URLs from the site's
    root, ``fonts`` those that are wanted at once, ``parts`` those of scripts that a page loads when they are wanted,
    by name; ``base`` is the site's own address, or "". ``search``, ``markdown_pages``, ``feed``: whether there are any.
    ``editing``: the pages of a preview can be edited.
    """

    title: str
    tagline: str = ""
    language: str = "en"
    direction: str = "ltr"
    base: str = ""
    navigation: tuple[Link, ...] = ()
    beside: tuple[Link, ...] = ()
    edit: str = ""
    suggest: str = ""
    fictional: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    search: bool = False
    markdown_pages: bool = False
    feed: bool = False
    preview: bool = False
    editing: bool = False


class Sheet(Value):
    """A page as its template shows it, before its charts are drawn: bytes, and figures where they belong.

    ``page`` is the page without its view, for whoever lists pages.
    """

    page: Page
    parts: tuple[bytes | Figure, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the charts that the page wants, in the order of their places."""
        return tuple(part for part in self.parts if not isinstance(part, bytes))


class Output(Value):
    """A file of the built site: where it goes, and its bytes or the file they are copied from."""

    path: str
    content: bytes | Blob


class Build(Value):
    """The result of a build: its files, and everything that is wrong. ``charts`` counts the distinct ones.

    ``closed``: it rests on nothing but files, so that the same files make it again.
    """

    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    charts: int = 0
    closed: bool = True
