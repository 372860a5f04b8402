"""Leave out what only authors need, for an audience: what is watched, names on a host, fingerprints of reviews,
and how a log of events is read.

They say how a portal is kept: paths of code, teams, and the names of parts, hidden ones among them. Whether a review
still holds has been worked out before.
"""

from __future__ import annotations

from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.metric import FunnelEvents
from jmsite.model.entities.review import Review
from jmsite.model.fields import Fields
from jmsite.model.kinds import ENTITIES
from jmsite.model.value import replace

AUTHORS_ONLY = frozenset(("watch", "code_owner", "events"))


def without_authors_fields(catalog: Catalog, audience: str) -> Catalog:
    """Return a catalog as an audience may have it; those within have all of it."""
    if audience == "internal":
        return catalog
    kept = {
        kind: {id: _of_entity(entity) for id, entity in catalog.tables[kind].items()}
        for kind in ENTITIES
        if kind in catalog.tables
    }
    walks = {
        journey: tuple(_of_entity(step) for step in steps)
        for journey, steps in catalog.tables.get("journey_steps", {}).items()
    }
    return Catalog(tables={**catalog.tables, **kept, "journey_steps": walks})


def _of_entity(entity: Entity[Any]) -> Entity[Any]:
    fields = _of_fields(entity.fields)
    return entity if fields is entity.fields else replace(entity, fields=fields)


def _of_fields(fields: Fields) -> Fields:
    """Return fields without those of authors, at any depth; the same object where there are none."""
    changed: dict[str, Any] = {
        name: None if isinstance(value, Fields) else ()
        for name in AUTHORS_ONLY
        # from which log a metric counts is no secret, only how the log is read
        if (value := getattr(fields, name, ())) and not isinstance(value, FunnelEvents)
    }
    if isinstance(fields, Review) and fields.of:
        changed["of"] = {}
    for name, value in vars(fields).items():
        if name not in changed and isinstance(value, tuple):
            parts = tuple(_of_fields(one) if isinstance(one, Fields) else one for one in value)
            if any(part is not one for part, one in zip(parts, value, strict=True)):
                changed[name] = parts
    return fields.model_copy(update=changed) if changed else fields
