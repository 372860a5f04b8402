"""Compare what was reviewed with what is there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.entities.review import Review
from jmsite.model.reviews import WHOLE, ChangedPart, ReviewState, last_reviewed, reviewers
from jmsite.reviews.fingerprint import Print, fingerprint, kinds_of

REVIEWED = ("journey", "persona")
"""The kinds that are reviewed."""


def prints_of(entities: Sequence[Entity[Any]]) -> Print:
    """Return the letters of what a unit says now, where a review has some to compare; else none."""
    first = next((one for one in entities if one.kind in REVIEWED), None)
    reviews: Sequence[Review] = getattr(first.fields, "reviewed", ()) if first else ()
    return fingerprint(entities) if any(review.of for review in reviews) else {}


def state_of(catalog: Catalog, target: tuple[str, str], now: Print, everything: bool) -> ReviewState | None:
    """Return the state of the review of a map or persona; None for one that was never reviewed.

    Unless ``everything`` may be told, nothing is told of parts that are not in the catalog.
    """
    entity = catalog.find(*target)
    reviews: Sequence[Review] = entity.fields.reviewed if entity else ()
    if entity is None or not reviews:
        return None
    day = last_reviewed(reviews) or date.min
    known: Mapping[str, tuple[str, date]] = catalog.read("void_days", entity.path) or {}
    # a day counts for the very review that is void since: what is reviewed anew may be void anew
    then = letters_reviewed(reviews)
    days = {part: found for part, (of, found) in known.items() if of == then.get(part, "")}
    changed = [
        ChangedPart(part=one.part, kinds=one.kinds, day=days.get(one.part))
        for one in changed_parts(reviews, now)
        if everything or _is_shown(catalog, entity, one)
    ]
    return ReviewState(day=day, by=reviewers(reviews), changed=tuple(changed))


def letters_reviewed(reviews: Sequence[Review]) -> dict[str, str]:
    """Return what was reviewed of each part, by its latest review."""
    return {
        part: line for review in sorted(reviews, key=lambda one: one.day) for part, line in review.of.items()
    }


def changed_parts(reviews: Sequence[Review], now: Print) -> tuple[ChangedPart, ...]:
    """Return the parts of a review that say something else now, in the order in which they stand; none where it is
    not known what was reviewed.
    """
    then = letters_reviewed(reviews)
    if not then:
        return ()
    # a part that goes by another name and says the same is that part
    names = [part for part in now if part not in then]
    left = {line: part for part, line in then.items() if part not in now}
    moved = {part: now[part] for part in names if now[part] in left}
    return tuple(_changed(then, now, set(moved), {left[line] for line in moved.values()}))


def _changed(then: Print, now: Print, moved: set[str], gone: set[str]) -> Iterator[ChangedPart]:
    for part, line in now.items():
        if part in then and then[part] != line:
            kinds = _kinds(part, then[part], line, same=_same_parts(then, now))
            if kinds is not None:
                yield ChangedPart(part=part, kinds=kinds)
        elif part not in then and part not in moved and _covers_all(then):
            yield ChangedPart(part=part, kinds=("added",))
    for part in then:
        if part not in now and part not in gone:
            yield ChangedPart(part=part, kinds=("removed",))


def _covers_all(then: Print) -> bool:
    """Return whether all of it was reviewed, and not some stages only."""
    return WHOLE in then or not any(kinds_of(line).keys() & {"steps"} for line in then.values())


def _same_parts(then: Print, now: Print) -> bool:
    return then.keys() == now.keys()


def _kinds(part: str, then: str, now: str, same: bool) -> tuple[str, ...] | None:
    """Return of which kinds a change in a part is; None for one that is told elsewhere."""
    was, is_ = kinds_of(then), kinds_of(now)
    kinds = tuple(kind for kind in {**is_, **was} if was.get(kind) != is_.get(kind))
    if part != WHOLE:
        # the letters of a section stand alone
        return kinds if any(was.values()) and any(is_.values()) else ()
    # stages that were added or removed are told as such
    kinds = tuple("order" if kind == "stages" else kind for kind in kinds if kind != "stages" or same)
    return kinds or None


def _is_shown(catalog: Catalog, entity: Entity[Any], part: ChangedPart) -> bool:
    if entity.kind == "persona" or part.part == WHOLE:
        return True
    if part.part == ANYTIME:
        return bool(catalog.anytime(entity.id))
    return catalog.stage(f"{entity.id}/{part.part}") is not None
