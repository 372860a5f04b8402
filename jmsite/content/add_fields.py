"""Write fields that an author left out: where they belong in a YAML text, in the form of what stands around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jmsite.model.diagnostics import Edit, Fix, Place, spanned
from jmsite.model.sources import Loc, Places

Tree = dict[str, Any]


def addition(places: Places, missing: Mapping[Loc, str]) -> Fix | None:
    """Return how to write fields of one mapping that are missing; None where no mapping that holds them is written.

    They stand before the first field there is: in its brackets, or on a line of their own.
    """
    # here, since few sites lack such a field, and what writes YAML compiles six expressions as it is loaded
    from jmsite.formats.yaml.writer import flow

    holder = _holder(places, [*missing])
    if holder is None:
        return None
    # without its brackets: what holds the fields is written already
    text = flow(_tree({loc[len(holder) :]: word for loc, word in missing.items()}))[1:-1]
    start = spanned(places.path, places.values[holder])
    first = min((span for loc, span in places.keys.items() if _is_in(loc, holder)), default=None)
    # a mapping without brackets begins where its first field does
    if first and first[:2] == (start.line, start.column):
        edit = _above(places, holder, spanned(places.path, first), text)
    else:
        bracket = Place(path=start.path, line=start.line, column=start.column, end_column=start.column + 1)
        edit = Edit(place=bracket, old="{", new=f"{{{text}, " if first else f"{{{text}")
    return Fix(title=f"add '{text}'", edits=(edit,))


def _holder(places: Places, missing: list[Loc]) -> Loc | None:
    """Return the nearest mapping that is written and holds all of the fields."""
    parts = list(zip(*missing, strict=False))
    same = next((at for at, some in enumerate(parts) if len(set(some)) > 1), len(parts))
    holder = missing[0][: min(same, min(map(len, missing)) - 1)]
    while holder and holder not in places.values:
        holder = holder[:-1]
    return holder or None


def _tree(missing: Mapping[Loc, str]) -> Tree:
    """Return fields and their words as the mapping that they make."""
    made: Tree = {}
    for loc, word in missing.items():
        inner = made
        for part in loc[:-1]:
            inner = inner.setdefault(str(part), {})
        inner[str(loc[-1])] = word
    return made


def _is_in(loc: Loc, holder: Loc) -> bool:
    """Return whether something is a field of a mapping, and not of one within it."""
    return len(loc) == len(holder) + 1 and loc[: len(holder)] == holder


def _above(places: Places, holder: Loc, first: Place, text: str) -> Edit:
    """Return how to write a line above the first field of a block."""
    name = next(
        str(loc[-1])
        for loc, span in places.keys.items()
        if _is_in(loc, holder) and span[:2] == (first.line, first.column)
    )
    return Edit(place=first, old=name, new=f"{text}\n{' ' * (first.column - 1)}{name}")
