"""The states of a site that git has, for commands that compare or look back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors
from jmsite.cli.site import day_of_build

if TYPE_CHECKING:
    from jmsite.history.revision_span import RevisionSpan
    from jmsite.model.sources import Inputs, Options

OBJECTS = Path("build") / "cache" / "objects"
"""The folder for tables of other revisions, which are read from files."""


def span(site: Path, written: str) -> RevisionSpan:
    """Return which states are meant. Raises ``RefusedError`` where there is no repository, or no such revision."""
    from jmsite.history.objects import UnknownRevisionError
    from jmsite.history.revision_span import NoRepositoryError, span_of

    try:
        return span_of(site, written)
    except NoRepositoryError as nothing:
        raise RefusedError(str(nothing)) from None
    except UnknownRevisionError as wrong:
        raise misuse(str(wrong)) from None


def inputs_of(site: Path, commit: str, options: Options) -> Inputs:
    """Return the site as it stands in a commit; without one, as it is on disk."""
    from jmsite.content.discover import discover
    from jmsite.content.discover_revision import inputs_at
    from jmsite.model.value import replace

    with refusing_disk_errors("read", site):
        found = inputs_at(commit, site, site / OBJECTS, options) if commit else discover(site, options)
    return replace(found, today=day_of_build())
