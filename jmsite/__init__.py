"""jmsite: customer journey maps as documentation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.version import VERSION

if TYPE_CHECKING:
    from jmsite.model.catalog import Catalog
    from jmsite.model.page import Build

__version__ = VERSION
__all__ = ["__version__", "build", "load"]


def load(root: str | Path, *, audience: str = "internal", drafts: bool = False) -> Catalog:
    """Return the linked and measured content of the site at ``root``.

    Raises ``ValueError`` with all faults as text when there are errors among them.
    """
    from jmsite.content.discover import discover
    from jmsite.engine.memo import Memo
    from jmsite.history.build_day import build_day
    from jmsite.model.diagnostics import Severity
    from jmsite.model.sources import Options
    from jmsite.model.value import replace
    from jmsite.pipeline import catalog_of
    from jmsite.report import text

    found = discover(Path(root).resolve(), Options(audience=audience, drafts=drafts))
    checked = catalog_of(replace(found, today=build_day()), Memo(one_shot=True))
    if any(fault.severity is Severity.ERROR for fault in checked.diagnostics):
        raise ValueError(text(checked.diagnostics))
    return checked.value


def build(
    root: str | Path, *, audience: str = "internal", drafts: bool = False, base_url: str = "", jobs: int = 1
) -> Build:
    """Return the site at ``root`` as it should be on disk, with everything that is wrong. Writes nothing.

    The work is done in this process; with more ``jobs`` (0: one a core), copies of it share large work where that is
    sound: on Linux, and while no other threads run.
    """
    from jmsite import pipeline
    from jmsite.cached import THREADED, with_days
    from jmsite.content.discover import discover
    from jmsite.engine.memo import Memo
    from jmsite.engine.parallel import cores, share_work
    from jmsite.history.build_day import build_day
    from jmsite.indexing import index_of
    from jmsite.model.sources import Options
    from jmsite.model.value import replace
    from jmsite.outputs.search import indexer
    from jmsite.past import with_history
    from jmsite.void_reviews import with_void_days
    from jmsite.watched_repositories import with_repositories

    options = Options(audience=audience, drafts=drafts, base_url=base_url, search=indexer() is not None)
    folder = Path(root).resolve()
    share = share_work(cores(jobs), alone=THREADED) if jobs != 1 else None
    found = with_repositories(discover(folder, options), folder, {})
    inputs = replace(
        with_history(with_void_days(with_days(found, folder), folder), folder), today=build_day()
    )
    made = pipeline.build(inputs, Memo(one_shot=True, share=share), jobs)
    return replace(made, outputs=(*made.outputs, *index_of(made.outputs, None).outputs))
