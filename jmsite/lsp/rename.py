"""Give an entity another id everywhere it is written: in fields, in links, in the names of files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from jmsite.content.additions import addition
from jmsite.content.link_targets import LinkTarget
from jmsite.lsp.names_in_readings import called_in_files, said_in_readings
from jmsite.lsp.navigate import Named, entity_at, links, under
from jmsite.lsp.state import SiteState, Target
from jmsite.model.diagnostics import Edit, Place
from jmsite.model.fields import ID
from jmsite.model.sources import Loc
from jmsite.model.value import Value

WHOLE = ("site", "home", "chart", "variant", "page")
"""Kinds that nothing names by an id."""
SETTINGS = "content/site.yaml"
PARTS = {"journey": 0, "stage": 1, "step": 2}
"""Kinds whose ids are parts of a longer one, and which part."""


class RefusedRenameError(Exception):
    """An id that cannot be changed; the message tells the reader why."""


class Renaming(Value):
    """All that giving an entity another id takes: edits of texts, and files or folders that get another name."""

    edits: tuple[Edit, ...]
    moves: tuple[tuple[str, str], ...]


def renamable(site: SiteState, path: str, line: int, column: int) -> tuple[Target, Named | None]:
    """Return the entity at a place whose id can be changed there. Raises ``RefusedRenameError`` where there is none."""
    target, named = entity_at(site, path, line, column), under(site, path, line, column)
    if target is None or target[0] in WHOLE:
        raise RefusedRenameError("there is no id here to rename")
    return target, named


def rename(site: SiteState, target: Target, new: str) -> Renaming:
    """Return what gives an entity the id ``new``. Raises ``RefusedRenameError`` where that cannot be."""
    if not re.fullmatch(ID, new):
        raise RefusedRenameError(
            f"'{new}' is not a valid id: use lower-case letters a to z, digits and single hyphens"
        )
    kind, old = target
    whole = _whole(target, new)
    if whole != old and site.find((kind, whole)) is not None:
        raise RefusedRenameError(f"there is already a {kind} '{whole}'")
    entity = site.find(target)
    if entity is None:
        raise RefusedRenameError(f"there is no {kind} '{old}'")
    moves = tuple(_moves(site, target, new))
    # each once, in order: what is a reference may be found as a link as well
    edits = dict.fromkeys(
        (
            *_own(site, target, new),
            *_fields(site, target, new),
            *_readings(site, target, new),
            *_links(site, target, new, moves),
            *_paths(site, moves),
        )
    )
    return Renaming(edits=tuple(sorted(edits, key=lambda edit: edit.place)), moves=moves)


def short(target: Target) -> str:
    """Return the part of an id that is the entity's own."""
    return target[1].rpartition("/")[2]


def _whole(target: Target, new: str) -> str:
    head, slash, _ = target[1].rpartition("/")
    return f"{head}{slash}{new}"


def _own(site: SiteState, target: Target, new: str) -> Iterator[Edit]:
    """Yield the id where the entity itself is written: the key in a registry, the ``id`` of a step."""
    kind, id = target
    for draft in site.drafts():
        if (draft.kind, draft.id) == target and draft.prefix:
            yield from _edit(site, draft.key(()), id, new)
        if kind == "step" and draft.kind in ("stage", "journey") and draft.stage == id.rpartition("/")[0]:
            at = next((at for at, step in draft.steps() if step.id == short(target)), None)
            if at is None:
                # the title is for readers, and must not change with an id
                raise RefusedRenameError("this step's id is made from its title: add an 'id:' first")
            yield from _edit(site, draft.place((*at, "id")), short(target), new)


def _fields(site: SiteState, target: Target, new: str) -> Iterator[Edit]:
    """Yield the references to an entity, and to what is a part of it."""
    for (found, id), referred, place in site.uses():
        if _concerns(target, (found, id)):
            called = referred.kind != "next" and referred.id != id
            written = written_as(id if called else referred.id, target, new, id)
            if written != referred.id and not (called and (found, id) != target):
                yield from _edit(site, place, referred.id, written)


def _concerns(target: Target, other: Target) -> bool:
    """Return whether an entity is the one that is renamed, or a part of it."""
    inside = target[0] in PARTS and other[0] in PARTS and PARTS[other[0]] >= PARTS[target[0]]
    return other == target or (inside and other[1].startswith(f"{target[1]}/"))


def written_as(word: str, target: Target, new: str, whole: str) -> str:
    """Return how a word names an entity after the renaming; it may be only the last parts of its ``whole`` id."""
    if target[0] not in PARTS:
        return new
    parts = word.split("/")
    at = PARTS[target[0]] - (whole.count("/") + 1 - len(parts))
    return "/".join([new if number == at else part for number, part in enumerate(parts)])


def _readings(site: SiteState, target: Target, new: str) -> Iterator[Edit]:
    """Yield what readings say of an entity, and how to say what their files call it: these stay as they are."""
    for said in said_in_readings(site):
        if _concerns(target, said.target):
            written = written_as(said.word, target, new, said.target[1])
            if written != said.word:
                yield from _edit(site, said.place, said.word, written)
    for draft in site.drafts():
        missing: dict[Loc, str] = {}
        for called in called_in_files(site, draft):
            written = written_as(called.id, target, new, called.target[1])
            if _concerns(target, called.target) and written != called.id:
                missing["readings", "map", called.target[0], called.word] = written
        if missing:
            prefixed = {(*draft.prefix, *loc): word for loc, word in missing.items()}
            fix = addition(draft.places_of(("readings",)), prefixed)
            yield from fix.edits if fix else ()


def _paths(site: SiteState, moves: tuple[tuple[str, str], ...]) -> Iterator[Edit]:
    """Yield the paths of files and folders that site.yaml says the visibility of."""
    lines = list(enumerate(site.lines(SETTINGS), 1))
    for entry in site.compiled().catalog.site.visibility:
        key = re.compile(rf"(?<![\w./-]){re.escape(entry)}(?=['\"]?\s*:)")
        moved = _entry(entry, moves)
        for number, line in lines if moved != entry else ():
            if found := key.search(line):
                place = Place(
                    path=SETTINGS, line=number, column=found.start() + 1, end_column=found.end() + 1
                )
                yield Edit(place=place, old=entry, new=moved)


def _entry(entry: str, moves: tuple[tuple[str, str], ...]) -> str:
    """Return a path as site.yaml names it after moves: from content/, with its ending or without."""
    for ending in ("", ".md", ".yaml"):
        path = f"content/{entry}{ending}"
        if (moved := _moved(path, moves)) != path:
            return moved.removeprefix("content/").removesuffix(ending)
    return entry


def _moves(site: SiteState, target: Target, new: str) -> Iterator[tuple[str, str]]:
    """Yield the files that are called by the id: of a journey its folder, of a stage its variants, too."""
    kind, old = target
    if kind == "journey":
        yield f"content/journeys/{old}", f"content/journeys/{new}"
    for draft in site.drafts():
        if kind == "persona" and draft.kind == "variant" and draft.id.rpartition("/")[2] == old:
            head, _, ending = draft.path.rpartition(".")
            yield draft.path, f"{head.removesuffix(old)}{new}.{ending}"
        elif kind == "stage" and draft.kind in ("stage", "variant") and _is_of(draft.id, old):
            for path in dict.fromkeys((draft.path, draft.body_path)):
                folder, _, name = path.rpartition("/")
                number = re.match(r"(?:\d+(?:\.\d+)?-)?", name)
                head = number[0] if number else ""
                yield path, f"{folder}/{head}{new}{name[len(head) + len(short(target)) :]}"
        elif kind not in PARTS and (draft.kind, draft.id) == target and not draft.prefix:
            for path in dict.fromkeys((draft.path, draft.body_path)):
                folder, _, name = path.rpartition("/")
                yield path, f"{folder}/{new}{name[len(old) :]}"


def _is_of(id: str, stage: str) -> bool:
    return id == stage or id.startswith(f"{stage}/")


def _links(site: SiteState, target: Target, new: str, moves: tuple[tuple[str, str], ...]) -> Iterator[Edit]:
    """Yield the links that lead to what is called otherwise then; those within a folder that moves as a whole stay."""
    for link, place in links(site):
        moved, anchor = _moved(link.path, moves), _anchor(site, link, target, new)
        written, mark, _ = link.href.partition("#")
        if moved != link.path and written:
            start = "content" if link.field else _moved(posixpath.dirname(place.path), moves)
            found = posixpath.relpath(moved, start)
            written = written if found == posixpath.normpath(written) else found
        if f"{written}{mark}{anchor}" != link.href:
            yield from _edit(site, place, link.href, f"{written}{mark}{anchor}")


def _anchor(site: SiteState, link: LinkTarget, target: Target, new: str) -> str:
    """Return the anchor of a link after the renaming: of an entry of a registry its id, of a step those of
    stage and step.
    """
    anchor = link.href.partition("#")[2]
    kind, old = target
    entity = site.find(target)
    if entity is not None and site.role(entity.path).startswith("registry:"):
        return new if (link.path, anchor) == (entity.path, old) else anchor
    journey, _, inside = old.partition("/")
    if kind not in ("stage", "step") or not link.path.startswith(f"content/journeys/{journey}/"):
        return anchor
    stage, mark, step = anchor.partition("--")
    if kind == "stage":
        return f"{new}{mark}{step}" if mark and stage == inside else anchor
    return f"{stage}{mark}{new}" if anchor == inside.replace("/", "--") else anchor


def _moved(path: str, moves: tuple[tuple[str, str], ...]) -> str:
    """Return where a file is after moves of files and folders."""
    for old, new in moves:
        if _is_of(path, old):
            return new + path[len(old) :]
    return path


def _edit(site: SiteState, place: Place, old: str, new: str) -> Iterator[Edit]:
    """Yield an edit of exactly the words ``old`` where they stand within a place."""
    lines = site.lines(place.path)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    at = line.find(old, place.column - 1)
    if at >= 0:
        yield Edit(
            place=Place(path=place.path, line=place.line, column=at + 1, end_column=at + 1 + len(old)),
            old=old,
            new=new,
        )
