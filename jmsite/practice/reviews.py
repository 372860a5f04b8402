"""Look at reviews that no longer hold, and at what makes new ones due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.review import Watching
from jmsite.model.reviews import DueStep, ReviewState
from jmsite.model.rules.rule import RuleOptions
from jmsite.practice.rule_types import EntityFinding
from jmsite.reviews.due import matches_nothing
from jmsite.reviews.review_words import due_message, void_message


def void(catalog: Catalog, entity: Entity[Any], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey or persona that says something else than what was reviewed."""
    state: ReviewState | None = catalog.read("reviews", (entity.kind, entity.id))
    if state and state.changed and getattr(entity.fields, "status", "") != "retired":
        message = void_message(catalog, (entity.kind, entity.id), state)
        hint = f"look at these parts again, and run: jmsite review {entity.id}"
        yield EntityFinding(message=message, field=("reviewed",), hint=hint)


def due(catalog: Catalog, entity: Entity[Any], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a journey or step whose review is due, because something that it watches has changed."""
    journey = entity.id.partition("/")[0]
    found: tuple[DueStep, ...] = catalog.read("due", journey) or ()
    for one in found:
        if one.step == entity.id:
            stage = "/".join(entity.id.split("/")[:2])
            hint = f"look at it again, and run: jmsite review {stage}"
            field = ("watch",) if entity.fields.watch else ()
            yield EntityFinding(
                message=due_message(catalog, entity.title, one.reasons), field=field, hint=hint
            )


def watches_nothing(catalog: Catalog, entity: Entity[Any], _: RuleOptions) -> Iterator[EntityFinding]:
    """Notice something to watch that is not there: no file has such a path, or nothing is named at all."""
    watches: tuple[Watching, ...] = entity.fields.watch
    for at, watch in enumerate(watches):
        if not (watch.paths or watch.releases or watch.metrics or watch.systems):
            hint = "name 'paths:', 'releases:', 'metrics:' or 'systems:'"
            yield EntityFinding(message="this watches nothing", field=("watch", at), hint=hint)
        for path in matches_nothing(catalog, watch):
            message = f"no file of the repository matches '{path}'"
            hint = "paths count from the top of the repository; a pattern for a folder ends with /**"
            yield EntityFinding(message=message, field=("watch", at), hint=hint)
