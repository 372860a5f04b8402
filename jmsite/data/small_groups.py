"""Keep small groups from being read: mark them, or hide them and whatever would give them away by subtraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from jmsite.model.dimensions import LEVELS, OTHERS
from jmsite.model.entities.small_groups import SmallGroups
from jmsite.model.readings import Measured, Series
from jmsite.model.value import Value, replace

Key = tuple[str | None, ...]
"""The id that a reading is of, in each dimension."""
KINDS = (*LEVELS, *OTHERS)
"""The dimensions of a key; what a reading is of in one of its metric's own comes behind."""


class Sum(Value):
    """A group and those that add up to it, with what no group is told of."""

    whole: Key
    parts: tuple[Key, ...]


def protect_small_groups(series: Series, fewest: int, how: SmallGroups) -> Series:
    """Return a series in which groups of fewer cases than ``fewest`` are marked, or hidden.

    Hidden are also groups by which one of these could be worked out: where a single one is missing from a sum, or those
    that are missing come to fewer than ``fewest``, the smallest of the others is hidden as well.
    """
    every = (*series.total, *series.parts)
    if not any(_is_small(one.n, fewest) for one in every):
        return series
    if how == "mark":
        return _each(series, lambda one: replace(one, small=_is_small(one.n, fewest)))
    days: dict[object, list[Measured]] = defaultdict(list)
    for one in every:
        days[one.day].append(one)
    gone = {(day, key) for day, found in days.items() for key in _hidden(found, fewest)}
    return _each(series, lambda one: _blank(one) if (one.day, _key(one)) in gone else one)


def _each(series: Series, change: Callable[[Measured], Measured]) -> Series:
    return replace(series, total=tuple(map(change, series.total)), parts=tuple(map(change, series.parts)))


def _is_small(n: int | None, fewest: int) -> bool:
    return n is not None and 0 < n < fewest


def _blank(one: Measured) -> Measured:
    return replace(one, value=None, n=None, low=None, high=None, counts=(), small=True)


def _key(one: Measured) -> Key:
    own = "; ".join(f"{name}\n{value}" for name, value in one.own)
    return (*(getattr(one, name) for name in KINDS), own or None)


def _hidden(found: Sequence[Measured], fewest: int) -> set[Key]:
    """Return which groups of one period are hidden."""
    sizes = {_key(one): one.n or 0 for one in found}
    hidden = {key for key, size in sizes.items() if _is_small(size, fewest)}
    sums = tuple(_sums(sizes))
    while hidden:
        more = {key for one in sums if (key := _next(one, sizes, hidden, fewest))} - hidden
        if not more:
            break
        hidden |= more
    return hidden


def _next(one: Sum, sizes: dict[Key, int], hidden: set[Key], fewest: int) -> Key | None:
    """Return the group of a sum that has to be hidden next; None where none has to be."""
    missing = [key for key in one.parts if key in hidden]
    rest = max(0, sizes[one.whole] - sum(sizes[key] for key in one.parts))
    count, size = len(missing) + (rest > 0), rest + sum(sizes[key] for key in missing)
    # what is missing from a sum that is shown, or a sum that is not, of parts that all are
    alone = count == 0 if one.whole in hidden else count == 1 and bool(missing)
    given_away = alone or (one.whole not in hidden and 0 < size < fewest)
    if not given_away:
        return None
    shown = [key for key in one.parts if key not in hidden]
    return min(
        shown, key=lambda key: (sizes[key], str(key)), default=None if one.whole in hidden else one.whole
    )


def _sums(keys: Iterable[Key]) -> Iterator[Sum]:
    """Yield each group with those that add up to it, once for each dimension by which it is told apart."""
    known = set(keys)
    found: dict[tuple[Key, int, str], list[Key]] = defaultdict(list)
    for key in sorted(known, key=str):
        for at in _told(key):
            whole = _above(key, at, known)
            if whole is not None:
                own = (key[at] or "").partition("\n")[0] if at == len(KINDS) else ""
                found[(whole, at, own)].append(key)
    for (whole, _, _), parts in found.items():
        yield Sum(whole=whole, parts=tuple(parts))


def _told(key: Key) -> Iterator[int]:
    """Yield the dimensions that tell a group apart from one around it: the lowest level, and each of the others."""
    levels = [at for at in range(len(LEVELS)) if key[at]]
    yield from levels[-1:]
    yield from (at for at in range(len(LEVELS), len(key)) if key[at])


def _above(key: Key, at: int, known: set[Key]) -> Key | None:
    """Return the nearest group around one that does not tell a dimension apart; None where there is none."""
    whole = list(key)
    for level in range(at, -1 if at < len(LEVELS) else at - 1, -1):
        whole[level] = None
        if tuple(whole) in known:
            return tuple(whole)
    return None
