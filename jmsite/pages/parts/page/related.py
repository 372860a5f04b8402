"""The backlinks of a page: what else names its entity, where no picture or list of the page shows that already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.page import Link


def related(
    catalog: Catalog, entity: Entity[Any], kinds: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield links to what else names an entity, by the kinds given, each under the key of its name."""
    for kind in kinds:
        users = [user for user in catalog.users(entity.kind, entity.id, kind) if _untold(entity, user)]
        if users:
            yield f"kind.{kind}", tuple(_link(catalog, user) for user in users)


def _untold(entity: Entity[Any], user: Entity[Any]) -> bool:
    """Return whether the page does not list the two of them already."""
    if entity.kind == "persona" and user.kind == "research":
        return user.id not in entity.fields.research
    return entity.kind != "department" or user.fields.owner != entity.id


def _link(catalog: Catalog, user: Entity[Any]) -> Link:
    """Return a link to who names it; a step says of which journey."""
    journey = catalog.journey(user.id.partition("/")[0]) if user.kind == "step" else None
    return Link(title=catalog.words.row(user.title, journey.title) if journey else user.title, url=user.url)
