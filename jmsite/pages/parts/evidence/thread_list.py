"""The threads that are told one by one, and the number of others in each journey."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.model.page import Link
from jmsite.model.value import Value
from jmsite.pages.parts.evidence.threads import STATES, Thread

LISTED = 100
"""Threads told one by one, the worst and least cared for. All 3,000 of a site of 1,000 stages were a page of 1.7 MB,
which took 90 ms to show again after every edit of a pain."""


class JourneyThreads(Value):
    """The threads of a journey that are not told one by one: ``counts`` in the order of the states.

    ``whose`` and ``departments`` are the ids of those whose pains they are, and who have a part in any.
    """

    id: str
    journey: Link
    counts: tuple[int, ...]
    whose: tuple[str, ...]
    departments: tuple[str, ...]


def listed(found: Sequence[Thread]) -> tuple[Thread, ...]:
    """Return the threads told one by one, of those that are there in their order."""
    return tuple(found[:LISTED])


def others(found: Sequence[Thread]) -> tuple[JourneyThreads, ...]:
    """Return how many threads are left by journey: those first where nobody is on most."""
    left: dict[str, list[Thread]] = {}
    for each in found[LISTED:]:
        left.setdefault(each.journey_id, []).append(each)
    return tuple(sorted((_of_journey(some) for some in left.values()), key=lambda one: -one.counts[0]))


def _of_journey(some: Sequence[Thread]) -> JourneyThreads:
    states = [each.state for each in some]
    return JourneyThreads(
        id=some[0].journey_id,
        journey=some[0].journey,
        counts=tuple([states.count(state) for state in STATES]),
        whose=tuple(dict.fromkeys(id for each in some for id in each.whose)),
        departments=tuple(dict.fromkeys(id for each in some for id in each.departments)),
    )
