"""Tell what readings are of from the columns of their file, and list every way to group by that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

from jmsite.model.dimensions import DIMENSIONS, LEVELS, OTHERS

OWN = "own_"
"""The prefix of the dimensions of a metric's own, as SQL calls them."""


def is_dimension(name: str) -> bool:
    """Return whether what a column is needed for tells groups apart."""
    return name in DIMENSIONS or name.startswith(OWN)


def dimension_columns(found: dict[str, str]) -> dict[str, str]:
    """Return SQL for each place that can be told from those that columns name; '' where a row does not say.

    A stage becomes ``journey/stage`` and a step ``journey/stage/step`` where the row says enough. What a
    longer id says is taken for the levels above it.
    """
    found = dict(found)
    step, stage, journey = (found.get(name) for name in reversed(LEVELS))
    above = stage or (f"regexp_extract({step}, '^([^/]+/[^/]+)/', 1)" if step else None)
    if above:
        top = journey or f"(CASE WHEN contains({above}, '/') THEN split_part({above}, '/', 1) ELSE '' END)"
        found["journey"] = top
        found["stage"] = _below(top, above, 1)
        if step:
            found["step"] = _below(found["stage"], step, 2) if stage else _below(top, step, 2)
    own = {name: sql for name, sql in found.items() if name.startswith(OWN)}
    return {name: found[name] for name in DIMENSIONS if name in found} | own


def _below(above: str, id: str, slashes: int) -> str:
    """Return an id with what is above it, unless it has that already or one of the two is missing."""
    whole = "%/" * slashes + "%"
    enough = f"{id} = '' OR {above} = '' OR {id} LIKE '{whole}'"
    return f"(CASE WHEN {enough} THEN {id} ELSE {above} || '/' || {id} END)"


def groupings(present: Iterable[str]) -> list[tuple[str, ...]]:
    """Return each combination of places: at most one level of the journey, with or without what is beside it.

    A dimension of the metric's own stands alone, or at a level of the journey.
    """
    names = tuple(present)
    levels: list[tuple[str, ...]] = [(), *((name,) for name in LEVELS if name in names)]
    others: list[list[tuple[str, ...]]] = [[(), (name,)] for name in OTHERS if name in names]
    every = [tuple(name for part in parts for name in part) for parts in product(levels, *others)]
    # each of the metric's own once alone and once at each level: with all that is beside it they would be thousands
    own = ((*level, name) for name in names if name.startswith(OWN) for level in levels)
    return [*every, *own]


def ident(words: str) -> str:
    """Return words as an id: small letters without accents, hyphens for blanks and underscores, slashes as they are."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return "/".join("-".join(re.split(r"[\s_-]+", part.strip())) for part in letters.split("/"))
