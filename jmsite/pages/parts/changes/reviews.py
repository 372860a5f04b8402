"""The review of a map or persona: when, by whom, what has changed since, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.page import Link
from jmsite.model.reviews import WHOLE, ChangedPart, Due, DueStep, ReviewState, expiry_day, last_reviewed
from jmsite.model.value import Value
from jmsite.pages.parts.page.marks import ListRow
from jmsite.pages.parts.page.people import persona_name

REASONS = 2
"""Reasons for a review that are told: the others would say little more."""


class StepsDue(Value):
    """Steps whose review is due, and why."""

    links: tuple[Link, ...]
    why: str


class ReviewMark(Value):
    """A review: its day, who did it, the day on which it is due again, what has changed since it, and the steps of
    which something has changed that they watch.
    """

    reviewed: date | None
    due: date | None
    by: str = ""
    changed: tuple[str, ...] = ()
    since: date | None = None
    steps: tuple[StepsDue, ...] = ()


def review(catalog: Catalog, entity: Entity[Any]) -> ReviewMark:
    """Return what is known of the review of a map or persona."""
    reviewed = last_reviewed(entity.fields.reviewed)
    state = _state(catalog, entity)
    return ReviewMark(
        reviewed=reviewed,
        due=due(catalog, entity),
        by=catalog.words.row(*state.by) if state else "",
        changed=tuple(changed_words(catalog, entity, part) for part in state.changed) if state else (),
        since=state.since if state else None,
        steps=tuple(_steps_due(catalog, entity)),
    )


def due(catalog: Catalog, entity: Entity[Any]) -> date | None:
    """Return when a review runs out, by its own or the site's cadence; None for never."""
    fields = entity.fields
    last = last_reviewed(fields.reviewed) or getattr(fields, "validated", None)
    return expiry_day(last, fields.review_every or catalog.site.review_every)


def attention(catalog: Catalog, entity: Entity[Any]) -> ListRow | None:
    """Return a row for a map or persona whose review is void, or of which steps are due; None for all others."""
    words, state = catalog.words, _state(catalog, entity)
    title = persona_name(entity) if entity.kind == "persona" else entity.title
    if getattr(entity.fields, "status", "") == "retired":
        return None
    if state and state.changed:
        parts = [changed_words(catalog, entity, part) for part in state.changed]
        return ListRow(title=title, url=entity.url, under=words.row(*parts), side=words.phrase("review.void"))
    steps = [one for one in _due_of(catalog, entity) if one.reasons]
    if steps:
        why = due_words(catalog, steps[0].reasons[0])
        more = words.plural(len(steps), "count.steps") if len(steps) > 1 else ""
        return ListRow(
            title=title, url=entity.url, under=words.row(why, more), side=words.phrase("review.drift")
        )
    return None


def changed_words(catalog: Catalog, entity: Entity[Any], part: ChangedPart) -> str:
    """Return a part that says something else than what was reviewed, with what has changed in it."""
    words = catalog.words
    name = _part(catalog, entity, part.part)
    if not part.kinds:
        return name
    kinds = words.row(*(words.phrase(f"review.kind.{kind}") for kind in part.kinds if kind in _KINDS))
    return words.phrase("review.part", part=name, kinds=kinds) if kinds else name


_KINDS = ("steps", "scores", "pains", "evidence", "order", "added", "removed")


def due_words(catalog: Catalog, one: Due) -> str:
    """Return why a review is due."""
    metric = catalog.metric(one.what) if one.kind == "metric" else None
    what = metric.title if metric else one.what
    return catalog.words.phrase(f"review.{one.kind}", what=what, day=catalog.words.day(one.day))


def _part(catalog: Catalog, entity: Entity[Any], part: str) -> str:
    words = catalog.words
    if entity.kind == "persona":
        named = {"who": "review.who", "evidence": "fact.evidence"}.get(part, f"persona.{part}")
        return words.phrase(named) if part in _SECTIONS else part
    stage = catalog.stage(f"{entity.id}/{part}")
    keys = {WHOLE: "review.whole", ANYTIME: "map.anytime"}
    return stage.title if stage else words.phrase(keys[part]) if part in keys else part


_SECTIONS = (
    "who", "goals", "needs", "jobs", "motivations", "pains", "behaviours", "buying", "traits", "skills", "devices",
    "channels", "empathy", "evidence",
)  # fmt: skip


def _state(catalog: Catalog, entity: Entity[Any]) -> ReviewState | None:
    found: ReviewState | None = catalog.read("reviews", (entity.kind, entity.id))
    return found


def _due_of(catalog: Catalog, entity: Entity[Any]) -> tuple[DueStep, ...]:
    found: tuple[DueStep, ...] = catalog.read("due", entity.id) or () if entity.kind == "journey" else ()
    return found


def _steps_due(catalog: Catalog, entity: Entity[Any]) -> Iterator[StepsDue]:
    """Yield the steps that are due, those for the same reasons together."""
    found: dict[str, list[Link]] = {}
    for one in _due_of(catalog, entity):
        step = catalog.step(one.step) or entity
        why = catalog.words.row(*(due_words(catalog, reason) for reason in one.reasons[:REASONS]))
        found.setdefault(why, []).append(Link(title=step.title, url=step.url))
    for why, links in found.items():
        yield StepsDue(links=tuple(links), why=why)
