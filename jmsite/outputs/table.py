"""The table of outputs: what a site has beside its pages, what makes it, and which names are taken by that."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from jmsite.model.catalog import Catalog
from jmsite.model.page import Frame, Output
from jmsite.model.sources import Blob
from jmsite.model.value import Value


class BuiltPages(Value, kw_only=True):
    """The pages as the other outputs may ask about them: the frame around them, their URLs, what they show.

    ``urls`` are those that searchers may find, ``assets`` the files that are copied as they are.
    """

    frame: Frame
    urls: tuple[str, ...] = ()
    assets: tuple[Blob, ...] = ()


Make = Callable[[Catalog, BuiltPages], tuple[Output, ...]]
"""Makes the files; none where this site has none of the kind."""


class OutputKind(Value, kw_only=True):
    """A kind of output. ``path`` is its file, or what the paths of its files begin with: no page can be there.

    ``maker`` is the function that makes it, as ``module:function`` below ``outputs/``; "" for what is made with the
    pages, with the theme or after the site. It is loaded when it is asked for: a check wants to know the names only.
    """

    name: str
    path: str = ""
    maker: str = ""

    @property
    def is_file(self) -> bool:
        """Return whether it is one file that is always called the same."""
        return bool(self.path) and not self.path.endswith(("/", "-"))

    def make(self, catalog: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
        """Return its files."""
        module, _, function = self.maker.partition(":")
        maker: Make = getattr(import_module(f"jmsite.outputs.{module}"), function)
        return maker(catalog, pages)


OUTPUTS: dict[str, OutputKind] = {
    kind.name: kind
    for kind in (
        OutputKind(name="llms", path="llms.txt", maker="llms:llms"),
        OutputKind(name="feed", path="feed.xml", maker="feed:feed"),
        OutputKind(name="nojekyll", path=".nojekyll", maker="robots:nojekyll"),
        OutputKind(name="sitemap", path="sitemap.xml", maker="sitemap:sitemap"),
        OutputKind(name="robots", path="robots.txt", maker="robots:robots"),
        OutputKind(name="redirects", maker="redirects:redirects"),
        OutputKind(name="api", path="api/", maker="api:api"),
        OutputKind(name="assets", path="assets/", maker="assets:assets"),
        OutputKind(name="charts", path="charts/"),  # what charts are explored with: drawn with the pages
        OutputKind(
            name="downloads", path="downloads/"
        ),  # files offered beside pages, which say how large they are
        OutputKind(name="theme", path="theme/"),  # stylesheet, scripts and fonts: built with the theme
        OutputKind(name="search", path="search/"),  # the index, made of the finished pages
        OutputKind(name="notes", path=".jmsite-"),  # what a build notes in the site, as the list of its files
        OutputKind(name="git", path=".git/"),  # not ours, but a site may stand in a repository
    )
}
"""Every kind of output beside the pages and their Markdown, by name, in the order in which they are made."""

MADE: tuple[OutputKind, ...] = tuple(kind for kind in OUTPUTS.values() if kind.maker)
FILES: tuple[str, ...] = tuple(kind.path for kind in OUTPUTS.values() if kind.is_file)
"""Files of a site that are no pages."""
FOLDERS: tuple[str, ...] = tuple(kind.path for kind in OUTPUTS.values() if kind.path and not kind.is_file)
"""The beginnings of paths of those that have folders of their own."""
