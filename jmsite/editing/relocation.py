"""The ids and files that are others after an edit: known before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jmsite.editing.written_site import Target, WrittenSite
from jmsite.model.value import Value

PARTS = ("journey", "stage", "variant", "step")
"""Kinds whose ids are those of a journey and, behind slashes, of its parts."""
Moves = tuple[tuple[str, str], ...]
"""Files and folders with the names that they get, by path from the site's root."""


class Relocation(Value):
    """The ids that change, and the files that get other names; what is a part of a journey or stage follows it."""

    ids: Mapping[Target, str]
    moves: Moves = ()

    def id(self, target: Target) -> str:
        """Return the id of an entity afterwards."""
        kind, id = target
        if target in self.ids:
            return self.ids[target]
        if kind == "chart":
            # a chart is called by the file that it stands in
            path, mark, number = id.rpartition("#")
            return f"{self.path(path)}{mark}{number}"
        for (whole, old), new in self.ids.items() if kind in PARTS else ():
            if whole in PARTS and id.startswith(f"{old}/"):
                return new + id[len(old) :]
        return id

    def path(self, path: str) -> str:
        """Return where a file is afterwards."""
        for old, new in self.moves:
            if path == old or path.startswith(f"{old}/"):
                return new + path[len(old) :]
        return path

    def ids_of(self, site: WrittenSite, kind: str) -> dict[str, str]:
        """Return the ids of a kind as they are, with what they are afterwards."""
        return {id: self.id((kind, id)) for id in site.entities(kind)}


def moved_files(site: WrittenSite, target: Target, whole: str) -> Iterator[tuple[str, str]]:
    """Yield the files that are called by the id of an entity: of a journey its folder, of a stage its variants, too."""
    kind, old = target
    if kind == "journey":
        yield f"content/journeys/{old}", f"content/journeys/{whole}"
        return
    for draft in site.drafts:
        for path in dict.fromkeys((draft.path, draft.body_path)):
            if kind == "persona" and draft.kind == "variant" and draft.id.rpartition("/")[2] == old:
                head, _, ending = path.rpartition(".")
                yield path, f"{head.removesuffix(old)}{whole}.{ending}"
            elif (
                kind == "stage"
                and draft.kind in ("stage", "variant")
                and f"{draft.id}/".startswith(f"{old}/")
            ):
                yield path, stage_file(path, old, whole)
            elif kind not in PARTS and (draft.kind, draft.id) == target and not draft.prefix:
                yield path, _called(path, old, whole)


def stage_file(path: str, old: str, whole: str, number: str | None = None) -> str:
    """Return the file of a stage, or of a variant of it, under another id, and another number where it gets one."""
    name = path.rpartition("/")[2]
    found = re.match(r"(?:\d+(?:\.\d+)?-)?", name)
    head = found[0] if found else ""
    journey, _, stage = whole.partition("/")
    rest = name[len(head) + len(old.partition("/")[2]) :]
    return f"content/journeys/{journey}/{head if number is None else f'{number}-'}{stage}{rest}"


def _called(path: str, old: str, whole: str) -> str:
    """Return the path of a file whose name is an id; the page of a folder is the index in it."""
    name, dot, ending = path.rpartition(".")
    index = "/index" if name.endswith("/index") and not old.endswith("index") else ""
    return f"{name.removesuffix(index).removesuffix(old)}{whole}{index}{dot}{ending}"
