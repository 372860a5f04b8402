"""Find the journeys, stages, steps, personas and channels that readings are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from jmsite.model.catalog import Catalog
from jmsite.model.dimensions import DIMENSIONS, LEVELS, OTHERS
from jmsite.model.readings import Measured, Series
from jmsite.model.value import Value, replace


class IdEndings(Value):
    """The ids that readings can name, by kind: short and long form to the whole id, where only one is meant.

    ``hidden`` are kinds and names of what this build must not show.
    """

    ids: Mapping[str, Mapping[str, str]]
    hidden: frozenset[tuple[str, str]] = frozenset()


def id_endings(catalog: Catalog, hidden: frozenset[tuple[str, str]] = frozenset()) -> IdEndings:
    """Return every id, and every end of a stage's or step's id that belongs to one alone.

    What stands for a stage in the ids of moments at any time is named as one, too.
    """
    ids = {kind: list(catalog.entities(kind)) for kind in DIMENSIONS}
    ids["stage"] = list(dict.fromkeys([*ids["stage"], *(id.rpartition("/")[0] for id in ids["step"])]))
    return IdEndings(ids={kind: ends_of(ids[kind]) for kind in DIMENSIONS}, hidden=hidden)


def ends_of(ids: Iterable[str]) -> dict[str, str]:
    """Return every id, and every end of one that belongs to it alone, with the id."""
    wholes: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        parts = id.split("/")
        for begin in range(len(parts)):
            wholes["/".join(parts[begin:])].append(id)
    # a whole id is meant before the end of another one
    exact = {id: [id] for id in ids}
    return {end: found[0] for end, found in {**wholes, **exact}.items() if len(found) == 1}


def locate_readings(series: Series, posts: IdEndings) -> tuple[Series, dict[str, tuple[str, ...]]]:
    """Return a series whose parts are all of something in the content, and the ids of each kind that are not there.

    Parts of what is not there are left out: they may be of something that this build must not show.
    """
    parts: list[Measured] = []
    unknown: dict[str, set[str]] = defaultdict(set)
    right = set[tuple[str | None, ...]]()  # a place comes again in every period
    for part in series.parts:
        if (ids := _ids(part)) in right:
            parts.append(part)
            continue
        kept = _place(part, posts)
        if isinstance(kept, Measured):
            parts.append(kept)
            right.update([ids] if kept is part else [])
        else:
            unknown[kept[0]].add(kept[1])
    # the same object where nothing is left out, so that the memo stops here
    if tuple(parts) == series.parts:
        return series, {}
    missing: dict[str, tuple[str, ...]] = {
        kind: tuple(sorted(unknown[kind])) for kind in DIMENSIONS if kind in unknown
    }
    return replace(series, parts=tuple(parts)), missing


def _ids(part: Measured) -> tuple[str | None, ...]:
    return tuple(getattr(part, kind) for kind in DIMENSIONS)


def _place(part: Measured, posts: IdEndings) -> Measured | tuple[str, str]:
    """Return a part with whole ids, or kind and id of what is not there.

    The lowest level of the journey tells those above it.
    """
    if all(
        id is None or posts.ids[kind].get(id) == id for kind, id in zip(DIMENSIONS, _ids(part), strict=True)
    ):
        return part
    level = next((kind for kind in reversed(LEVELS) if getattr(part, kind)), None)
    found: dict[str, str] = {}
    for kind in (level, *OTHERS):
        written = getattr(part, kind) if kind else None
        if kind and written:
            id = posts.ids[kind].get(written)
            if id is None:
                return kind, written
            found[kind] = id
    whole = found.get(level or "")
    ends = whole.split("/") if whole else []
    levels = {
        kind: "/".join(ends[: index + 1]) if index < len(ends) else None for index, kind in enumerate(LEVELS)
    }
    return replace(part, **levels, **{kind: found.get(kind) for kind in OTHERS})
