"""Leave a faulty part out of what was written, and move the places of what follows it."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from jmsite.model.sources import Loc, Places

Span = tuple[int, int, int]


def drop_invalid(raw: Any, places: Places, prefix: Loc, faulty: Iterable[Loc]) -> tuple[Any, Places]:
    """Return ``raw`` without the parts at the locations ``faulty``, and its places, which begin at ``prefix``.

    The keys of fields that are left out stay: they are written, though what they hold cannot be read.
    """
    gone = _outermost(faulty)
    if not gone:
        return raw, places
    here = {(*prefix, *loc) for loc in gone}
    taken: dict[Loc, list[int]] = defaultdict(list)
    for loc in gone:
        if isinstance(loc[-1], int) and isinstance(_at(raw, loc[:-1]), list):
            taken[(*prefix, *loc[:-1])].append(loc[-1])
    for indices in taken.values():
        # bisect counts in lists that are in order
        indices.sort()
    entries = {loc for loc in here if isinstance(loc[-1], int)}
    return _without(raw, gone), Places(
        path=places.path, values=_moved(places.values, here, taken), keys=_moved(places.keys, entries, taken)
    )


def as_authors_wrote(raw: Any, loc: Loc) -> Loc:
    """Return ``loc`` without the parts that validation made up and nobody wrote."""
    kept: list[str | int] = []
    for part in loc:
        if _holds(raw, part):
            raw = raw[part]
            kept.append(part)
    return tuple(kept)


def _holds(raw: Any, part: str | int) -> bool:
    if isinstance(raw, list):
        return isinstance(part, int) and part < len(raw)
    return isinstance(raw, Mapping) and part in raw


def _outermost(locs: Iterable[Loc]) -> set[Loc]:
    unique = set(locs)
    return {loc for loc in unique if not _below(loc, unique)}


def _below(loc: Loc, others: set[Loc]) -> bool:
    return any(loc[:length] in others for length in range(1, len(loc)))


def _at(raw: Any, loc: Loc) -> Any:
    for part in loc:
        raw = raw[part]
    return raw


def _without(raw: Any, gone: set[Loc]) -> Any:
    inner: dict[str | int, set[Loc]] = defaultdict(set)
    for first, *rest in gone:
        inner[first].add(tuple(rest))
    parts = enumerate(raw) if isinstance(raw, list) else raw.items()
    kept = (
        (key, _without(part, inner[key]) if key in inner else part)
        for key, part in parts
        if () not in inner.get(key, ())
    )
    return [part for _, part in kept] if isinstance(raw, list) else dict(kept)


def _moved(spans: Mapping[Loc, Span], gone: set[Loc], taken: Mapping[Loc, list[int]]) -> dict[Loc, Span]:
    """Return the places that stay, each counted anew in the lists that lost entries."""
    return {
        _counted(loc, taken) if taken else loc: span
        for loc, span in spans.items()
        if loc not in gone and not _below(loc, gone)
    }


def _counted(loc: Loc, taken: Mapping[Loc, list[int]]) -> Loc:
    return tuple(
        part - bisect(taken[loc[:depth]], part) if isinstance(part, int) and loc[:depth] in taken else part
        for depth, part in enumerate(loc)
    )
