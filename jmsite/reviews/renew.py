"""Make the reviews that there are once somebody has reviewed something again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jmsite.model.entities.review import Review
from jmsite.model.reviews import WHOLE
from jmsite.reviews.fingerprint import Print


def reviewed_again(
    reviews: Sequence[Review], now: Print, part: str, day: date, by: Sequence[str]
) -> tuple[Review, ...]:
    """Return reviews with one of ``day`` for all that is said ``now``, or for one ``part`` of it.

    Who reviewed the same on the same day is kept, and so are reviews of other parts.
    """
    of = {part: now[part]} if part else dict(now)
    rest = [_without(review, of) for review in reviews] if part else []
    same = [one for one in reviews if one.day == day and (one.of == of if not part else part in one.of)]
    same = [one for one in same if not part or one.of[part] == of[part]]
    names = dict.fromkeys([*(name for one in same for name in one.by), *by])
    kept = [one for one in rest if one is not None]
    return _joined([*kept, Review(day=day, by=tuple(names), of=of)], now)


def plain_reviews(reviews: Sequence[Review]) -> dict[str, Any] | list[Any]:
    """Return reviews as an author would write them: one as a mapping, several as a list."""
    written = [_plain(review) for review in reviews]
    return written[0] if len(written) == 1 else written


def _without(review: Review, of: Print) -> Review | None:
    """Return a review without parts that were reviewed again; None where nothing is left of it."""
    if not review.of:
        return review
    left = {part: line for part, line in review.of.items() if part not in of}
    return review.model_copy(update={"of": left}) if left else None


def _joined(reviews: Sequence[Review], now: Print) -> tuple[Review, ...]:
    """Return reviews of which those of one day by the same people are one, with parts in the order of the map."""
    found: dict[tuple[date, tuple[str, ...], bool], Review] = {}
    for review in reviews:
        # without parts a review was of everything
        key = (review.day, review.by, bool(review.of))
        of = {**(found[key].of if key in found else {}), **review.of}
        order = [*(part for part in now if part in of), *(part for part in of if part not in now)]
        found[key] = review.model_copy(update={"of": {part: of[part] for part in order}})
    first = [one for one in found.values() if WHOLE in one.of]
    return (*first, *(one for one in found.values() if WHOLE not in one.of))


def _plain(review: Review) -> dict[str, Any]:
    by = review.by[0] if len(review.by) == 1 else list(review.by)
    return {
        "day": review.day.isoformat(),
        **({"by": by} if by else {}),
        **({"of": dict(review.of)} if review.of else {}),
    }
