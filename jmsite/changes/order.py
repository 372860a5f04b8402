"""The fewest moves by which one order becomes another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moved_items(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return which of those that are in both orders stand elsewhere among the others; the fewest that explain it."""
    places = {one: at for at, one in enumerate(before)}
    common = [one for one in after if one in places]
    kept = _longest_rising([places[one] for one in common])
    return tuple(one for at, one in enumerate(common) if at not in kept)


def _longest_rising(places: Sequence[int]) -> frozenset[int]:
    """Return the indexes of a longest rising part of a sequence of different numbers."""
    ends: list[int] = []
    at_end: list[int] = []
    previous: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        previous.append(at_end[length - 1] if length else -1)
        # patience sorting: for each length the smallest end so far, so that the whole takes n log n
        ends[length:] = [place, *ends[length + 1 :]]
        at_end[length:] = [at, *at_end[length + 1 :]]
    found, at = set[int](), at_end[-1] if at_end else -1
    while at >= 0:
        found.add(at)
        at = previous[at]
    return frozenset(found)
