"""The faults in what readers see that do not stop a build, by who keeps it true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES
from jmsite.model.value import Value

TEXTS = (".md", ".yaml", ".yml")


class ShownFinding(Value):
    """A fault that does not stop a build, and the page of what it is about.

    It says what rule is broken and where, and not how: the message of a fault may quote what was answered, and what
    is quoted may be hidden. Whoever mends it reads that where he builds.
    """

    title: str
    url: str
    rule: str
    said: str
    place: str


def findings(catalog: Catalog) -> tuple[tuple[str, tuple[ShownFinding, ...]], ...]:
    """Return the findings of each owner, by name; those that nobody owns come last, under no name."""
    owners: dict[str, list[ShownFinding]] = {}
    for owner, finding in _found(catalog):
        owners.setdefault(owner, []).append(finding)
    return tuple(
        (owner, tuple(dict.fromkeys(owners[owner])))
        for owner in sorted(owners, key=lambda name: (not name, name))
    )


def _found(catalog: Catalog) -> Iterator[tuple[str, ShownFinding]]:
    faults = catalog.table("findings")
    others = {other.place.path for found in faults.values() for fault in found for other in fault.related}
    written = _written_in(catalog, frozenset((*faults, *others)))
    for path in sorted(written.keys() & faults.keys()):
        for fault in faults[path]:
            place = fault.place
            entity = _about(catalog, written[path], place)
            # a finding may quote what only some readers may see
            if entity is not None and not _of_hidden(fault, written):
                said, where = RULES[fault.rule].title, f"{place.path}:{place.line}"
                yield (
                    _owner(catalog, entity),
                    ShownFinding(title=entity.title, url=entity.url, rule=fault.rule, said=said, place=where),
                )


def _of_hidden(fault: Diagnostic, written: Mapping[str, Any]) -> bool:
    """Return whether a fault is one only beside a text that this build does not show: it would tell of that text."""
    return any(other.place.path not in written for other in fault.related if other.place.path.endswith(TEXTS))


def _written_in(catalog: Catalog, paths: frozenset[str]) -> dict[str, list[Entity[Any]]]:
    """Return what is written in each of some files, in order of lines."""
    found: dict[str, list[Entity[Any]]] = {}
    readable = [kind.name for kind in KINDS.values() if kind.readable]
    for kind in readable if paths else ():
        for entity in catalog.all(kind):
            for path in dict.fromkeys((entity.path, entity.prose_path)):
                if path in paths:
                    found.setdefault(path, []).append(entity)
    return {path: sorted(found[path], key=lambda entity: entity.line) for path in sorted(found)}


def _about(catalog: Catalog, entities: list[Entity[Any]], place: Place) -> Entity[Any] | None:
    """Return whose a place in a file is; None where it belongs to nothing that this build shows."""
    entries = catalog.read("entries", place.path)
    if entries is None:
        return entities[0]
    before = [target for line, target in entries if line <= place.line]
    return catalog.find(*before[-1]) if before else None


def _owner(catalog: Catalog, entity: Entity[Any]) -> str:
    """Return who keeps an entity true; a stage and what is said of it for one persona belong to the map's owner."""
    name = entity.fields.owner or ""
    if not name and entity.kind in ("stage", "variant"):
        journey = catalog.journey(entity.id.partition("/")[0])
        return (journey.fields.owner or "") if journey else ""
    department = catalog.department(name) if entity.kind in ("touchpoint", "system") else None
    return department.title if department else name
