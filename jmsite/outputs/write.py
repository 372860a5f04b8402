"""Put a build on disk: whoever looks finds the old site or the new one, and what is not ours stays.

Where the system can, a new site is made beside the old one and changes places with it in one call (``whole_folder``).
Where it cannot, or only few files of many differ, they are put in their places one by one, what pages need before the
pages, with a note by which the next build finishes what this one could not (``journal``).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from jmsite.model.page import Output
from jmsite.model.value import Value
from jmsite.outputs.journal import finish, replace_in_place
from jmsite.outputs.site_folder import LIST, STAGE, SiteFolder, leads_inside, read_manifest
from jmsite.outputs.whole_folder import remove_old, replace_whole, staging_folder
from jmsite.outputs.write_lock import LockedError, locked

__all__ = ["LIST", "STAGE", "LockedError", "WriteResult", "name_of", "recover", "write"]

LOCK = "lock"
FEW = 50
"""One file in so many may be put in its place by itself: a millisecond in which both sites stand side by side, and what
is begun then is finished, against the time that it takes to make folders and links of a whole site again."""


class WriteResult(Value):
    """The result of writing: files replaced or made, files that were right already, stale files removed.

    ``kept`` are those that should have been removed and could not, each with the reason.
    """

    written: int
    unchanged: int
    removed: int
    kept: tuple[tuple[str, str], ...] = ()


def write(outputs: Iterable[Output], out: Path, cache: Path) -> WriteResult:
    """Make the folder ``out`` hold the outputs, and the list of what is ours. The lock is kept under ``cache``.

    Raises ``LockedError`` while another build writes there, ``OSError`` with its path when the disk refuses or
    something that is not ours stands in the way: the old site stands then, or the next call finishes what was begun.
    """
    out.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    with locked(cache / f"{name_of(out)}-{LOCK}", out):
        top = f"{os.path.realpath(out)}/"
        _tidy(top)
        before = read_manifest(top + LIST)
        now = {_inside(output.path): output.content for output in outputs}
        site = SiteFolder(top, before or set())
        changed = {path for path, content in now.items() if not site.holds(path, content)}
        site.refuse(now, before is not None)  # before anything is touched
        stale = {path for path in site.ours - now.keys() if site.is_there(path)}
        # the list must be right, too: a killed build may have left more
        if not changed and before == now.keys():
            return WriteResult(written=0, unchanged=len(now), removed=0)
        few = (len(changed) + len(stale)) * FEW < len(now)
        if not few and replace_whole(site, now, changed):
            why = remove_old(top)
            kept = {staging_folder(top): why} if why else {}
        else:
            left = replace_in_place(site, {path: now[path] for path in now if path in changed}, now)
            kept = {top + path: why for path, why in left.items()}
    return WriteResult(
        written=len(changed),
        unchanged=len(now) - len(changed),
        # the old site as a whole may be what is kept, and is none of the stale files
        removed=max(len(stale) - len(kept), 0),
        kept=tuple(kept.items()),
    )


def recover(out: Path, cache: Path) -> None:
    """Finish or undo what a build that was killed has left in ``out`` and beside it, unless one is at work there."""
    top = f"{os.path.realpath(out)}/"
    if os.path.lexists(top + STAGE) or os.path.lexists(staging_folder(top)):
        cache.mkdir(parents=True, exist_ok=True)
        with locked(cache / f"{name_of(out)}-{LOCK}", out):
            _tidy(top)


def name_of(out: Path) -> str:
    """Return what the files that are kept about a folder are called by."""
    # two ways to one folder must come to the same lock
    return hashlib.sha256(os.path.realpath(out).encode()).hexdigest()[:12]


def _tidy(top: str) -> None:
    if os.path.lexists(top + STAGE) or os.path.lexists(f"{top}{STAGE}.list"):
        finish(top)
    remove_old(top)


def _inside(path: str) -> str:
    """Return a path of an output; raises ``ValueError`` for one that would leave the site."""
    if not leads_inside(path):
        raise ValueError(f"an output must not leave the site: {path!r}")
    return path
