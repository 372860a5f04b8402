"""Find what there was: a site as it stands in a revision, from git's objects and without a checkout."""

from __future__ import annotations

import os
from pathlib import Path

from jmsite.content.discover import (
    THEME_TEXTS,
    blob,
    bundled_themes,
    ignored,
    is_text,
    link_out_of_site,
    source,
    unusable_name,
)
from jmsite.content.walk_folders import FoundFiles, Listed, walk
from jmsite.history.objects import CommitTree, LeavesError, Objects, commit_of, tree_of
from jmsite.history.ownership import PLACES
from jmsite.history.revision import revision_key
from jmsite.model.codeowners import CodeOwners, read_codeowners
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.sources import Blob, Inputs, Options, Source


def inputs_at(
    revision: str,
    root: Path,
    store: Path,
    options: Options = Options(),  # noqa: B008
    now: Inputs | None = None,
) -> Inputs:
    """Return what ``discover`` finds in a checkout of ``revision``, for the site at ``root``.

    Tables, pictures and attachments are put into the folder ``store``, under the ids of their objects, since they are
    queried and copied from files. Bundled themes are those of this installation. Files are as git keeps them: filters
    of a checkout (line ends, large files elsewhere) are not applied. Whoever reads many revisions hands on what there
    is ``now``, so that those themes are not read again each time. Raises ``UnknownRevisionError``, and ``OSError``
    where an object is not in this clone.
    """
    commit = commit_of(root, revision)
    with tree_of(root, commit) as (tree, objects):
        found = _walk(tree, f"{commit.prefix}content", "content/")
        files = [_file(path, at, is_text(path), tree, objects, store) for path, at in found.files]
        own, faults = _themes(tree, f"{commit.prefix}themes", objects, store)
        owners = _code_owners(tree, commit.prefix, objects)
    # a theme of the site's own may hide a bundled one of its name
    bundled = Checked(value=now.themes) if now and not now.site_themes else bundled_themes()
    return Inputs(
        content={file.path: file for file in files if isinstance(file, Source)},
        blobs={file.path: file for file in files if isinstance(file, Blob)},
        themes={**bundled.value, **own},
        options=options,
        faults=(*found.faults, *bundled.diagnostics, *faults),
        has_links=found.has_links,
        revision=revision_key(root, commit.id),
        site_themes=tuple(own),
        code_owners=owners,
    )


def _code_owners(tree: CommitTree, prefix: str, objects: Objects) -> CodeOwners | None:
    """Return who owns the files of the site, as ``history.ownership`` finds it on disk."""
    for place in PLACES:
        real = _real(tree, place)
        if real and real in tree.entries and real not in tree.folders:
            return read_codeowners(
                objects.read(tree.entries[real].id).decode("utf-8", "replace"), place, prefix
            )
    return None


def _walk(tree: CommitTree, folder: str, below: str) -> FoundFiles:
    """Find the files below a folder, as ``discover`` does on disk; each with its path in the tree."""
    inside = _real(tree, folder)
    if inside is None:
        return FoundFiles(files=())
    return walk(inside, below, lambda here, way: _look(tree, here, way, inside))


def _look(tree: CommitTree, here: str, way: str, inside: str) -> Listed:
    files: list[tuple[str, str]] = []
    folders: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    faults: list[Diagnostic] = []
    has_links = False
    for name in (name for name in tree.folders.get(here, ()) if not ignored(name)):
        at, path = f"{here}/{name}".lstrip("/"), f"{way}{name}"
        if wrong := unusable_name(path):
            faults.append(wrong)
        elif tree.is_link(at):
            has_links = True
            target = _target(tree, at, inside)
            if isinstance(target, bool):
                faults.append(link_out_of_site(path, exists=target))
            else:
                (links if target in tree.folders else files).append((path, target))
        else:
            (folders if at in tree.folders else files).append((path, at))
    return Listed(
        files=tuple(files),
        folders=tuple(folders),
        links=tuple(links),
        faults=tuple(faults),
        has_links=has_links,
    )


def _real(tree: CommitTree, path: str) -> str | None:
    try:
        return tree.real(path)
    except LeavesError:
        return None


def _target(tree: CommitTree, link: str, inside: str) -> str | bool:
    """Return where a link leads, or else whether there is anything: what leads out of the repository may well be."""
    try:
        target = tree.real(link)
    except LeavesError:
        return True
    if target is None:
        return False
    return target if os.path.commonpath((target, inside)) == inside else True


def _file(path: str, at: str, text: bool, tree: CommitTree, objects: Objects, store: Path) -> Source | Blob:
    id = tree.entries[at].id
    if text:
        return source(path, objects.read(id))
    file = objects.keep(id, store)
    # by its real path, since a blob is opened by no link (files.as_found)
    kept = os.path.realpath(file)
    return blob(path, kept, kept)


def _themes(
    tree: CommitTree, folder: str, objects: Objects, store: Path
) -> tuple[dict[str, dict[str, Source | Blob]], tuple[Diagnostic, ...]]:
    """Return the files of the site's own themes by name, and what could not be read of them."""
    real = _real(tree, folder)
    names = [] if real is None else [name for name in tree.folders.get(real, ()) if not ignored(name)]
    paths = {name: f"{real}/{name}".lstrip("/") for name in names}
    found = {name: _walk(tree, path, "") for name, path in paths.items() if _real(tree, path) in tree.folders}
    themes = {
        name: {
            path: _file(path, at, path.endswith(THEME_TEXTS), tree, objects, store) for path, at in one.files
        }
        for name, one in found.items()
    }
    return themes, tuple([wrong for one in found.values() for wrong in one.faults])
