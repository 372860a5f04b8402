"""The frame that the pages of single entities share: their place in the site, and the anchors of their sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.kinds import KINDS
from jmsite.model.page import Link, Page

E = TypeVar("E")


def require_entity(entity: E | None) -> E:
    """Return an entity that is there for sure: a page key, or what asks, was made of it. Who is wrong fails at once."""
    assert entity is not None  # noqa: S101 - see above
    return entity


def entity_page(catalog: Catalog, entity: Entity[Any], kind: str, view: Any, description: str) -> Page:
    """Return the page of a single entity."""
    found = KINDS[entity.kind]
    fields = entity.fields
    return Page(
        kind=kind,
        url=entity.url,
        title=entity.title,
        view=view,
        description=description,
        section=f"{found.folder}/",
        crumbs=(Link(title=catalog.words.phrase(f"kind.{found.name}"), url=f"{found.folder}/"),),
        path=entity.path,
        line=entity.line,
        language=fields.language or "",
        draft=fields.draft,
    )


def free_anchors(entity: Entity[Any], names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that no heading of the entity's prose has taken as its anchor."""
    return tuple(name for name in names if name not in entity.anchors)
