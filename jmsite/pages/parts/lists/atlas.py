"""Journeys as a tree: each with those that show a part of it close up, and by what they can be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.page import Link
from jmsite.model.value import Value, replace
from jmsite.pages.parts.lists.cards import JourneyCard, journey_card
from jmsite.pages.parts.lists.stages_as_steps import with_stages
from jmsite.pages.parts.page.entity_page import require_entity

DEEPEST = 12
"""Below so many levels journeys begin another tree."""


class Branch(Value):
    """A journey in the tree, and ``below`` those that are parts of it.

    ``opens`` are the steps and stages that it shows close up; ``personas`` and ``departments`` the ids of those who
    have a part in it.
    """

    id: str
    card: JourneyCard
    level: str
    state: str
    status: str
    opens: tuple[Link, ...]
    personas: tuple[str, ...]
    departments: tuple[str, ...]
    below: tuple[Branch, ...] = ()


def tree(catalog: Catalog) -> tuple[Branch, ...]:
    """Return all journeys, each once: below their parent, else below the first that opens up into them.

    What is comes before what should be. Of journeys that are parts of each other in a circle the first is on top.
    """
    every: tuple[Entity[Journey], ...] = catalog.all("journey")
    above = {journey.id: catalog.part(_above, journey.id) for journey in every}
    below: dict[str, list[str]] = {}
    for id, parent in above.items():
        below.setdefault(parent, []).append(id)
    ordered = sorted(below.get("", ()), key=lambda id: _is_future(catalog, id))
    seen: set[str] = set()
    # what hangs on no root hangs in a circle, or too deep
    return tuple(_branch(catalog, id, below, seen) for id in (*ordered, *above) if id not in seen)


def flat(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Yield branches, each followed by those below it."""
    for branch in branches:
        yield branch
        yield from flat(branch.below)


def _branch(catalog: Catalog, id: str, below: dict[str, list[str]], seen: set[str], level: int = 1) -> Branch:
    seen.add(id)
    under = below.get(id, ()) if level < DEEPEST else ()
    parts = tuple(_branch(catalog, part, below, seen, level + 1) for part in under if part not in seen)
    return replace(catalog.part(_alone, id), below=parts)


def _alone(catalog: Catalog, id: str) -> Branch:
    """Return a journey without those below it."""
    journey = require_entity(catalog.journey(id))
    fields = journey.fields
    steps = catalog.moments(id)
    whose = (*fields.personas, *(persona for step in steps for persona in step.fields.personas))
    involved = (
        *fields.departments,
        *(department for one in with_stages(catalog, steps) for department in one.fields.departments),
    )
    return Branch(
        id=id,
        card=journey_card(catalog, id),
        level=fields.level or "",
        state=fields.state,
        status=fields.status,
        opens=tuple(Link(title=one.title, url=one.url) for one in _openers(catalog, id)),
        personas=tuple(found.id for found in catalog.found("persona", dict.fromkeys(whose))),
        departments=tuple(found.id for found in catalog.found("department", dict.fromkeys(involved))),
    )


def _above(catalog: Catalog, id: str) -> str:
    """Return the id of the journey that one is a part of: its parent, else the first that opens up into it; or ""."""
    journey = catalog.journey(id)
    parent = catalog.journey((journey and journey.fields.parent) or "")
    if parent is not None:
        # a check tells a journey that is its own parent; here it would make a tree without an end
        return parent.id if parent.id != id else ""
    return next((one.id.partition("/")[0] for one in _openers(catalog, id)), "")


def _openers(catalog: Catalog, id: str) -> Iterator[Entity[Step] | Entity[Stage]]:
    """Yield the steps and stages of other journeys that a journey, or a stage of it, shows close up."""
    shown = [("journey", id), *(("stage", stage.id) for stage in catalog.stages_of(id))]
    named = (one for kind, each in shown for by in ("step", "stage") for one in catalog.users(kind, each, by))
    for one in {one.id: one for one in named}.values():
        close_up = catalog.close_up(one.fields.journey)
        if close_up is not None and close_up.id.partition("/")[0] == id != one.id.partition("/")[0]:
            yield one


def _is_future(catalog: Catalog, id: str) -> bool:
    journey = catalog.journey(id)
    return journey is not None and journey.fields.state == "future"
