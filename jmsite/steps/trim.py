"""Leave a faulty part out of what was written, and move the places of what follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jmsite.model.sources import Loc, Places


def trim(raw: Any, places: Places, prefix: Loc, faulty: Iterable[Loc]) -> tuple[Any, Places]:
    """``raw`` without the parts at the locations ``faulty``, and its places, which begin at ``prefix``."""
    for loc in sorted(_outermost(faulty), key=_order, reverse=True):
        shifts = isinstance(_at(raw, loc[:-1]), list)
        raw = _without(raw, loc)
        places = _moved(places, (*prefix, *loc), shifts)
    return raw, places


def written(raw: Any, loc: Loc) -> Loc:
    """``loc`` without the parts that validation made up and nobody wrote."""
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
    return {loc for loc in unique if not any(loc[:length] in unique for length in range(1, len(loc)))}


def _order(loc: Loc) -> tuple[tuple[int, int, str], ...]:
    """Sorts locations so that the entries of a list go by number."""
    return tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in loc)


def _at(raw: Any, loc: Loc) -> Any:
    for part in loc:
        raw = raw[part]
    return raw


def _without(raw: Any, loc: Loc) -> Any:
    first, rest = loc[0], loc[1:]
    if isinstance(raw, list):
        kept = list(raw)
        if rest:
            kept[int(first)] = _without(raw[int(first)], rest)
        else:
            del kept[int(first)]
        return kept
    if rest:
        return {**raw, first: _without(raw[first], rest)}
    return {key: value for key, value in raw.items() if key != first}


def _moved(places: Places, gone: Loc, shifts: bool) -> Places:
    depth = len(gone) - 1

    def moved(spans: Mapping[Loc, tuple[int, int, int]]) -> dict[Loc, tuple[int, int, int]]:
        made = {}
        for loc, span in spans.items():
            if loc[: depth + 1] == gone:
                continue
            if (
                shifts
                and len(loc) > depth
                and loc[:depth] == gone[:depth]
                and int(loc[depth]) > int(gone[depth])
            ):
                loc = (*loc[:depth], int(loc[depth]) - 1, *loc[depth + 1 :])
            made[loc] = span
        return made

    return Places(places.path, moved(places.values), moved(places.keys))
