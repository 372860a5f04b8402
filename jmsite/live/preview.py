"""The site as it is being edited: the last good one, in memory, and what is wrong with the files now."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from jmsite.cached import with_days
from jmsite.content.discover import discover, stamps
from jmsite.data.fetch import fetch_again
from jmsite.engine.memo import Cache, Memo
from jmsite.live.site_files import SiteFiles
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.entities.site import Site
from jmsite.model.page import Output
from jmsite.model.sources import Inputs, Options
from jmsite.model.value import Value, field, replace
from jmsite.past import with_history
from jmsite.pipeline import Compiled, download_at, markdown_page_at, previewed
from jmsite.reading import Content
from jmsite.sessions.examiner import content_of
from jmsite.void_reviews import with_void_days
from jmsite.watched_repositories import with_repositories

OLDER = 24
"""Theme files of earlier sites that can still be had: a page on its way to a browser may ask for them."""


class Published(Value):
    """A site as a reader sees it at one moment. ``number`` grows with every change."""

    number: int
    outputs: SiteFiles
    diagnostics: tuple[Diagnostic, ...] = ()
    older: Mapping[str, Output] = field(default_factory=dict)
    build_error: str = ""
    """The reason why the files as they are now could not be built at all, or ""."""

    @property
    def faulty(self) -> bool:
        """Return whether the files as they are now cannot be published; what is shown is the last good site."""
        return bool(self.build_error) or any(one.severity is Severity.ERROR for one in self.diagnostics)

    def find(self, path: str) -> Output | None:
        """Return the file at a path, also one of the theme that the present site has no more."""
        return self.outputs.get(path) or self.older.get(path)


class Rebuild(Value):
    """The result of a rebuild: the site now, the paths of files that may differ, and of those that are gone.

    A page differs when something it was made of does; whether it says so is known when somebody looks at it.
    """

    published: Published
    changed: tuple[str, ...]
    gone: tuple[str, ...]


class Preview:
    """Builds again when files change, and holds what is to be served. One thread builds, others only look.

    Whoever looks holds ``looking``, so that he sees one site and not two, and is told when what he saw is not so any
    more.
    """

    def __init__(
        self,
        root: Path,
        options: Options,
        memo: Memo,
        jobs: int = 0,
        today: Callable[[], date | None] = lambda: None,
    ) -> None:
        self.root = root
        self.options = options
        self.today = today
        self.looking = threading.RLock()
        self.published = Published(number=0, outputs=SiteFiles())
        self.search: Mapping[str, Output] = {}
        self.cache: Cache | None = memo.cache
        self._memo = memo
        self._jobs = jobs
        self._inputs: Inputs | None = None
        self._catalog: Catalog | None = None
        self._worked_out: tuple[Inputs, Compiled] | None = None
        # an open page of an earlier preview may have the same number and must know that it is another one
        self.session = secrets.token_hex(4)
        self._building = threading.Lock()
        self._look_at_all = False
        self._themes = stamps(root / "themes")

    def refresh(self, touched: frozenset[str] | None = None) -> Rebuild | None:
        """Look at the touched files (None: at all) and build when something differs; None when nothing does."""
        with self._building:
            themes = stamps(self.root / "themes")
            # Themes and content are watched apart: what is told of one may overtake what is told of the other.
            # Until this build has ended, the next one must look at everything: this one may raise.
            touched, self._look_at_all = (
                None if self._look_at_all or themes != self._themes else touched,
                True,
            )
            self._themes = themes
            last = self._inputs
            inputs = self._with_history(discover(self.root, self.options, last, touched))
            # without the revision, which says only where the days come from: a commit that changes no day changes no
            # page. After a stumble in any case: files put back as they were must take its message away
            if last is None or replace(inputs, revision=last.revision) != last or self.published.build_error:
                made = self._compiled(inputs)
                self._inputs, self._look_at_all = made.inputs, False
                return self._publish(made)
            self._look_at_all = False
            return None

    def compile_unpublished(self, inputs: Inputs) -> Compiled:
        """Return what the site would come to with the files of ``inputs``; it is not shown.

        Where a refresh finds these files on disk, it shows what came of them here.
        """
        with self._building:
            return self._compiled(self._with_history(inputs))

    def content(self, inputs: Inputs) -> tuple[Site, Content]:
        """Return the settings and the content of ``inputs`` as they are written, without a check of them."""
        with self._building:
            return content_of(inputs, self._memo)

    def _compiled(self, inputs: Inputs) -> Compiled:
        """Return what inputs come to. It is worked out once where an edit is checked and then found on disk."""
        if self._worked_out is None or self._worked_out[0] != inputs:
            self._worked_out = inputs, previewed(inputs, self._memo, self._jobs)
        return self._worked_out[1]

    def _with_history(self, found: Inputs) -> Inputs:
        """Return what was found with what its history, its sources and the day say of it."""
        last = self._inputs
        # What was asked for the last site is asked again: an answer may be another one though no file is.
        found = replace(found, today=self.today(), snapshots=last.snapshots if last else {})
        known = with_days(
            with_repositories(found, self.root, {}, self.cache, last), self.root, self.cache, last
        )
        known = with_void_days(known, self.root, self.cache, last)
        return fetch_again(with_history(known, self.root, self.cache, last), self.cache)

    def keep_last_site(self, why: str) -> Rebuild:
        """Say that the files as they are now could not be built; the next refresh looks at everything again."""
        before = self.published
        self.published = replace(before, number=before.number + 1, build_error=why)
        return Rebuild(published=self.published, changed=(), gone=())

    @property
    def catalog(self) -> Catalog | None:
        """Return the content that is shown; None where nothing could be built yet."""
        return self._catalog

    def markdown_page(self, path: str) -> Output | None:
        """Return the page that is published as Markdown, or the list of all, at a path of the site.

        Nobody reads them all while a site is edited, so each is written when it is asked for.
        """
        catalog = self._catalog
        return markdown_page_at(path, catalog, self.options) if catalog else None

    def download(self, path: str) -> Output | None:
        """Return the file at a path that a page offers, made now."""
        catalog, inputs = self._catalog, self._inputs
        return download_at(path, catalog, inputs) if catalog and inputs else None

    def _publish(self, made: Compiled) -> Rebuild | None:
        outputs = SiteFiles(made.site.outputs, made.pages, self.looking)
        diagnostics = made.site.diagnostics
        good = not any(one.severity is Severity.ERROR for one in diagnostics)
        with self.looking:
            before = self.published
            # a site with errors is shown only where there is none yet
            replaced = good or not before.outputs.known
            after = outputs if replaced else before.outputs
            self._catalog = made.catalog if outputs.known and replaced else self._catalog
            changed = after.differing(before.outputs)
            gone = tuple(path for path in before.outputs.known if path not in after)
            differs = changed or gone or before.build_error or (replaced and after.may_differ_unseen)
            if not differs and diagnostics == before.diagnostics:
                # what is there now stands as it did, and what nobody has looked at is not to be made of what was
                self.published = replace(before, outputs=after)
                return None
            lost = {path: before.outputs[path] for path in gone if path.startswith("theme/")}
            older = dict([*before.older.items(), *lost.items()][-OLDER:]) if lost else before.older
            self.published = Published(
                number=before.number + 1, outputs=after, diagnostics=diagnostics, older=older
            )
            return Rebuild(published=self.published, changed=changed, gone=gone)
