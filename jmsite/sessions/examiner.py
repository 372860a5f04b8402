"""Work out what a site comes to, for a session of edits: by itself here, together with a preview in another room."""

from __future__ import annotations

from typing import Protocol

from jmsite.engine.memo import Memo
from jmsite.model.entities.site import Site
from jmsite.model.sources import Inputs, Options
from jmsite.pipeline import Compiled, examined
from jmsite.reading import Content, read, settings


class Examiner(Protocol):
    """Tells the faults that a site would have; a preview that shows the same site need not work that out again."""

    options: Options

    def compile_unpublished(self, inputs: Inputs) -> Compiled:
        """Return what the site comes to, with its faults."""

    def content(self, inputs: Inputs) -> tuple[Site, Content]:
        """Return the settings and the content as they are written, without a check of them."""


class LoneExaminer:
    """Examines for a session that nobody watches."""

    def __init__(self, memo: Memo) -> None:
        self.options = Options(drafts=True)
        self._memo = memo

    def compile_unpublished(self, inputs: Inputs) -> Compiled:
        """Return what the site comes to, with its faults."""
        return examined(inputs, self._memo, 1)

    def content(self, inputs: Inputs) -> tuple[Site, Content]:
        """Return the settings and the content as they are written."""
        return content_of(inputs, self._memo)


def content_of(inputs: Inputs, memo: Memo) -> tuple[Site, Content]:
    """Return the settings and the content of a site as they are written. Nothing of it is kept for the next build."""
    memo.begin()
    site = settings(inputs, memo).value
    return site.fields, read(inputs, site, memo).value
