"""Find what there is: the one place that reads content and themes from disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jmsite.content.walk_folders import FoundFiles, Listed, walk
from jmsite.files import CHUNK, is_within, opened, real_path
from jmsite.formats.controls import nameable, sign_name, unnamable
from jmsite.history.ownership import code_owners_of
from jmsite.history.revision import revision_of
from jmsite.model.diagnostics import Checked, Diagnostic, Place, merged
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, Files, Inputs, Options, Source
from jmsite.model.value import replace
from jmsite.resources import themes_folder

if TYPE_CHECKING:
    from jmsite.formats.svg import SvgReader

TEXTS = (".md", ".yaml", ".yml")
THEME_TEXTS = (".html", ".css", ".js", ".yaml", ".svg")
BINARY_FOLDERS = ("content/assets/", "content/data/")
V = TypeVar("V", Source, Blob)


def discover(
    root: Path,
    options: Options = Options(),  # noqa: B008
    last: Inputs | None = None,
    touched: Collection[str] | None = None,
) -> Inputs:
    """Return everything that a build of the site at ``root`` depends on.

    A file that reads as it did in ``last`` is handed out as the same object. What cannot be read, or leads
    out of ``content/``, is a fault and is left out. With ``touched`` (absolute paths), only these are read again where
    that is enough.
    """
    if last is not None and touched is not None and options == last.options:
        again = _touched(root, last, touched)
        if again is not None:
            return again
    known: dict[str, Source | Blob] = {**last.content, **last.blobs} if last else {}
    content: dict[str, Source] = {}
    blobs: dict[str, Blob] = {}
    found = _walk(root / "content", "content/")
    faults = list(found.faults)
    for path, file in found.files:
        read = _read(path, file, found.inside, is_text(path), known.get(path))
        faults += read.diagnostics
        if isinstance(read.value, Source):
            content[path] = read.value
        elif read.value is not None:
            blobs[path] = read.value
    bundled, own = bundled_themes(last), _themes(root / "themes", last)
    faults += [*bundled.diagnostics, *own.diagnostics]
    themes = {**bundled.value, **own.value}
    days = last.days if last else {}
    revision = revision_of(root / "content")
    site_themes = tuple(own.value)
    return Inputs(
        content=content,
        blobs=blobs,
        themes=themes,
        options=options,
        faults=tuple(faults),
        has_links=found.has_links,
        revision=revision,
        days=days,
        site_themes=site_themes,
        code_owners=code_owners_of(root),
    )


def _touched(root: Path, last: Inputs, touched: Collection[str]) -> Inputs | None:
    """Return ``last`` with plain files of content read again; None where more than that has changed."""
    content, blobs = dict(last.content), dict(last.blobs)
    base = os.path.realpath(root)
    for file in map(Path, touched):
        # the fault of git is not of these files, and told by whoever asks git; with links, a file may be read twice
        if (
            any(one.rule != "site/history" for one in last.faults)
            or last.has_links
            or not file.is_relative_to(root / "content")
        ):
            return None
        path = file.relative_to(root).as_posix()
        is_known = path in content or path in blobs
        if (
            unusable_name(path)
            or file.is_dir()
            or os.path.realpath(file) != f"{base}/{path}"
            or not (is_known or file.is_file())
        ):
            return None
        table: dict[str, Any] = content if is_text(path) else blobs
        found = _read(path, str(file), f"{base}/content", is_text(path), table.get(path))
        if found.diagnostics:
            return None
        if found.value is None:
            table.pop(path, None)
        else:
            table[path] = found.value
    texts, others = _ordered(content, last.content), _ordered(blobs, last.blobs)
    return replace(last, content=texts, blobs=others, revision=revision_of(root / "content"))


def _ordered(files: dict[str, V], last: Mapping[str, V]) -> Mapping[str, V]:
    """Return files in order of path; the same object as before where they are the same files."""
    if files.keys() == last.keys():
        return last if all(file is last[path] for path, file in files.items()) else files
    return dict(sorted(files.items()))


def stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return the files below a folder with their sizes and times: equal means that nothing there was written."""
    return frozenset(_stamps(folder))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _stamps(Path(entry.path))
        else:
            known = entry.stat(follow_symlinks=False)
            yield entry.path, known.st_size, known.st_mtime_ns


def is_text(path: str) -> bool:
    """Return whether a file of the content is one that authors write: read whole, and not copied or queried."""
    return path.endswith(TEXTS) and not path.startswith(BINARY_FOLDERS)


def ignored(name: str) -> bool:
    """Return whether a file or folder is not content: hidden, or what editors and systems leave behind."""
    return (
        name.startswith((".", "#"))
        or name.endswith(("~", ".swp", ".tmp", ".bak"))
        or name
        in (
            "4913",  # Vim finds out by it whether it may write
            "Thumbs.db",
            "__pycache__",
        )
    )


def _walk(folder: Path, below: str) -> FoundFiles:
    """Find the files below a folder on disk."""
    inside = os.path.realpath(folder)
    return walk(inside, below, lambda here, way: _look(here, way, inside))


def _look(here: str, way: str, inside: str) -> Listed:
    files: list[tuple[str, str]] = []
    folders: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    faults: list[Diagnostic] = []
    has_links = False
    for entry in _entries(here):
        file, path = entry.path, f"{way}{entry.name}"
        if wrong := unusable_name(path):
            faults.append(wrong)
        elif entry.is_symlink():
            has_links = True
            target = os.path.realpath(file)
            exists = Path(target).exists()
            if not exists or not is_within(target, inside):
                faults.append(link_out_of_site(path, exists))
            else:
                (links if entry.is_dir() else files).append((path, target))
        else:
            (folders if entry.is_dir() else files).append((path, file))
    return Listed(
        files=tuple(files),
        folders=tuple(folders),
        links=tuple(links),
        faults=tuple(faults),
        has_links=has_links,
    )


def unusable_name(path: str) -> Diagnostic | None:
    """Return what is wrong with the name of a file, which is then left out: that no page could say it."""
    # Python reads bytes of names that are no UTF-8 as half pairs, which no page and no report could write
    if (shown := path.encode("utf-8", "replace").decode()) != path:
        return fault("file/unreadable", "its name is not valid UTF-8", Place(path=shown))
    if sign := unnamable(path):
        message = f"its name contains the control character {sign_name(sign)}"
        return fault("file/control-character", message, Place(path=nameable(path)), "rename it")
    return None


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not ignored(entry.name))
    # a folder may go while we look: an editor or a checkout is at work, and the next build sees it
    except (FileNotFoundError, NotADirectoryError):
        return


def link_out_of_site(path: str, exists: bool) -> Diagnostic:
    """Return the fault of a link whose target is not in the folder, or not at all."""
    if not exists:
        return fault("file/outside-content", "this symbolic link points to nothing", Place(path=path))
    return fault("file/outside-content", "this symbolic link points outside content/", Place(path=path))


def _read(
    path: str, file: str, inside: str, text: bool, known: Source | Blob | None
) -> Checked[Source | Blob | None]:
    """Return a file as a value; None with a fault where it cannot be read, None without where it has just vanished."""
    try:
        found = _source(path, file, inside) if text else blob(path, file, inside)
    # deleted since the folder was listed: then it is simply not there
    except FileNotFoundError:
        return Checked(value=None)
    except OSError as error:
        wrong = fault("file/unreadable", f"cannot be read: {error.strerror}", Place(path=path))
        return Checked(value=None, diagnostics=(wrong,))
    return Checked(value=known if known == found else found)


def _source(path: str, file: str, inside: str) -> Source:
    with opened(file, inside) as stream:
        return source(path, stream.read())


def source(path: str, content: bytes) -> Source:
    """Return a text as a value."""
    return Source(path=path, digest=hashlib.blake2b(content, digest_size=16).hexdigest(), data=content)


def blob(path: str, file: str, inside: str) -> Blob:
    """Return a file that is never read whole as a value; its bytes are looked through in pieces."""
    digest = hashlib.blake2b(digest_size=16)
    size = 0
    reading = _reading(path)
    with opened(file, inside) as stream:
        # asked of what is open and not of the path, which may lead elsewhere by now
        real = real_path(stream, file)
        # never as a whole: tables and videos may be larger than the memory
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if reading:
                reading.feed(chunk)
    return Blob(
        path=path, digest=digest.hexdigest(), size=size, file=real, harm=reading.end() if reading else None
    )


def _reading(path: str) -> SvgReader | None:
    """Return what reads a picture of the content, which is not trusted, while it is copied; only SVG can do harm."""
    if not path.lower().endswith(".svg") or not path.startswith("content/"):
        return None
    from jmsite.formats.svg import SvgReader  # late: many sites have no SVG

    return SvgReader()


def bundled_themes(last: Inputs | None = None) -> Checked[Mapping[str, Files]]:
    """Return the themes of this installation, by name."""
    return _themes(themes_folder(), last)


def _themes(folder: Path, last: Inputs | None) -> Checked[Mapping[str, Files]]:
    # scandir has no order of its own
    names = sorted(entry.name for entry in _entries(folder) if entry.is_dir())
    known = last.themes if last else {}
    read = merged([_theme(folder / name, known.get(name, {})) for name in names])
    return Checked(value=dict(zip(names, read.value, strict=True)), diagnostics=read.diagnostics)


def _theme(folder: Path, known: Files) -> Checked[Files]:
    found = _walk(folder, "")
    read = merged(
        [
            _read(path, file, found.inside, path.endswith(THEME_TEXTS), known.get(path))
            for path, file in found.files
        ]
    )
    files = {path: file for (path, _), file in zip(found.files, read.value, strict=True) if file is not None}
    return Checked(value=known if known == files else files, diagnostics=(*found.faults, *read.diagnostics))
