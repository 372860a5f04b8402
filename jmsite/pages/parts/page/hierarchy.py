"""The way down a hierarchy: what a journey or department is a part of."""

from __future__ import annotations

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.registry import Department
from jmsite.model.page import Link


def links_above(catalog: Catalog, entity: Entity[Journey] | Entity[Department]) -> tuple[Link, ...]:
    """Return what an entity is a part of by its ``parent``, the outermost first."""
    above: list[Link] = []
    # a circle of parents is told by a check, and must not keep a page from being shown
    seen = {entity.id}
    parent = catalog.find(entity.kind, entity.fields.parent or "")
    while parent and parent.id not in seen:
        seen.add(parent.id)
        above.insert(0, Link(title=parent.title, url=parent.url))
        parent = catalog.find(entity.kind, parent.fields.parent or "")
    return tuple(above)
