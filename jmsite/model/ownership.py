"""The owners of files of the content: lines for ``CODEOWNERS``, made from the departments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.codeowners import OWNER, escaped_path
from jmsite.model.kinds import KINDS
from jmsite.model.value import Value

BEGIN, END = "# BEGIN jmsite", "# END jmsite"
NOTE = "# Written by 'jmsite codeowners' from the departments: change these, not the lines."


class OwnedPath(Value):
    """A file or folder of the content, by its path from the site's root, and the names of who owns it."""

    path: str
    owners: tuple[str, ...]


def owned_paths(catalog: Catalog) -> tuple[OwnedPath, ...]:
    """Return who owns which file, by the owners and departments that the content names; folders before their files."""
    names = _names(catalog)
    found: dict[str, dict[str, None]] = {}
    for entity in _entities(catalog):
        for id in _departments(catalog, entity, names):
            for path in _paths(entity):
                found.setdefault(path, {}).update(dict.fromkeys(names[id]))
    listed = {path: tuple(owners) for path, owners in sorted(found.items()) if owners}
    return tuple(
        [OwnedPath(path=path, owners=owners) for path, owners in listed.items() if _says(path, listed)]
    )


def unreachable(catalog: Catalog) -> tuple[str, ...]:
    """Return the titles of departments that own something in the content, and have no name for ``CODEOWNERS``."""
    names = _names(catalog)
    used = {id for entity in _entities(catalog) for id in _departments(catalog, entity, names)}
    return tuple([one.title for one in catalog.all("department") if one.id in used and not names[one.id]])


def block(paths: Sequence[OwnedPath], prefix: str = "") -> str:
    """Return the lines of ``CODEOWNERS`` between their marks; ``prefix`` is the site's folder in its repository."""
    written = [f"/{escaped_path(prefix + one.path)} {' '.join(one.owners)}" for one in paths]
    return "\n".join([BEGIN, NOTE, *written, END]) + "\n"


def with_block(text: str, lines: str) -> str:
    """Return a file ``CODEOWNERS`` with a block in the place of the one in it, or else at its end.

    Lines outside of the marks stay as they are. Raises ``ValueError`` where a block is begun and not ended.
    """
    kept = text.splitlines(keepends=True)
    plain = [line.strip() for line in kept]
    ending = "\r\n" if "\r\n" in text else "\n"
    made = lines.replace("\n", ending)
    if BEGIN not in plain:
        before = text if not text or text.endswith("\n") else text + ending
        return before + (ending if before.strip() else "") + made
    begin = plain.index(BEGIN)
    if END not in plain[begin:]:
        raise ValueError(f"line {begin + 1} begins a block, and no line '{END}' ends it")
    end = plain.index(END, begin)
    return "".join([*kept[:begin], made, *kept[end + 1 :]])


def _names(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Return the names of departments in ``CODEOWNERS``; a department without any is asked by the one above it."""
    return {one.id: _reachable(catalog, one) for one in catalog.all("department")}


def _reachable(catalog: Catalog, department: Entity[Any] | None) -> tuple[str, ...]:
    seen: set[str] = set()
    # up through the departments above, which may lead in a circle in content with faults
    while department and department.id not in seen:
        seen.add(department.id)
        names = tuple(name for name in department.fields.code_owner if OWNER.fullmatch(name))
        if names:
            return names
        department = catalog.department(department.fields.parent or "")
    return ()


def _entities(catalog: Catalog) -> Iterator[Entity[Any]]:
    for kind in KINDS.values():
        if kind.name not in ("site", "home", "chart", "variant"):
            yield from catalog.all(kind.name)


def _paths(entity: Entity[Any]) -> tuple[str, ...]:
    """Return the files of an entity; of a journey its folder."""
    if entity.kind == "journey":
        return (f"{entity.path.rpartition('/')[0]}/",)
    return tuple(filter(None, (entity.path, entity.body)))


def _departments(catalog: Catalog, entity: Entity[Any], names: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the departments that own an entity: the one that its owner is, or leads; else the first it names."""
    fields: Any = entity.fields
    if entity.kind == "department":
        return (entity.id,)
    owner = (fields.owner or "").casefold()
    for one in catalog.all("department") if owner else ():
        people = (one.id, one.title, one.fields.lead or "")
        # a person may be written with the team after the name
        if any(name and name.casefold() in (owner, owner.partition(",")[0].strip()) for name in people):
            return (one.id,)
    named = getattr(fields, "departments", ()) if entity.kind != "system" else ()
    return tuple(id for id in named[:1] if id in names)


def _says(path: str, listed: Mapping[str, tuple[str, ...]]) -> bool:
    """Return whether a line says more than that of the folder around it."""
    folder = f"{path.rstrip('/').rpartition('/')[0]}/"
    return folder not in listed or listed[folder] != listed[path]
