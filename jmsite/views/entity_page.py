"""What the pages of single entities have in common: own fields, safe links, anchors of their sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.kinds import KINDS
from jmsite.model.page import Link, Page

OUT = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact beside a heading; ``url`` where it leads somewhere."""

    name: str
    value: str
    url: str = ""


def entity_page(entity: Entity[Any], kind: str, view: Any, description: str) -> Page:
    """The page of a single entity."""
    found = KINDS[entity.kind]
    fields = entity.fields
    return Page(
        kind,
        entity.url,
        entity.title,
        view,
        description=description,
        section=f"{found.folder}/",
        crumbs=(Link(found.title, f"{found.folder}/"),),
        path=entity.path,
        line=entity.line,
        language=fields.language or "",
        draft=fields.draft,
    )


def free(entity: Entity[Any], names: Iterable[str]) -> tuple[str, ...]:
    """The names that no heading of the entity's prose has taken as its anchor."""
    return tuple(name for name in names if name not in entity.anchors)


def outward(address: str | None) -> str:
    """An address that leads out of the site; a path inside the content is not shown."""
    return address if address and address.startswith(OUT) else ""


def own_facts(catalog: Catalog, entity: Entity[Any]) -> tuple[Fact, ...]:
    """The fields of the site's own that an entity fills, as words; pictures are left to the prose."""
    declared = catalog.site.fields.get(entity.kind, {})
    return tuple(
        _fact(declared[name].title, value, declared[name].type)
        for name, value in entity.fields.fields.items()
        if name in declared and declared[name].type != "image" and value not in (None, "", ())
    )


def _fact(title: str, value: Any, type: str) -> Fact:
    if isinstance(value, (list, tuple)):
        return Fact(title, ", ".join(str(each) for each in value))
    if type == "link":
        url = outward(str(value))
        return Fact(title, host(url) if url else str(value), url)
    return Fact(title, f"{value:,g}" if isinstance(value, (int, float)) else str(value))


def host(url: str) -> str:
    """Where an address leads, in short."""
    return url.removeprefix("mailto:").removeprefix("tel:").partition("://")[2].partition("/")[0] or url
