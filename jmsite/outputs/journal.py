"""Put new files in their places one by one, so that what is begun is finished, if not now then the next time.

All new files wait in a folder inside the site until they are whole. Then a note of what is to be done is put beside
them, in one call: before that the site is the old one, and what waits is nothing; from then on it is to become the new
one, and whoever comes next goes on where it ended.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping

from jmsite.model.sources import Blob
from jmsite.outputs.site_folder import (
    LIST,
    STAGE,
    SiteFolder,
    casefolded,
    clear_staged,
    leads_inside,
    manifest,
    read_manifest,
    write_staged,
)

NOTE = "journal"
BEFORE, AFTER = "files-before", "files-after"
"""Lists of what is ours: while the old and the new site stand side by side, and when only the new one does."""
Kept = dict[str, str]
"""The files that could not be removed, by path, and the reason for each."""


def replace_in_place(site: SiteFolder, files: Mapping[str, bytes | Blob], now: Iterable[str]) -> Kept:
    """Make the site hold ``files`` besides what it holds already, and of ours nothing but ``now``.

    Raises ``OSError`` where the disk refuses; while there is no room for all new files, none of the old is touched.
    """
    stage = site.top + STAGE
    clear_staged(stage)
    try:
        os.mkdir(stage)
        paths = sorted(files, key=_order)
        parts = {str(at): path for at, path in enumerate(paths)}
        for at, path in parts.items():
            write_staged(f"{stage}/{at}", files[path])
        site.prepare(paths)
        write_staged(f"{stage}/{BEFORE}", manifest({*site.ours, *now}))
        write_staged(f"{stage}/{AFTER}", manifest(now))
        note = write_staged(f"{stage}/{NOTE}.new", json.dumps({"parts": parts, "now": sorted(now)}).encode())
    # Ctrl-C, too: nothing of the old site has been touched yet
    except BaseException:
        clear_staged(stage)
        raise
    os.replace(note, f"{stage}/{NOTE}")  # from here on the new site is meant, whoever finishes it
    return _finish(site, parts, now)


def finish(top: str) -> Kept:
    """Finish what a build began that was killed, or undo it where it had not come so far; nothing else."""
    note = _noted(f"{top}{STAGE}/{NOTE}")
    if note is None:
        clear_staged(top + STAGE)
        clear_staged(f"{top}{STAGE}.list")
        return {}
    parts, now = note
    # the new files as well: killed right after its note, a build has not put its list in place
    site = SiteFolder(top, (read_manifest(top + LIST) or set()) | set(parts.values()))
    return _finish(site, parts, now)


def _finish(site: SiteFolder, parts: Mapping[str, str], now: Iterable[str]) -> Kept:
    """Place the parts that still wait, remove what is stale, and say what is ours from now on."""
    meant = set(now)
    stage = site.top + STAGE
    _list(f"{stage}/{BEFORE}", site.top)
    for at, path in parts.items():
        if os.path.isfile(f"{stage}/{at}"):
            site.place(f"{stage}/{at}", path)
    # a disk that ignores capitals has replaced `A` by `a` already
    same = {casefolded(path): path for path in meant}
    kept = {
        path: why
        for path in sorted(site.ours - meant, key=_order, reverse=True)
        if not site.is_one(path, same.get(casefolded(path))) and (why := site.delete(path))
    }
    if kept:
        site.list(meant | kept.keys())
    else:
        _list(f"{stage}/{AFTER}", site.top)
    clear_staged(stage)
    return kept


def _list(part: str, top: str) -> None:
    """Say what is ours, by a list that was written while nothing had been touched."""
    if os.path.isfile(part):
        os.replace(part, top + LIST)


def _order(path: str) -> tuple[bool, str]:
    """Return what pages need stands before the pages; when things go, it goes after them."""
    return path.endswith(".html"), path


def _noted(file: str) -> tuple[dict[str, str], list[str]] | None:
    """Return what is to be done. Whoever wrote it: nothing outside the site is touched."""
    try:
        with open(file, "rb") as stream:
            note = json.loads(stream.read())
        parts, now = note["parts"], note["now"]
        # the folder may come from anywhere: a journal that names other places is none of ours
        right = all(at.isdigit() and leads_inside(path) for at, path in parts.items())
        return (parts, now) if right and all(map(leads_inside, now)) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
