"""Reviews as far as they still hold: what has changed since, and what makes a new one due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from jmsite.model.entities.review import Review
from jmsite.model.value import Value

WHOLE = "whole map"
"""The part of a review that is about no stage by itself; no stage can be called like it."""
MORE = ("added", "removed", "order")
"""The changes of a list of parts beside a change in one."""


class ChangedPart(Value):
    """A part of what was reviewed that says something else now: a stage, a section of a persona, or ``WHOLE``.

    ``kinds`` are "steps", "scores", "pains", "evidence", or one of ``MORE``; for a section none. ``day`` is when
    the commit came since which it does so, None where that is not known, or nobody has committed it.
    """

    part: str
    kinds: tuple[str, ...] = ()
    day: date | None = None


class ReviewState(Value):
    """The review of a map or persona. ``day`` is that of its oldest part; ``changed`` is what has changed since,
    so that the review no longer holds, the parts in their order.
    """

    day: date
    by: tuple[str, ...] = ()
    changed: tuple[ChangedPart, ...] = ()

    @property
    def since(self) -> date | None:
        """Return the earliest day on which something that was reviewed changed; None where no day is known."""
        return min((part.day for part in self.changed if part.day), default=None)


DueKind = Literal["code", "moved", "release", "metric"]


class Due(Value):
    """A reason why a step is to be looked at again: ``what`` changed, on what day, and of which repository it is.

    ``what`` is a path, a tag, or the id of a metric. ``detail`` says more: where a file was moved to, the commit, or
    the values of the metric. ``by`` is what watches: the kind and the id.
    """

    kind: DueKind
    what: str
    day: date
    by: tuple[str, str]
    repo: str = ""
    detail: str = ""


class DueStep(Value):
    """A step whose review is due, and why; the latest reasons first. ``reviewed`` is when it was reviewed last."""

    step: str
    reasons: tuple[Due, ...]
    reviewed: date | None = None


class CodeChange(Value):
    """A file of a repository that a commit changed. One that was only moved is told twice: at its old path with what it
    is called ``now``, at its new one with what it ``was`` called.
    """

    day: date
    commit: str
    path: str
    now: str = ""
    was: str = ""


class Release(Value):
    """A tag of a repository, and the day of what it names."""

    tag: str
    day: date


class KnownRepository(Value):
    """The knowledge of git about a repository: what changed since some day, the latest first; its tags, and its files.

    ``since`` is that day. ``horizon`` is the day before which a shallow clone knows nothing, None where it knows all.
    """

    changes: tuple[CodeChange, ...] = ()
    releases: tuple[Release, ...] = ()
    files: tuple[str, ...] = ()
    horizon: date | None = None
    since: date | None = None


def last_reviewed(reviews: Sequence[Review]) -> date | None:
    """Return the day of a review; of several parts that of the oldest, since the whole is as old as that."""
    return min((review.day for review in reviews), default=None)


def reviewers(reviews: Sequence[Review]) -> tuple[str, ...]:
    """Return everybody who reviewed it or parts of it, once."""
    return tuple(dict.fromkeys(name for review in reviews for name in review.by))


def expiry_day(reviewed: date | None, every: timedelta | None) -> date | None:
    """Return the day on which a review runs out; None for never, and past the calendar's end."""
    if reviewed is None or every is None:
        return None
    try:
        return reviewed + every
    # Python's calendar ends with the year 9999
    except OverflowError:
        return None
