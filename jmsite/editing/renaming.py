"""Give an entity another id everywhere it is written: in fields, in links, in the names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.naming import naming_edits
from jmsite.editing.own_id import alias_edits, id_edits, written_steps
from jmsite.editing.patch import FilePatch
from jmsite.editing.relocation import Relocation, moved_files
from jmsite.editing.written_site import Target, WrittenSite
from jmsite.model.addresses import address as address_of
from jmsite.model.addresses import former_path, is_device_name, output_path
from jmsite.model.fields import ID
from jmsite.model.kinds import KINDS, STEP
from jmsite.model.suggestions import did_you_mean


def rename(site: WrittenSite, target: Target, new: str) -> FilePatch:
    """Return what gives an entity the id ``new``, the whole of it or its last part.

    Raises ``RefusedEditError`` where that cannot be.
    """
    if site.find(target) is None:
        raise unknown_id(site, target)
    whole = _whole(target, new)
    _check(site, target, whole)
    relocation = relocation_of(site, target, whole)
    # each once, in order: what is a reference may be found as a link as well
    edits = dict.fromkeys(
        (
            *id_edits(site, target, whole.rpartition("/")[2] if target[0] != "page" else whole),
            *alias_edits(site, relocation),
            *naming_edits(site, relocation),
        )
    )
    return FilePatch(
        relocation=relocation,
        edits=tuple(sorted((one for one in edits if one.old != one.new), key=lambda one: one.place)),
    )


def relocation_of(site: WrittenSite, target: Target, whole: str) -> Relocation:
    """Return what has another id or file when an entity is called otherwise."""
    ids = {target: whole, **dict(_parts(site, target, whole))}
    return Relocation(ids=ids, moves=tuple(dict.fromkeys(moved_files(site, target, whole))))


def _parts(site: WrittenSite, target: Target, whole: str) -> Iterator[tuple[Target, str]]:
    """Yield what is called after an entity beside its parts: variants for a persona, the step that a stage is."""
    kind, old = target
    if kind == "persona":
        for id in site.entities("variant"):
            if id.rpartition("/")[2] == old:
                yield ("variant", id), f"{id.rpartition('/')[0]}/{whole}"
    itself = f"{old}/{old.rpartition('/')[2]}"
    if kind == "stage" and itself in site.entities("step") and not list(written_steps(site, itself)):
        yield ("step", itself), f"{whole}/{whole.rpartition('/')[2]}"


def own_part(target: Target) -> str:
    """Return the part of an id that is the entity's own."""
    return target[1] if target[0] == "page" else target[1].rpartition("/")[2]


def unknown_id(site: WrittenSite, target: Target) -> RefusedEditError:
    """Return the refusal of an id that there is not, with what was perhaps meant."""
    kind, id = target
    near = did_you_mean(site.lexicons.of(kind).meant(id).found)
    return RefusedEditError(f"there is no {kind} '{id}'" + (f"; {near}" if near else ""))


def _whole(target: Target, new: str) -> str:
    head, slash, _ = target[1].rpartition("/")
    if "/" not in new:
        return f"{head}{slash}{new}"
    if target[0] == "page":
        return new.strip("/")
    if new.rpartition("/")[0] != head:
        further = f"; to move it there, use 'jmsite move {target[1]}'" if head else ""
        raise RefusedEditError(f"'{new}' is in another place{further}")
    return new


def _check(site: WrittenSite, target: Target, whole: str) -> None:
    """Raise ``RefusedEditError`` where an entity cannot have an id."""
    kind, old = target
    for part in whole.split("/") if kind == "page" else [whole.rpartition("/")[2]]:
        if is_device_name(part):
            raise RefusedEditError(f"Windows does not allow a file named '{part}'; choose another id")
        if (kind != "page" and not re.fullmatch(ID, part)) or former_path(part) is None or "." in part:
            hint = "use lower-case letters a to z, digits and single hyphens"
            raise RefusedEditError(f"'{part}' is not a valid id: {hint}")
    if whole == old:
        raise RefusedEditError(f"the {kind} '{old}' has this id already")
    taken = next((id for id in site.entities(kind) if id.casefold() == whole.casefold()), None)
    if taken is not None and taken != old:
        raise RefusedEditError(f"there is already a {kind} '{taken}'")
    _check_address(site, target, whole)


def _check_address(site: WrittenSite, target: Target, whole: str) -> None:
    """Raise ``RefusedEditError`` where the new address is one that something else had."""
    path = output_path(address_of(target[0], whole))
    for kind in (*KINDS, STEP.name) if target[0] != "step" else ():
        for entity in site.entities(kind).values():
            for alias in getattr(entity.fields, "aliases", ()):
                if former_path(alias) == path and (kind, entity.id) != target:
                    message = f"'{alias}' is a former address of the {kind} '{entity.id}'"
                    raise RefusedEditError(f"{message}; remove it from its 'aliases:' first")
