"""The pages of a site for exports that are made of them: as a build for the same readers shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from jmsite.cached import with_days
from jmsite.cli.errors import RefusedError, refusing_disk_errors
from jmsite.cli.result_line import failed, written_as
from jmsite.cli.site import day_of_build
from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.exporting.site_pages import SitePages
from jmsite.files import as_found
from jmsite.live.site_files import BrokenPageError, SiteFiles
from jmsite.model.addresses import output_path
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.page import PageKey
from jmsite.model.sources import Blob, Inputs, Options
from jmsite.model.value import replace
from jmsite.outputs.frame import base_url
from jmsite.pages.contents import contents
from jmsite.pages.page_keys import derive
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.past import with_history
from jmsite.pipeline import previewed
from jmsite.rendering import paper_style, unlisted_page
from jmsite.void_reviews import with_void_days
from jmsite.watched_repositories import CACHE

ERRORS = "nothing written, because the content has errors"
BROKEN = "nothing written, because a page cannot be shown"


@dataclass
class CurrentWork:
    """The work that is going on, in words, for whoever waits."""

    words: str = ""


@dataclass(frozen=True)
class BuiltSite:
    """A site in memory, of which each page is made when it is asked for; ``doing`` is told what takes long."""

    catalog: Catalog
    inputs: Inputs
    memo: Memo
    files: SiteFiles
    doing: CurrentWork = field(default_factory=CurrentWork)

    @property
    def pages(self) -> SitePages:
        """Return the pages of the site, as exports want them."""
        return SitePages(
            keys=derive(self.catalog),
            kinds={page.name: page.about for page in PAGE_KINDS.values()},
            base=base_url(self.catalog.site, self.inputs.options),
            paths=self.files.known,
            html=self.html,
            file=self.file,
            paper_style=paper_style(self.catalog, self.inputs, self.memo),
        )

    def html(self, url: str) -> str:
        """Return a page. Raises ``RefusedError`` for one that a theme cannot show."""
        try:
            return (self.file(output_path(url)) or b"").decode()
        except BrokenPageError as broken:
            raise _refused(broken.faults, BROKEN) from None

    def file(self, path: str) -> bytes | None:
        """Return what is in a file of the site, or None where there is none."""
        found = self.files.get(path) if path in self.files.known else None
        return _bytes(found.content) if found else None

    def contents(
        self,
        title: str,
        keys: Sequence[PageKey],
        titles: Mapping[str, str],
        sheets: Mapping[str, str] | None = None,
    ) -> str:
        """Return the list of pages, as the theme shows it; with ``sheets`` as that of a book."""
        page = contents(self.catalog, title, keys, titles, sheets, self.catalog.today)
        made = unlisted_page(page, self.catalog, self.inputs, self.memo)
        if not made.value:
            raise _refused(made.diagnostics, BROKEN)
        return made.value


def built_site(site: Path, audience: str, drafts: bool) -> BuiltSite:
    """Return the site as those see it for whom it is built. Raises ``RefusedError`` over errors."""
    memo = Memo(cache=DiskCache(file=site / "build" / "cache" / CACHE))
    # without what needs a server: the search, and files beside pages
    options = Options(audience=audience, drafts=drafts, search=False, downloads=False)
    with refusing_disk_errors("read", site):
        inputs = with_days(replace(discover(site, options), today=day_of_build()), site, memo.cache)
        inputs = with_history(with_void_days(inputs, site, memo.cache), site, memo.cache)
        found = previewed(inputs, memo, jobs=1)
    if failed(found.site.diagnostics, strict=False):
        raise _refused(found.site.diagnostics, ERRORS)
    return BuiltSite(
        catalog=found.catalog,
        inputs=found.inputs,
        memo=memo,
        files=SiteFiles(found.site.outputs, found.pages),
    )


def _refused(faults: tuple[Diagnostic, ...], why: str) -> RefusedError:
    typer.echo(written_as("text", faults), nl=False, err=True)
    return RefusedError(why)


def _bytes(content: bytes | Blob) -> bytes:
    if isinstance(content, bytes):
        return content
    with refusing_disk_errors("read", Path(content.file)), as_found(content) as opened:
        return opened.read()
