"""The fields and lanes of a site's own, as facts beside a heading and as cells of a map."""

from __future__ import annotations

from datetime import date
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.own_fields import OWN_FIELD_TYPES
from jmsite.pages.parts.map.cells import Picture, Rating, note_mark
from jmsite.pages.parts.page.facts import Fact, address, anchor, dots

Sorted = tuple[str, Any]
"""The sort of a value, as the theme calls it, and what is shown."""


def is_written(value: Any) -> bool:
    """Return whether somebody has written anything."""
    return value not in (None, "", (), [])


def own_facts(catalog: Catalog, entity: Entity[Any]) -> tuple[Fact, ...]:
    """Return the site's own fields of an entity, in the order in which the site declares them."""
    written = entity.fields.fields
    return tuple(
        Fact(
            key=name,
            sort=sort,
            value=value,
            id=anchor(entity, name),
            title=own.title,
            edit=f"{entity.handle}#fields.{name}",
        )
        for name, own in catalog.site.fields.get(entity.kind, {}).items()
        if is_written(written.get(name))
        for sort, value in [as_fact(catalog, written[name], own.type)]
    )


def as_fact(catalog: Catalog, value: Any, type: str) -> Sorted:
    """Return the sort and the value of a fact; a value of a wrong type, which is a fault, as text."""
    shown = OWN_FIELD_TYPES[type].shown
    if shown in ("number", "dots") and not isinstance(value, (int, float)):
        return "text", str(value)
    if shown == "dots":
        return "dots", dots(float(value))
    if shown == "number":
        return "number", value
    if shown == "link":
        return "links", address(catalog, str(value))
    if shown == "image":
        return "image", _picture(value)
    if shown == "list":
        return "text", ", ".join(_each(value))
    return ("day", value) if isinstance(value, date) else ("text", str(value))


def as_cell(catalog: Catalog, entity: Entity[Any], value: Any, type: str) -> Sorted:
    """Return the sort of cell and its parts."""
    shown = OWN_FIELD_TYPES[type].shown
    if shown == "link":
        return "links", address(catalog, str(value))
    if shown == "dots":
        return "rating", (Rating(dots=dots(value), value=value),)
    if shown == "image":
        src, alt = _picture(value)
        return "image", (Picture(src=src, alt=alt),)
    if shown == "list":
        return "notes", tuple(note_mark(catalog, entity, each) for each in _each(value))
    text = f"{value:g}" if isinstance(value, (int, float)) else str(value)
    return "notes", (note_mark(catalog, entity, text),)


def _picture(value: Any) -> tuple[str, str]:
    image = value if isinstance(value, dict) else {"src": value}
    return str(image.get("src", "")), str(image.get("alt", ""))


def _each(value: Any) -> list[str]:
    return [str(each) for each in (value if isinstance(value, (list, tuple)) else (value,))]
