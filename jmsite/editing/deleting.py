"""Take an entity out of the content: its file, its entry in a registry, or its part of a stage."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.file_text import FileText, with_operations
from jmsite.editing.operations import Operation, RemoveValue
from jmsite.editing.own_id import written_steps
from jmsite.editing.renaming import unknown_id
from jmsite.editing.site_patch import SitePatch, texts_patch
from jmsite.editing.written_site import Target, WrittenSite

NEVER = ("site", "home", "chart")


def delete(site: WrittenSite, target: Target) -> SitePatch:
    """Return what takes an entity out of the content, with all that is a part of it.

    What still names it is told by the check of the site. Raises ``RefusedEditError`` where that cannot be.
    """
    if target[0] in NEVER or site.find(target) is None:
        raise unknown_id(site, target)
    entries = list(_entries(site, target))
    texts: dict[str, bytes | None] = {}
    for path in dict.fromkeys(path for path, _ in entries):
        operations = [operation for one, operation in entries if one == path]
        texts[path] = with_operations(FileText(site.inputs, path), operations)
    texts.update(dict.fromkeys(_files(site, target)))
    if not texts:
        raise RefusedEditError(
            f"the {target[0]} '{target[1]}' is not written by itself; delete what holds it"
        )
    return texts_patch(site.inputs, texts)


def _entries(site: WrittenSite, target: Target) -> Iterator[tuple[str, Operation]]:
    """Yield the parts of files that an entity is: an entry of a registry, a step wherever it is written."""
    kind, id = target
    if kind == "step":
        for draft, at in written_steps(site, id):
            yield draft.places_of(at).path, RemoveValue(loc=(*draft.prefix, *at), keep=len(draft.prefix))
        return
    for draft in site.drafts:
        if (draft.kind, draft.id) == target and draft.prefix:
            yield draft.path, RemoveValue(loc=draft.prefix)


def _files(site: WrittenSite, target: Target) -> Iterator[str]:
    """Yield the files that an entity is: of a journey all in its folder, of a stage those of its variants, too."""
    kind, id = target
    if kind == "journey":
        yield from (path for path in site.inputs.content if path.startswith(f"content/journeys/{id}/"))
        return
    for draft in site.drafts:
        part = kind == "stage" and draft.kind in ("stage", "variant") and f"{draft.id}/".startswith(f"{id}/")
        own = (draft.kind, draft.id) == target and not draft.prefix
        lone = kind == "persona" and draft.kind == "variant" and draft.id.rpartition("/")[2] == id
        if part or own or lone:
            yield from dict.fromkeys((draft.path, draft.body_path))
