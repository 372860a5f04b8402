"""Find what there is: the one place that reads content and themes from disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jmsite.history.revision import revision_of
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, Files, Inputs, Options, Source
from jmsite.model.value import replace
from jmsite.resources import themes_folder

if TYPE_CHECKING:
    from jmsite.formats.svg import SvgReader

TEXTS = (".md", ".yaml", ".yml")
THEME_TEXTS = (".html", ".css", ".js", ".yaml", ".svg")
BINARY_FOLDERS = ("content/assets/", "content/data/")
CHUNK = 1 << 20
V = TypeVar("V", Source, Blob)


def discover(
    root: Path,
    options: Options = Options(),  # noqa: B008
    last: Inputs | None = None,
    touched: Collection[str] | None = None,
) -> Inputs:
    """Everything a build of the site at ``root`` depends on.

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
    faults: list[Diagnostic] = []
    links: list[str] = []
    for path, file in _walk(root / "content", "content/", faults, links):
        found = _read(path, file, _is_text(path), known.get(path), faults)
        if isinstance(found, Source):
            content[path] = found
        elif found is not None:
            blobs[path] = found
    own = _themes(root / "themes", last, faults)
    themes = {**_themes(themes_folder(), last, faults), **own}
    days = last.days if last else {}
    revision = revision_of(root / "content")
    return Inputs(content, blobs, themes, options, tuple(faults), bool(links), revision, days, tuple(own))


def _touched(root: Path, last: Inputs, touched: Collection[str]) -> Inputs | None:
    """``last`` with plain files of content read again; None where more than that has changed."""
    content, blobs = dict(last.content), dict(last.blobs)
    faults: list[Diagnostic] = []
    base = os.path.realpath(root)
    for file in map(Path, touched):
        if last.faults or last.has_links or not file.is_relative_to(root / "content"):
            return None
        path = file.relative_to(root).as_posix()
        is_known = path in content or path in blobs
        if file.is_dir() or os.path.realpath(file) != f"{base}/{path}" or not (is_known or file.is_file()):
            return None
        table: dict[str, Any] = content if _is_text(path) else blobs
        found = _read(path, str(file), _is_text(path), table.get(path), faults)
        if found is None:
            table.pop(path, None)
        else:
            table[path] = found
    if faults:
        return None
    texts, others = _ordered(content, last.content), _ordered(blobs, last.blobs)
    return replace(last, content=texts, blobs=others, revision=revision_of(root / "content"))


def _ordered(files: dict[str, V], last: Mapping[str, V]) -> Mapping[str, V]:
    """Files in order of path; the same object as before where they are the same files."""
    if files.keys() == last.keys():
        return last if all(file is last[path] for path, file in files.items()) else files
    return dict(sorted(files.items()))


def stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    """The files below a folder with their sizes and times: equal means that nothing there was written."""
    return frozenset(_stamps(folder))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _stamps(Path(entry.path))
        else:
            known = entry.stat(follow_symlinks=False)
            yield entry.path, known.st_size, known.st_mtime_ns


def _is_text(path: str) -> bool:
    return path.endswith(TEXTS) and not path.startswith(BINARY_FOLDERS)


def ignored(name: str) -> bool:
    """Whether a file or folder is not content: hidden, or what editors and systems leave behind."""
    return (
        name.startswith((".", "#"))
        or name.endswith(("~", ".swp", ".tmp", ".bak"))
        or name
        in (
            "4913",
            "Thumbs.db",
            "__pycache__",
        )
    )


def _walk(folder: Path, below: str, faults: list[Diagnostic], links: list[str]) -> Iterator[tuple[str, str]]:
    """The files below a folder in order of path, each as ``below`` with its path in there, and as the file to read."""
    inside = os.path.realpath(folder)
    pending = [(str(folder), below, frozenset({inside}))]
    found: list[tuple[str, str]] = []
    while pending:
        here, way, above = pending.pop()
        for entry in _entries(here):
            file, path = entry.path, f"{way}{entry.name}"
            if (named := _readable(path)) != path:
                faults.append(fault("file/unreadable", "its name is not in UTF-8", Place(named)))
                continue
            if entry.is_symlink():
                links.append(path)
                target = os.path.realpath(file)
                if not Path(target).exists() or os.path.commonpath((target, inside)) != inside:
                    faults.append(_leads_out(path, target))
                    continue
                if target in above:
                    continue
            if entry.is_dir():
                pending.append((file, f"{path}/", above | {os.path.realpath(file)}))
            else:
                found.append((path, file))
    yield from sorted(found)


def _readable(path: str) -> str:
    """A path as it can be shown: bytes of a name that are no UTF-8 become question marks."""
    return path.encode("utf-8", "replace").decode()


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from (entry for entry in entries if not ignored(entry.name))
    except (FileNotFoundError, NotADirectoryError):
        return


def _leads_out(path: str, target: str) -> Diagnostic:
    if not Path(target).exists():
        return fault("file/outside-content", "this link leads to nothing", Place(path))
    return fault("file/outside-content", "this link leads out of content/", Place(path))


def _read(
    path: str, file: str, text: bool, known: Source | Blob | None, faults: list[Diagnostic]
) -> Source | Blob | None:
    """A file as a value; None with a fault where it cannot be read, None without where it has just vanished."""
    try:
        found = _source(path, file) if text else _blob(path, file)
    except FileNotFoundError:
        return None
    except OSError as error:
        faults.append(fault("file/unreadable", f"cannot be read: {error.strerror}", Place(path)))
        return None
    return known if known == found else found


def _source(path: str, file: str) -> Source:
    with open(file, "rb") as stream:
        content = stream.read()
    return Source(path, hashlib.blake2b(content, digest_size=16).hexdigest(), content)


def _blob(path: str, file: str) -> Blob:
    digest = hashlib.blake2b(digest_size=16)
    size = 0
    reading = _reading(path)
    with open(file, "rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if reading:
                reading.feed(chunk)
    harm = reading.end() if reading else None
    return Blob(path, digest.hexdigest(), size, os.path.realpath(file), harm)


def _reading(path: str) -> SvgReader | None:
    """What reads a picture of the content, which is not trusted, while it is copied; only SVG can do harm."""
    if not path.lower().endswith(".svg") or not path.startswith("content/"):
        return None
    from jmsite.formats.svg import SvgReader  # late: many sites have no SVG

    return SvgReader()


def _themes(folder: Path, last: Inputs | None, faults: list[Diagnostic]) -> Mapping[str, Files]:
    return {
        entry.name: _theme(folder / entry.name, last.themes.get(entry.name, {}) if last else {}, faults)
        for entry in sorted(_entries(folder), key=lambda entry: entry.name)
        if entry.is_dir()
    }


def _theme(folder: Path, known: Files, faults: list[Diagnostic]) -> Files:
    files: dict[str, Source | Blob] = {}
    for path, file in _walk(folder, "", faults, []):
        found = _read(path, file, path.endswith(THEME_TEXTS), known.get(path), faults)
        if found is not None:
            files[path] = found
    return known if known == files else files
