"""The differences between two states of a field: values given, taken away, changed, in another order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from jmsite.changes.similarity import pair_most_similar, text_similarity
from jmsite.changes.statements import Statement
from jmsite.model.change import Happened, StatedValue

Differing = tuple[Happened, str, StatedValue | None, StatedValue | None]
"""The kind of change, the way to the field, its former and its present values."""
LED = "departments"
"""The field in which the first one leads."""
LEAD = f"{LED}.lead"


def field_differences(before: Statement | None, after: Statement | None) -> Iterator[Differing]:
    """Yield how two states of a field differ; nothing where readers meet the same."""
    either = after or before
    if either is None:
        return
    was, told = before.values if before else (), after.values if after else ()
    if list(map(key, was)) == list(map(key, told)):
        return
    if either.single and len(was) < 2 and len(told) < 2:
        yield _single(either.field, was, told)
    else:
        yield from _several(either.field, was, told)


def key(told: StatedValue) -> Hashable:
    """Return what two things that are told have in common when they are the same: an entity is one by its id."""
    details = tuple((name, tuple(map(key, some))) for name, some in sorted(told.details.items()))
    return (*_main(told), details)


def _main(told: StatedValue) -> tuple[Hashable, ...]:
    words = "" if told.form == "entity" else told.text
    return told.form, words, told.kind, told.id, told.number


def _single(field: str, was: Sequence[StatedValue], told: Sequence[StatedValue]) -> Differing:
    before, after = (some[0] if some else None for some in (was, told))
    return _happened(before, after), field, before, after


def _happened(before: StatedValue | None, after: StatedValue | None) -> Happened:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _several(field: str, was: Sequence[StatedValue], told: Sequence[StatedValue]) -> Iterator[Differing]:
    """Yield how two lists differ: entries are the same by what they say, else by their likeness."""
    gone, new = _left(was, told), _left(told, was)
    if not gone and not new:
        yield from _reordered(field, was, told)
        return
    # the first department of a step leads it: another one there is told as such, and not as added and removed
    if field == LED and was and told and key(was[0]) != key(told[0]):
        yield "changed", LEAD, was[0], told[0]
        gone = [one for one in gone if one is not was[0]]
        new = [one for one in new if one is not told[0]]
    for at, to in _pairs(gone, new):
        yield "changed", field, gone[at], new[to]
    matched = _pairs(gone, new)
    yield from (
        ("removed", field, one, None)
        for at, one in enumerate(gone)
        if at not in {before for before, _ in matched}
    )
    yield from (
        ("added", field, None, one) for to, one in enumerate(new) if to not in {after for _, after in matched}
    )


def _left(some: Sequence[StatedValue], others: Sequence[StatedValue]) -> list[StatedValue]:
    """Return what is in a list and not in another, as often as it is more often there."""
    known = [key(one) for one in others]
    left = []
    for one in some:
        if key(one) in known:
            known.remove(key(one))
        else:
            left.append(one)
    return left


def _pairs(gone: Sequence[StatedValue], new: Sequence[StatedValue]) -> list[tuple[int, int]]:
    return pair_most_similar([_Entry(one) for one in gone], [_Entry(one) for one in new], _alike)


class _Entry:
    """An entry of a list, by which it is found again where nothing but equal ones are looked for."""

    def __init__(self, told: StatedValue) -> None:
        self.told = told

    def __hash__(self) -> int:
        return hash(_main(self.told))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Entry) and _main(self.told) == _main(other.told)


def _alike(one: _Entry, other: _Entry) -> float:
    if one == other:
        # those that differ in nothing but a few details are told from those that differ in more
        return 100.0 + _shared(one.told, other.told)
    words = one.told.form == other.told.form == "words"
    return text_similarity(one.told.text, other.told.text) if words else 0.0


def _shared(one: StatedValue, other: StatedValue) -> float:
    names = one.details.keys() | other.details.keys()
    same = [name for name in names if key_of(one, name) == key_of(other, name)]
    return len(same) / len(names) if names else 1.0


def key_of(told: StatedValue, detail: str) -> Hashable:
    """Return what a detail says, to be compared."""
    return tuple(map(key, told.details.get(detail, ())))


def _reordered(field: str, was: Sequence[StatedValue], told: Sequence[StatedValue]) -> Iterator[Differing]:
    """Yield that a list is in another order, where that says something: what is done first, who leads."""
    if field == LED:
        if key(was[0]) != key(told[0]):
            yield "changed", LEAD, was[0], told[0]
    elif all(one.form == "words" and not one.details for one in told):
        yield "moved", field, None, None
