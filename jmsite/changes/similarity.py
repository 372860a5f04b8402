"""Say how similar texts and entities of two states are, and pair those that are most alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from jmsite.model.value import Value

T = TypeVar("T")
ALIKE = 60.0
"""From this likeness on, of 100, something is taken for what it was, and not for something new."""
ALIKE_ELSEWHERE = 80.0
"""From this likeness on, a stage or a step is taken for one of another journey."""
MOST_PAIRS = 100_000
"""Pairs that are compared by their words: beyond, only what is equal is found again."""
LONGEST = 2_000
"""Letters of a text that are compared."""
WITHIN = 0.7
"""The similarity of two texts where all words of one stand in the other: words are often added, or left out."""
CONTENT_WEIGHT = 2.0
"""The weight of the content of an entity, where its title has 1, which is what a renaming changes."""


class Description(Value):
    """The words that tell an entity from others of its kind: its title, all that it says, and who refers to it."""

    title: str
    content: str = ""
    uses: frozenset[tuple[str, str, str]] = frozenset()


def text_similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 100, whatever the order of their words."""
    # comparing takes time by the product of both lengths; the beginnings tell enough
    first, second = one[:LONGEST].casefold(), other[:LONGEST].casefold()
    # a title that was made longer holds the former one whole
    within = WITHIN * fuzz.token_set_ratio(first, second)
    return max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second), within)


def similarity(one: Description, other: Description) -> float:
    """Return how alike two entities are, from 0 to 100; 100 where their titles are equal."""
    return 100.0 if one.title.casefold() == other.title.casefold() else weighted_similarity(one, other)


def weighted_similarity(one: Description, other: Description) -> float:
    """Return how alike two entities are by title, content and who refers to them, from 0 to 100."""
    parts = [(1.0, text_similarity(one.title, other.title))]
    if one.content or other.content:
        parts.append((CONTENT_WEIGHT, text_similarity(one.content, other.content)))
    if one.uses and other.uses:
        shared = len(one.uses & other.uses) / len(one.uses | other.uses)
        parts.append((1.0, shared * 100))
    return sum(weight * score for weight, score in parts) / sum(weight for weight, _ in parts)


def content_similarity(one: Description, other: Description) -> float:
    """Return how alike two entities are, from 0 to 100; 0 where a title is all that is known of one."""
    return weighted_similarity(one, other) if one.content and other.content else 0.0


def pair_most_similar(
    before: Sequence[T], after: Sequence[T], compare: Callable[[T, T], float], least: float = ALIKE
) -> list[tuple[int, int]]:
    """Return which of ``before`` became which of ``after``, by their indexes: the most alike first, each once."""
    # comparing each with each would take minutes; equal ones are found by their words
    if len(before) * len(after) > MOST_PAIRS:
        return list(_equal(before, after))
    scored = [
        (-score, at, to)
        for at, one in enumerate(before)
        for to, other in enumerate(after)
        if (score := compare(one, other)) >= least
    ]
    taken_before, taken_after, found = set[int](), set[int](), []
    # the best pairs first, and by place among equals, so that the answer does not depend on chance
    for _, at, to in sorted(scored):
        if at not in taken_before and to not in taken_after:
            taken_before.add(at)
            taken_after.add(to)
            found.append((at, to))
    return sorted(found)


def _equal(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[int, int]]:
    places: dict[T, list[int]] = {}
    for to, other in enumerate(after):
        places.setdefault(other, []).append(to)
    for at, one in enumerate(before):
        if places.get(one):
            yield at, places[one].pop(0)
