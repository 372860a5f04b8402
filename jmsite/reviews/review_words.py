"""Tell in sentences what has changed since a review, and what makes one due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jmsite.model.catalog import Catalog
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.reviews import WHOLE, ChangedPart, Due, ReviewState

MOST = 3
"""Parts or reasons that a sentence names: more are counted."""
KIND_WORDS = {"order": "order of stages", "added": "new", "removed": "removed"}


def void_message(catalog: Catalog, target: tuple[str, str], state: ReviewState) -> str:
    """Return that a review no longer holds, and by what."""
    entity = catalog.find(*target)
    title = entity.title if entity else target[1]
    parts = enumerated([part_words(catalog, target, part) for part in state.changed])
    since = f" since {state.since:%Y-%m-%d}" if state.since else ""
    return (
        f"the review of '{title}' of {state.day:%Y-%m-%d} is void{since}, because this has changed: {parts}"
    )


def part_title(catalog: Catalog, target: tuple[str, str], part: str) -> str:
    """Return the name of a part: the title of a stage, else a word for it."""
    stage = catalog.stage(f"{target[1]}/{part}") if target[0] == "journey" else None
    words = {WHOLE: "the map as a whole", ANYTIME: "moments at any time"} if target[0] == "journey" else {}
    return stage.title if stage else words.get(part, part)


def part_words(catalog: Catalog, target: tuple[str, str], part: ChangedPart) -> str:
    """Return a part with what has changed in it: ``Checkout (scores, pains)``."""
    name = part_title(catalog, target, part.part)
    return f"{name} ({', '.join(kind_words(part.kinds))})" if part.kinds else name


def kind_words(kinds: Iterable[str]) -> list[str]:
    """Return the words for kinds of changes."""
    return [KIND_WORDS.get(kind, kind) for kind in kinds]


def due_words(catalog: Catalog, due: Due) -> str:
    """Return a reason why a review is due, in words."""
    day, of = f"{due.day:%Y-%m-%d}", f" in {due.repo}" if due.repo else ""
    if due.kind == "metric":
        metric = catalog.metric(due.what)
        return f"{metric.title if metric else due.what} went {due.detail} ({day})"
    if due.kind == "release":
        return f"{due.what}{of} was released on {day}"
    if due.kind == "moved":
        return f"{due.what}{of} was moved to {due.detail} on {day}"
    return f"{due.what}{of} changed on {day}"


def due_message(catalog: Catalog, title: str, reasons: Sequence[Due]) -> str:
    """Return that something is to be reviewed again, and why."""
    words = enumerated([due_words(catalog, one) for one in reasons])
    return f"'{title}' is due for review: {words}"


def enumerated(parts: Sequence[str]) -> str:
    """Return the first of some parts, and how many more there are."""
    more = len(parts) - MOST
    return "; ".join(parts[:MOST]) + (f"; and {more} more" if more > 0 else "")
