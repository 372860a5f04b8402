"""The types of a site's own fields and lanes, one row each: which values fit, and how readers see them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from jmsite.model.value import Value

Shown = Literal["text", "list", "number", "link", "image", "dots"]
"""The way in which a value is shown; ``pages/parts/page/own_fields.py`` says how each looks as a fact and in the cell
of a lane."""


class OwnFieldType(Value, frozen=True, kw_only=True):
    """A type of own field. ``fits`` tells whether a value as YAML gives it is of the type.

    ``leads``: the value is an address, and checked as every link is.
    """

    name: str
    fits: Callable[[Any], bool]
    shown: Shown
    leads: bool = False


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_image(value: Any) -> bool:
    if isinstance(value, dict):
        return value.keys() <= {"src", "alt"} and all(isinstance(part, str) for part in value.values())
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, (str, int, float)) for part in value)


OWN_FIELD_TYPES: dict[str, OwnFieldType] = {
    type.name: type
    for type in (
        OwnFieldType(name="text", fits=lambda value: _is_text(value) or _is_number(value), shown="text"),
        OwnFieldType(name="list", fits=_is_list, shown="list"),
        OwnFieldType(name="number", fits=_is_number, shown="number"),
        OwnFieldType(name="link", fits=_is_text, shown="link", leads=True),
        OwnFieldType(name="image", fits=_is_image, shown="image"),
        OwnFieldType(name="rating", fits=lambda value: _is_number(value) and 0 <= value <= 5, shown="dots"),
    )
}

# mypy reads no Literal that is worked out
if TYPE_CHECKING:
    FieldType = str
else:
    FieldType = Literal[tuple(OWN_FIELD_TYPES)]
