"""Keep small groups of cases back: what is told of few people is told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from jmsite.model.flow import DurationSummary, GroupKey, StepFlow, Transition
from jmsite.model.value import replace

Timed = TypeVar("Timed", StepFlow, Transition)


def large_enough(sizes: Mapping[GroupKey, int], fewest: int) -> frozenset[GroupKey]:
    """Return the groups that can be told: none is small, and none that is kept back could be had by subtraction.

    Where those kept back beside others are few together, the smallest of the others is kept back, too.
    """
    kept = {key for key, size in sizes.items() if size >= fewest}
    while True:
        betraying = {found for some in _families(sizes) if (found := _betraying(some, sizes, kept, fewest))}
        if not betraying:
            return frozenset(kept)
        kept -= betraying


def _families(sizes: Iterable[GroupKey]) -> list[tuple[GroupKey, ...]]:
    """Return the groups that add up to one that is told as well: all, a persona's, or a period's."""
    families: dict[tuple[object, ...], list[GroupKey]] = defaultdict(list)
    for key in sizes:
        persona, day = key
        if persona is None or day is None:
            families["all", persona is None].append(key)
        else:
            families["persona", persona].append(key)
            families["day", day].append(key)
    return [tuple(some) for some in families.values()]


def _betraying(
    some: Iterable[GroupKey], sizes: Mapping[GroupKey, int], kept: set[GroupKey], fewest: int
) -> GroupKey | None:
    """Return the smallest of the groups that are told where the others could be had from them; None for none."""
    hidden = sum(sizes[key] for key in some if key not in kept)
    shown = sorted((sizes[key], str(key), key) for key in some if key in kept)
    return shown[0][2] if 0 < hidden < fewest and shown else None


def without_times_of_few(timed: tuple[Timed, ...], fewest: int) -> tuple[Timed, ...]:
    """Return steps or transitions without the times that are of few cases."""
    return tuple(_without_times(one, fewest) for one in timed)


def _without_times(one: Timed, fewest: int) -> Timed:
    spell: DurationSummary | None = one.stay if isinstance(one, StepFlow) else one.took
    if spell is None or spell.n >= fewest:
        return one
    return replace(one, stay=None) if isinstance(one, StepFlow) else replace(one, took=None)
