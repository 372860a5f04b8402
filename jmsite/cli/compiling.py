"""The steps that ``build`` and ``check`` share: find the site, compile it, weigh its faults."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from jmsite.cached import THREADED, with_days
from jmsite.cli.errors import refusing_disk_errors
from jmsite.cli.progress import progress
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.engine.parallel import cores, share_work, spread_calls
from jmsite.history.states import is_shallow
from jmsite.indexing import Indexing
from jmsite.model.page import Build
from jmsite.model.sources import Inputs
from jmsite.model.value import Value
from jmsite.past import with_history
from jmsite.pipeline import build, examined
from jmsite.reading import settings
from jmsite.void_reviews import with_void_days
from jmsite.watched_repositories import CACHE, has_reviews


class ShownMemo(Memo):
    """A memo that knows which step runs now, for those who wait."""

    step = "discover"

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Time a step, and remember its name, for whoever asks what runs now."""
        self.step = name
        with super().timed(name):
            yield


class CommandBuild(Value):
    """A build, the memo it was made with, and what indexes its pages."""

    build: Build
    memo: Memo
    indexing: Indexing


def memo_for(cache: Path, jobs: int) -> ShownMemo:
    """Return a memo that keeps dear answers under ``cache`` and spreads single steps over ``jobs`` processes."""
    return ShownMemo(cache=DiskCache(file=cache / CACHE), spread=spread_calls(cores(jobs)))


def _one_shot(cache: Path, jobs: int) -> ShownMemo:
    """Return a memo for a process that builds once: it keeps answers, and shares out whole parts of a build to
    processes.
    """
    memo = memo_for(cache, jobs)
    memo.one_shot, memo.share = True, share_work(cores(jobs), alone=THREADED)
    return memo


def compile_site(inputs: Inputs, root: Path, cache: Path, jobs: int) -> CommandBuild:
    """Build the site at ``root`` in memory, with progress on a terminal; ``jobs`` 0 is one process a core."""
    memo = _one_shot(cache, jobs)
    indexing = Indexing(memo.cache, cores(jobs))
    with progress(lambda: f"{memo.step} …"), refusing_disk_errors("read", root):
        _note_shallow(inputs, root)
        known = with_void_days(with_days(inputs, root, memo.cache), root, memo.cache)
        made = build(with_history(known, root, memo.cache), memo, jobs, indexing.add_pages)
        return CommandBuild(build=made, memo=memo, indexing=indexing)


def _note_shallow(inputs: Inputs, root: Path) -> None:
    """Say that a history is left out because this clone has only a part of it."""
    asked = settings(inputs, Memo()).value.fields.history != "off"
    if asked and inputs.revision and is_shallow(root / "content"):
        note = (
            "history: left out, because this clone is shallow; fetch all of it ('fetch-depth: 0') to have it"
        )
        typer.echo(f"jmsite: {note}", err=True)


def examine(inputs: Inputs, root: Path, cache: Path, jobs: int) -> Build:
    """Return what is wrong with the content at ``root``, as a build without a page; none is made to find it."""
    memo = _one_shot(cache, jobs)
    with progress(lambda: f"{memo.step} …"), refusing_disk_errors("read", root):
        # A template of the site's own may ask for the days, and fail over them; reviews tell since when they are void.
        asks = inputs.site_themes or has_reviews(inputs)
        known = with_void_days(with_days(inputs, root, memo.cache), root, memo.cache) if asks else inputs
        found = examined(known, memo, jobs)
        return found.site
