"""Put a new site in the place of the old one at once: it is made beside it, of links to what has not changed."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from posixpath import basename, dirname

from jmsite.model.sources import Blob
from jmsite.outputs.site_folder import LIST, STAGE, SiteFolder, clear_staged, manifest, write_staged
from jmsite.outputs.swap_folders import can_swap, swap_folders

OTHERS = 100
"""Files of others that may stand in a site that is replaced as a whole; of more, a site is written in its place."""
_CANNOT = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL,
    errno.EBUSY,
)  # fmt: skip
"""The errors of disks and systems that cannot do so, though the site can be written file by file."""


def staging_folder(top: str) -> str:
    """Return where the new site is made, and where the old one is taken away: beside the site, on the same disk."""
    folder = top.rstrip("/")
    return f"{dirname(folder)}/.{basename(folder)}{STAGE}"


def replace_whole(site: SiteFolder, now: Mapping[str, bytes | Blob], changed: set[str]) -> bool:
    """Make a site that holds ``now`` and the files of others, and let it change places with the old one.

    Return whether that was possible; where it was not, nothing has happened. Raises ``OSError`` where there is no room.
    """
    top, new = site.top.rstrip("/"), staging_folder(site.top)
    if not can_swap(top):
        return False
    try:
        others = _others(site)
        if len(others) > OTHERS:
            return False
        _make(site, new, now, changed)
        for path in others:
            _take_along(site.top + path, f"{new}/{path}")
        shutil.copymode(top, new)  # it may be what lets a web server in
        swap_folders(new, top)
    except OSError as error:
        clear_staged(new)
        if error.errno in _CANNOT:
            return False
        raise
    # Ctrl+C, too: the old site is untouched, and a half-made one must not stay beside it
    except BaseException:
        clear_staged(new)
        raise
    return True


def _make(site: SiteFolder, new: str, now: Mapping[str, bytes | Blob], changed: set[str]) -> None:
    clear_staged(new)
    os.mkdir(new)
    for folder in _folders(now):
        os.mkdir(f"{new}/{folder}")
    for path, content in now.items():
        if path in changed:
            write_staged(f"{new}/{path}", content)
        else:  # a link: both sites may share a file, as ours are replaced and never written into
            os.link(site.top + path, f"{new}/{path}", follow_symlinks=False)
    write_staged(f"{new}/{LIST}", manifest(now))


def _folders(paths: Iterable[str]) -> list[str]:
    """Return the folders of files, each after the one that it is in."""
    found: set[str] = set()
    for path in paths:
        while (path := dirname(path)) and path not in found:
            found.add(path)
    return sorted(found)


def _others(site: SiteFolder) -> list[str]:
    """Return what in the site is not ours. Raises ``OSError`` for what cannot be taken along, so that it must stay."""
    ways, found = site.ways(), list[str]()
    pending = [""]
    while pending:
        folder = pending.pop()
        with os.scandir(site.top + folder) as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if path in site.ours or path in (LIST, STAGE, f"{STAGE}.list"):
                    continue
                if path in ways and entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    found.append(path)
                else:
                    raise OSError(
                        errno.EXDEV, "files that jmsite did not write stay where they are", site.top + path
                    )
    return found


def _take_along(old: str, new: str) -> None:
    os.makedirs(dirname(new), exist_ok=True)
    # a link and no copy: what is not ours keeps its bytes, its owner and its times
    os.link(old, new, follow_symlinks=False)


def remove_old(top: str) -> str:
    """Remove the old site from beside the new one; return why something of it stays, or ""."""
    old = staging_folder(top)
    if not os.path.lexists(old):
        return ""
    clear_staged(old)
    if os.path.lexists(old):
        _open_up(old)
        try:
            shutil.rmtree(old)
        except OSError as error:
            return str(error.strerror)
    return ""


def _open_up(folder: str) -> None:
    """Make folders writable, so that they can be emptied; what is not ours to change stays as it is."""
    with suppress(OSError):
        os.chmod(folder, stat.S_IRWXU)
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    _open_up(entry.path)
